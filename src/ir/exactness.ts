import type { Context } from './evaluate.ts';
import type { Exactness, Ownership } from './functions/row.ts';
import type { Json, JsonObject } from './json.ts';
import { isList } from './json.ts';

/** The objects and lists of each event that was asked for. Holds nothing but what the event itself says. */
const known = new WeakMap<JsonObject, ReadonlySet<Json>>();

/**
 * How keys match in what a rule makes: the event's own objects ignore case wherever they went, as Panther's do; an object that
 * was read out of a text, or that the rule built, does not.
 */
export function madeFrom(context: Context): Exactness {
  return (object) => !partsOf(context.event).has(object);
}

/** Which lists are the event's own. Nothing is read until it is asked. */
export function ownLists(context: Context): Ownership {
  return (list) => partsOf(context.event).has(list);
}

function partsOf(event: JsonObject): ReadonlySet<Json> {
  const found = known.get(event);
  if (found !== undefined) return found;
  const parts = new Set<Json>();
  collect(event, parts);
  known.set(event, parts);
  return parts;
}

function collect(value: Json, parts: Set<Json>): void {
  if (typeof value !== 'object' || value === null) return;
  parts.add(value);
  for (const item of isList(value) ? value : Object.values(value)) collect(item, parts);
}
