import type { Json } from '../json.ts';
import { isList, isObject } from '../json.ts';
import type { FunctionRow, Given } from './row.ts';
import { row } from './row.ts';

/** What makes and reads objects. */
export const objectFunctions = {
  object: row(['pairs'], 'The object of the keys and the values after them; null for what is missing.', (args) => {
    const pairs = args.flatMap((key, i) => (i % 2 === 0 ? [[key, args[i + 1] ?? null] as const] : []));
    return fromPairs(pairs);
  }),
  merge: row(['...'], 'Several objects as one: later keys win; what is no object is skipped.', (args) =>
    Object.fromEntries(args.flatMap((object) => (isObject(object) ? Object.entries(object) : []))),
  ),
  from_pairs: row(['value'], 'The object of a list of [key, value]; the last of a key wins.', ([list]) => {
    if (!isList(list)) return undefined;
    const pairs = list.map((pair) => (isList(pair) && pair.length === 2 ? pair : []));
    return fromPairs(pairs.map(([key, value]) => [key, value ?? null] as const));
  }),
  keys: row(['value'], 'The keys of an object.', ([object]) => (isObject(object) ? Object.keys(object) : undefined)),
  values: row(['value'], 'The values of an object.', ([object]) =>
    isObject(object) ? Object.values(object) : undefined,
  ),
  items: row(['value'], 'The list of [key, value] of an object.', ([object]) =>
    isObject(object) ? Object.entries(object) : undefined,
  ),
} as const satisfies Record<string, FunctionRow>;

function fromPairs(pairs: readonly (readonly [Given, Json])[]): Given {
  const texts = pairs.flatMap(([key, value]) => (typeof key === 'string' ? [[key, value] as const] : []));
  return texts.length === pairs.length ? Object.fromEntries(texts) : undefined;
}
