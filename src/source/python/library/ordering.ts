import type { Span } from '../../../diagnostics/source.ts';
import { orderElements } from '../../../ir/compare.ts';
import type { Json } from '../../../ir/json.ts';
import { choice } from '../choice.ts';
import { ordered } from '../compare.ts';
import type { BuiltinSym, Machine, Segment, Sym } from '../sym.ts';
import { constant, makeList, toValue } from '../values.ts';
import { define, raising } from './define.ts';
import { gather, makeOf, plainValues } from './gather.ts';
import { raiseWhereMissing } from './numbers.ts';
import { elementsOf, reordered } from './reorder.ts';
import { sortedBy, sortedPairs } from './sort-by-key.ts';

/** `sorted()`. */
export const sorted = define('sorted', ['iterable', 'key?', 'reverse?'], (machine, [iterable, key, reverse], span) =>
  sortedList(machine, gather(machine, iterable, span), key, reverse, span),
);

/** A list of the elements in order, as `sorted()` and `list.sort()` give them. */
export function sortedList(
  machine: Machine,
  segments: readonly Segment[],
  key: Sym | undefined,
  reverse: Sym | undefined,
  span: Span,
): Sym {
  const { terms } = machine;
  const isReverse = machine.truth(reverse ?? constant(false));
  if (isReverse !== terms.yes && isReverse !== terms.no)
    return machine.unknown('sorted()', 'the direction depends on the event', span);
  const backwards = isReverse === terms.yes;
  if (segments.length <= 1 && segments.every(({ loops }) => loops.length === 0))
    return makeOf(machine, 'list', segments);
  const values = plainValues(machine, segments);
  const hasKey = key !== undefined && !(key.kind === 'const' && key.value === null);
  const keys = values?.map((one) => keyOf(machine, one, hasKey ? key : undefined, span));
  if (values !== undefined && keys?.every((one) => one !== undefined)) {
    const order = sortIndexes(keys, backwards);
    return order === undefined
      ? raising(machine, 'TypeError')
      : makeList(
          machine,
          order.flatMap((i) => values[i] ?? []),
        );
  }
  if (hasKey) return sortedBy(machine, segments, key, backwards, span);
  return reordered(machine, segments, span, (list) => {
    const made = backwards
      ? terms.call('reverse', terms.call('sort', terms.call('reverse', list)))
      : terms.call('sort', list);
    raiseWhereMissing(machine, made, 'TypeError');
    return made;
  });
}

/** What an element is sorted by, where that is constant. */
function keyOf(machine: Machine, one: Sym, key: Sym | undefined, span: Span): Json | undefined {
  const by = key === undefined ? one : machine.call(key, { positional: [one], named: new Map() }, span);
  const value = toValue(machine, by, span);
  return value.kind === 'literal' ? value.value : undefined;
}

/** The order of the keys, equal ones as they were; undefined where two have none. */
function sortIndexes(keys: readonly Json[], backwards: boolean): readonly number[] | undefined {
  let fails = false;
  const order = keys.map((_, i) => i);
  order.sort((i, j) => {
    const sign = orderElements(keys[i] ?? null, keys[j] ?? null);
    if (sign === undefined) fails = true;
    return (sign ?? 0) * (backwards ? -1 : 1);
  });
  return fails ? undefined : order;
}

function extreme(name: 'min' | 'max'): BuiltinSym {
  return {
    kind: 'builtin',
    name,
    call: (machine, args, span) => {
      const { positional, named } = args;
      const [first, ...more] = positional;
      if (first === undefined) return raising(machine, 'TypeError');
      const segments = more.length === 0 ? gather(machine, first, span) : items(machine, positional);
      const given = named.get('key');
      const key = given?.kind === 'const' ? undefined : given;
      return extremeOf(machine, name, segments, key, named.get('default'), span);
    },
  };
}

function items({ terms }: Machine, values: readonly Sym[]): readonly Segment[] {
  return values.map((value) => ({ loops: [], when: terms.yes, value }));
}

/** Constants are compared at once, several values by the IR, objects of the library two at a time. */
function extremeOf(
  machine: Machine,
  name: 'min' | 'max',
  segments: readonly Segment[],
  key: Sym | undefined,
  otherwise: Sym | undefined,
  span: Span,
): Sym {
  const { terms } = machine;
  const values = plainValues(machine, segments);
  if (values?.length === 0) return otherwise ?? raising(machine, 'ValueError');
  const isJson = toValue(machine, makeOf(machine, 'list', segments), span).kind !== 'unknown';
  const hasOpaque = segments.some(({ value }) => value.kind === 'opaque');
  if (values !== undefined && (key !== undefined || hasOpaque || !isJson))
    return folded(machine, name, values, key, span);
  if (hasOpaque) return machine.unknown(`${name}() of such objects`, 'what is compared has no form in the IR', span);
  if (key !== undefined) return extremeBy(machine, name, segments, key, otherwise, span);
  const value = toValue(machine, makeOf(machine, 'list', segments), span);
  if (value.kind === 'unknown') return value;
  const see = elementsOf(machine, segments, span);
  const some = values === undefined ? terms.test(value, 'truthy') : terms.yes;
  const made = terms.call(name, value);
  if (made.kind !== 'literal') machine.raise(terms.and(some, terms.test(made, 'missing')), 'TypeError');
  else if (made.value === null && values !== undefined && values.length > 1) return raising(machine, 'TypeError');
  if (otherwise === undefined) machine.raise(terms.not(some), 'ValueError');
  const found = see(made);
  return otherwise === undefined ? found : choice(machine, some, found, otherwise);
}

/** The first of the elements whose keys are the least or the greatest. */
function extremeBy(
  machine: Machine,
  name: 'min' | 'max',
  segments: readonly Segment[],
  key: Sym,
  otherwise: Sym | undefined,
  span: Span,
): Sym {
  const { terms } = machine;
  const pairs = sortedPairs(machine, segments, key, name === 'max', span);
  if (pairs.kind === 'unknown') return pairs;
  const some = terms.test(pairs, 'truthy');
  if (otherwise === undefined) machine.raise(terms.not(some), 'ValueError');
  const first = terms.call('item', pairs, terms.literal(0n));
  const see = elementsOf(machine, segments, span);
  const found = see(terms.call('item', first, terms.literal(2n)));
  return otherwise === undefined ? found : choice(machine, some, found, otherwise);
}

function folded(machine: Machine, name: 'min' | 'max', values: readonly Sym[], key: Sym | undefined, span: Span): Sym {
  const by = (one: Sym): Sym =>
    key === undefined ? one : machine.call(key, { positional: [one], named: new Map() }, span);
  const operator = name === 'min' ? 'lt' : 'gt';
  return values.reduce((best, one) => choice(machine, ordered(machine, operator, by(one), by(best), span), one, best));
}

/** Python's built-in functions that compare the elements of an iterable. */
export const orderingBuiltins: readonly BuiltinSym[] = [sorted, extreme('min'), extreme('max')];
