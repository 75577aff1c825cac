import type { Context } from './evaluate.ts';
import type { Exactness } from './functions/row.ts';
import type { Json, JsonObject } from './json.ts';
import { isList } from './json.ts';

/** The objects of each event that was asked for. Holds nothing but what the event itself says. */
const known = new WeakMap<JsonObject, ReadonlySet<Json>>();

/**
 * How keys match in what a rule makes: the event's own objects ignore case wherever they went, as Panther's do; an object that
 * was read out of a text, or that the rule built, does not.
 */
export function madeFrom(context: Context): Exactness {
  return (object) => !objectsOf(context.event).has(object);
}

function objectsOf(event: JsonObject): ReadonlySet<Json> {
  const found = known.get(event);
  if (found !== undefined) return found;
  const objects = new Set<Json>();
  collect(event, objects);
  known.set(event, objects);
  return objects;
}

function collect(value: Json, objects: Set<Json>): void {
  if (typeof value !== 'object' || value === null) return;
  if (isList(value)) for (const item of value) collect(item, objects);
  else {
    objects.add(value);
    for (const item of Object.values(value)) collect(item, objects);
  }
}
