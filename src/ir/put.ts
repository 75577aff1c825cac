import type { Json, JsonObject } from './json.ts';
import { isList, isObject, parseJson, printJson } from './json.ts';
import { child } from './lookup.ts';

/** Where a value stands in an event: keys, indexes of lists; `'each'` is every element of a list. */
export type Place = readonly (string | number)[];

/** The value at a place, keys matched as Panther does; a text that holds JSON is opened on the way. */
export function valueAt(given: Json | undefined, [step, ...rest]: Place): Json | undefined {
  if (step === undefined) return given;
  const value = opened(given) ?? given;
  if (typeof step === 'number') return isList(value) ? valueAt(value.at(step), rest) : undefined;
  return isObject(value) ? valueAt(child(value, step, false), rest) : undefined;
}

/**
 * The event with a value at a place, objects and lists made on the way; `undefined` takes the key or element away. What goes into a text that
 * holds JSON leaves it one.
 */
export function put(event: JsonObject, place: Place, value: Json | undefined): JsonObject {
  const changed = putIn(event, place, value);
  return isObject(changed) ? changed : event;
}

function putIn(at: Json | undefined, [step, ...rest]: Place, value: Json | undefined): Json | undefined {
  if (step === undefined) return value;
  const inside = opened(at);
  if (inside !== undefined) return printJson(putIn(inside, [step, ...rest], value) ?? null);
  if (typeof step === 'number') {
    const list = isList(at) ? [...at] : [];
    const index = step < 0 ? Math.max(list.length + step, 0) : step;
    const item = putIn(list[index], rest, value);
    if (item === undefined) return list.filter((_, i) => i !== index);
    while (list.length < index) list.push(null);
    list[index] = item;
    return list;
  }
  const object = isObject(at) ? at : {};
  const key =
    Object.keys(object).find((k) => k === step) ??
    Object.keys(object).find((k) => k.toLowerCase() === step.toLowerCase()) ??
    step;
  const item = putIn(object[key], rest, value);
  if (item !== undefined) return { ...object, [key]: item };
  const { [key]: _gone, ...others } = object;
  return others;
}

/** The object or list that a text holds as JSON. */
function opened(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return undefined;
  try {
    return parseJson(value);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}
