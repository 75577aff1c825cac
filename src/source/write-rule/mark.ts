import type { Json } from '../../ir/json.ts';
import { printJson } from '../../ir/json.ts';
import type { LookupValue } from '../../ir/value.ts';

/** A text that two parts of rules share if and only if they are the same but for their places and the order of their properties. */
export function markOf(part: unknown): string {
  return JSON.stringify(part, (key, item: unknown) => {
    if (key === 'span') return undefined;
    if (typeof item === 'bigint') return { whole: `${item}` };
    if (key === 'table') return (item as LookupValue<unknown, never>['table']).map(entryMark);
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
    const node = item as Readonly<Record<string, unknown>>; // neither null nor a list
    // A literal's own keys have an order that shows in its text.
    if (node['kind'] === 'literal') return { literal: printJson(node['value'] as Json) };
    return Object.fromEntries(Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** An entry of a `lookup`: its key and a constant. */
function entryMark([key, result]: readonly [string, Json]): readonly string[] {
  return [key, printJson(result)];
}
