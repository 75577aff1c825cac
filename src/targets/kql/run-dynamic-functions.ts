import { add } from './run-arithmetic.ts';
import { isNumeric, order, same } from './run-compare.ts';
import { textOf } from './run-text.ts';
import type { KqlBag, KqlValue } from './run-value.ts';
import { Instant, isArray, isBag, Span } from './run-value.ts';

type Plain = (args: readonly KqlValue[]) => KqlValue;

function slice([list, start, end]: readonly KqlValue[]): KqlValue {
  if (!isArray(list) || !isNumeric(start) || !isNumeric(end)) return null;
  const place = (at: number): number => (at < 0 ? list.length + at : at);
  return list.slice(Math.max(0, place(Number(start))), Math.max(0, place(Number(end)) + 1));
}

const holds = (list: readonly KqlValue[], value: KqlValue): boolean =>
  list.some((item) => (item === null || value === null ? item === value : same(item, value)));

function distinct(values: readonly KqlValue[]): readonly KqlValue[] {
  const found: KqlValue[] = [];
  for (const value of values) if (!holds(found, value)) found.push(value);
  return found;
}

/** From a place on, over so many elements; -1 where there is none. https://learn.microsoft.com/kusto/query/array-index-of-function */
function indexIn([list, value = null, start, length, occurrence]: readonly KqlValue[]): KqlValue {
  if (!isArray(list)) return null;
  const said = Number(start ?? 0n);
  const from = said < 0 ? Math.max(0, list.length + said) : said;
  const size = Number(length ?? -1n);
  let left = Number(occurrence ?? 1n);
  for (let i = from; i < (size < 0 ? list.length : Math.min(list.length, from + size)); i++) {
    const item = list[i] ?? null;
    if (item === null || value === null || !same(item, value)) continue;
    left -= 1;
    if (left === 0) return BigInt(i);
  }
  return -1n;
}

function sorted(sign: number): Plain {
  return ([list, last]) => {
    if (!isArray(list)) return null;
    const ends = last === false ? -1 : 1;
    const rank = (a: KqlValue, b: KqlValue): number =>
      a === null ? (b === null ? 0 : ends) : b === null ? -ends : (order(a, b) ?? 0) * sign;
    return list.toSorted(rank);
  };
}

/** From, to (included) and step: numbers, datetimes or spans. https://learn.microsoft.com/kusto/query/range-function */
function range([from = null, to = null, by]: readonly KqlValue[]): KqlValue {
  const step = by ?? (from instanceof Instant || from instanceof Span ? new Span(36_000_000_000n) : 1n);
  const up = step instanceof Span ? step.ticks > 0n : isNumeric(step) ? step > 0 : undefined;
  if (up === undefined || order(from, to) === undefined) return null;
  const made: KqlValue[] = [];
  for (let at = from; made.length < 1_048_576; at = add(at, step)) {
    const sign = order(at, to);
    if (sign === undefined || (up ? sign > 0 : sign < 0)) break;
    made.push(at);
    if (step instanceof Span ? step.ticks === 0n : step === 0n || step === 0) break;
  }
  return made;
}

/** A key, or a path that begins with `$.`. https://learn.microsoft.com/kusto/query/bag-has-key-function */
function hasKey(bag: KqlBag, key: string): boolean {
  if (!key.startsWith('$.')) return Object.hasOwn(bag, key);
  let at: KqlValue = bag;
  for (const name of key.slice(2).split('.')) {
    if (!isBag(at) || !Object.hasOwn(at, name)) return false;
    at = at[name] ?? null;
  }
  return true;
}

function packed(args: readonly KqlValue[]): KqlBag {
  const pairs: (readonly [string, KqlValue])[] = [];
  for (let i = 0; i + 1 < args.length; i += 2) pairs.push([textOf(args[i] ?? null), args[i + 1] ?? null]);
  return Object.fromEntries(pairs);
}

function overLists(args: readonly KqlValue[], make: (lists: readonly (readonly KqlValue[])[]) => KqlValue): KqlValue {
  const lists = args.filter((arg) => isArray(arg));
  return lists.length === args.length ? make(lists) : null;
}

/** Functions of lists and bags. https://learn.microsoft.com/kusto/query/scalar-functions#dynamicarray-functions */
export const dynamicFunctions: Readonly<Record<string, Plain>> = {
  array_length: ([list]) => (isArray(list) ? BigInt(list.length) : null),
  array_slice: slice,
  array_concat: (args) => args.flatMap((arg) => (isArray(arg) ? arg : [])),
  array_reverse: ([list]) => (isArray(list) ? list.toReversed() : null),
  array_sum: ([list]) =>
    isArray(list) ? list.reduce((sum, item) => (isNumeric(item) ? add(sum, item) : sum), 0n) : null,
  array_index_of: indexIn,
  array_sort_asc: sorted(1),
  array_sort_desc: sorted(-1),
  set_has_element: ([list, value = null]) => (isArray(list) ? value !== null && holds(list, value) : null),
  set_union: (args) => overLists(args, (lists) => distinct(lists.flat())),
  set_intersect: (args) =>
    overLists(args, ([head = [], ...rest]) => distinct(head.filter((v) => rest.every((list) => holds(list, v))))),
  set_difference: (args) =>
    overLists(args, ([head = [], ...rest]) => distinct(head.filter((v) => !rest.some((list) => holds(list, v))))),
  pack_array: (args) => [...args],
  bag_pack: packed,
  pack: packed,
  pack_dictionary: packed,
  bag_keys: ([bag]) => (isBag(bag) ? Object.keys(bag) : null),
  bag_has_key: ([bag, key]) => (isBag(bag) ? hasKey(bag, textOf(key ?? null)) : null),
  bag_merge: (args) => Object.fromEntries(args.toReversed().flatMap((arg) => (isBag(arg) ? Object.entries(arg) : []))),
  range,
  zip: (args) =>
    overLists(args, (lists) => {
      const size = Math.max(0, ...lists.map((list) => list.length));
      return Array.from({ length: size }, (_, i) => lists.map((list) => list[i] ?? null));
    }),
};
