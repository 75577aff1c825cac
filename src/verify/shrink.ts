import type { Json, JsonObject } from '../ir/json.ts';
import { isList, isObject } from '../ir/json.ts';

/**
 * The smallest event, by leaving out keys and elements and by simpler values, that still shows something. Deterministic; asks at most
 * `budget` times.
 */
export function shrinkEvent(event: JsonObject, shows: (event: JsonObject) => boolean, budget = 400): JsonObject {
  let best = event;
  let left = budget;
  for (let found = true; found && left > 0; ) {
    found = false;
    for (const candidate of smaller(best)) {
      if (left-- <= 0) break;
      if (!isObject(candidate) || !shows(candidate)) continue;
      best = candidate;
      found = true;
      break;
    }
  }
  return best;
}

/** Values one step smaller: without a key or an element, or with one of them smaller; long texts cut. */
function* smaller(value: Json): Generator<Json> {
  if (isList(value)) {
    for (let i = 0; i < value.length; i++) yield value.filter((_, j) => j !== i);
    for (let i = 0; i < value.length; i++)
      for (const less of smaller(value[i] ?? null)) yield value.map((item, j) => (i === j ? less : item));
  } else if (isObject(value)) {
    const entries = Object.entries(value);
    for (const [key] of entries) yield Object.fromEntries(entries.filter(([other]) => other !== key));
    for (const [key, item] of entries)
      for (const less of smaller(item)) yield Object.fromEntries(entries.map(([k, v]) => [k, k === key ? less : v]));
  } else if (typeof value === 'string' && value.length > 64) yield value.slice(0, value.length >> 1);
}
