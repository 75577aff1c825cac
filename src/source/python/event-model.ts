import type { Method } from './contract.ts';

/** Methods of the event that ask the log type's data model; `lift-rule.ts` says how for a rule. */
const methods = new Map<string, Method>([
  ['udm', (machine, _self, args, span) => machine.udm(args, span)],
  [
    'udm_path',
    (machine, _self, _args, span) =>
      machine.unknown('event.udm_path()', 'it gives the path of a field, not a value of the event', span),
  ],
]);

/** A method of events that asks the data model. */
export function eventMethod(name: string): Method | undefined {
  return methods.get(name);
}
