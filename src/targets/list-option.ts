import type { Json } from '../ir/json.ts';

/** What is wrong with a target's option `lists`: a sentence, or none. */
export function checkLists(value: Json | undefined): readonly string[] {
  return value === undefined || value === 'reference' || value === 'inline'
    ? []
    : [
        'lists must be reference (rules name lists, which are published beside them) or inline (their values stand in the rules).',
      ];
}

/** Whether rules name lists that are published beside them. */
export function namesLists(options: Readonly<Record<string, Json>>): boolean {
  return options['lists'] !== 'inline';
}
