import type { BuiltinSym, Cond, DataSym, Machine, Sym } from '../sym.ts';
import { dict, none } from '../sym.ts';
import { hasType, noneSym } from '../values.ts';
import { define } from './define.ts';
import { instancesOf } from './instances.ts';

/** A class of Panther's own, which rules only ask `isinstance` about. */
function pantherType(name: string, instances: NonNullable<BuiltinSym['instances']>): BuiltinSym {
  const made = define(name, ['value?'], (machine, [value = noneSym], span) =>
    value.kind === 'data' && value.nature === 'event'
      ? value
      : machine.unknown(`${name}()`, 'it makes an event container of its own', span),
  );
  return { ...made, instances };
}

/** The lists of an event. */
export const immutableListType = pantherType('ImmutableList', instancesOf({ lists: ['event'] }));
/** The objects of an event. */
export const immutableDictType = pantherType('ImmutableCaseInsensitiveDict', instancesOf({ dicts: ['event'] }));
/** The event itself. */
export const eventType = pantherType('PantherEvent', (value: Sym, machine: Machine): Cond => {
  if (value.kind === 'unknown') return machine.terms.unlifted(value.fault);
  return value.kind === 'data' && isWholeEvent(value) ? hasType(machine, value, dict) : machine.terms.no;
});

/** Whether data is the event itself. */
export function isWholeEvent({ value }: DataSym): boolean {
  return value.kind === 'reference' && value.to.scope === 'event' && value.to.path.length === 0;
}

/** `type(None)`. */
export const noneType: BuiltinSym = {
  ...define('NoneType', [], () => noneSym),
  instances: instancesOf({ types: none }),
};
