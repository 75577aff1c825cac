import type { Json } from '../json.ts';
import { isList, isObject } from '../json.ts';
import { child } from '../lookup.ts';
import type { Exactness, Given } from './row.ts';
import { unique } from './unique.ts';

/**
 * Every value that Panther's `deep_walk` finds. An element of a list that has nothing there gives the default. Undefined
 * where it raises: what it finds in a list cannot be an object or a list of lists.
 */
export function walkAll(
  value: Given,
  keys: readonly string[],
  isExact: Exactness,
  otherwise: Json,
): readonly Json[] | undefined {
  const found = walk(value, keys, isExact, otherwise);
  if (found === undefined) return undefined;
  if (found === null) return [];
  return isList(found) ? unique(found) : [found];
}

function walk(value: Given, keys: readonly string[], isExact: Exactness, otherwise: Json): Json | undefined {
  if (value === undefined || value === null) return otherwise;
  const [key, ...rest] = keys;
  if (key === undefined) return holdsNothing(value) ? otherwise : value;
  if (isObject(value)) return walk(child(value, key, isExact), rest, isExact, otherwise);
  if (!isList(value)) return otherwise;
  const found: Json[] = [];
  for (const item of value) {
    const one = walk(item, keys, isExact, otherwise);
    if (one === undefined) return undefined;
    if (one !== null) found.push(...(isList(one) ? one : [one]));
  }
  if (found.some((one) => isList(one) || isObject(one))) return undefined;
  const [only, ...more] = unique(found);
  if (only === undefined) return otherwise;
  return more.length === 0 ? only : [only, ...more];
}

/** A list of nothing but lists of nothing. */
function holdsNothing(value: Json): boolean {
  return isList(value) && value.every(holdsNothing);
}
