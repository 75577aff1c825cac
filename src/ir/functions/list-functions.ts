import { asNumber, equal, orderElements } from '../compare.ts';
import type { Json } from '../json.ts';
import { isList, isObject } from '../json.ts';
import { characters, mostMade } from './given.ts';
import { plus } from './numbers.ts';
import type { FunctionRow, Given } from './row.ts';
import { row } from './row.ts';
import { countIn } from './split-text.ts';
import { unique } from './unique.ts';

/** What makes and reads lists. */
export const listFunctions = {
  list: row(['...'], 'The list of the arguments; null for what is missing.', (args) =>
    args.map((value) => value ?? null),
  ),
  chain: row(['...'], 'The elements of several lists, one after the other; what is no list is skipped.', (args) =>
    args.flatMap((list) => (isList(list) ? list : [])),
  ),
  flatten: row(
    ['value'],
    'The elements of the lists in a list, one after the other; what is no list is skipped.',
    ([list]) => (isList(list) ? list.flatMap((inner) => (isList(inner) ? inner : [])) : undefined),
  ),
  iterate: row(
    ['value'],
    "What Python's `for` goes through: a list itself, the characters of a text, the keys of an object.",
    ([value]) => {
      if (typeof value === 'string') return characters(value);
      if (isList(value)) return value;
      return isObject(value) ? Object.keys(value) : undefined;
    },
  ),
  range: row(
    ['integer', 'integer', 'integer?'],
    "Python's `range(start, stop, step)` as a list of integers.",
    ([start, stop, step]) => range(start, stop, step ?? 1n),
  ),
  zip: row(
    ['...'],
    'A list of lists: the first element of each list, the second of each, as far as the shortest.',
    (args) => (args.every(isList) ? zip(args) : undefined),
  ),
  reverse: row(['value'], 'The list, or text, from its end.', ([value]) => {
    if (typeof value === 'string') return characters(value).toReversed().join('');
    return isList(value) ? value.toReversed() : undefined;
  }),
  sort: row(['value'], 'The list in order; missing where two elements have none.', ([list]) => sorted(list)),
  unique: row(['value'], 'The list without repeats.', ([list]) => (isList(list) ? unique(list) : undefined)),
  count: row(['value', 'value'], 'How often a value is in a list, or a text in a text.', ([value, part]) => {
    if (typeof value === 'string') return typeof part === 'string' ? BigInt(countIn(value, part)) : undefined;
    return isList(value) ? BigInt(value.filter((item) => equal(item, part ?? null)).length) : undefined;
  }),
  sum: row(['value'], 'The sum of a list of numbers.', ([list]) =>
    isList(list) ? list.reduce<Given>((sum, item) => plus(asNumber(sum), asNumber(item)), 0n) : undefined,
  ),
  min: row(
    ['value'],
    'The least element of a list; missing where it is empty or its elements have no order.',
    ([list]) => extreme(list, -1),
  ),
  max: row(
    ['value'],
    'The greatest element of a list; missing where it is empty or its elements have no order.',
    ([list]) => extreme(list, 1),
  ),
} as const satisfies Record<string, FunctionRow>;

function range(start: Given, stop: Given, step: Given): readonly Json[] | undefined {
  const [from, to, by] = [start, stop, step].map(asNumber);
  if (typeof from !== 'bigint' || typeof to !== 'bigint' || typeof by !== 'bigint' || by === 0n) return undefined;
  if ((to - from) / by > mostMade) return undefined;
  const made: bigint[] = [];
  for (let at = from; by > 0n ? at < to : at > to; at += by) made.push(at);
  return made;
}

function zip(lists: readonly (readonly Json[])[]): readonly Json[] {
  const count = lists.length === 0 ? 0 : Math.min(...lists.map((list) => list.length));
  return Array.from({ length: count }, (_, i) => lists.map((list) => list[i] ?? null));
}

function sorted(list: Given): readonly Json[] | undefined {
  if (!isList(list)) return undefined;
  let ordered = true;
  const made = list.toSorted((a, b) => {
    const sign = orderElements(a, b);
    ordered &&= sign !== undefined;
    return sign ?? 0;
  });
  return ordered ? made : undefined;
}

/** The first of the elements that no other is before (`sign` -1) or after (1). */
function extreme(list: Given, sign: 1 | -1): Given {
  if (!isList(list)) return undefined;
  const [first, ...rest] = list;
  let best = first;
  for (const item of rest) {
    const way = best === undefined ? undefined : orderElements(item, best);
    if (way === undefined) return undefined;
    if (way * sign > 0) best = item;
  }
  return best;
}
