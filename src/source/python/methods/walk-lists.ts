import type { Value } from '../../../ir/value.ts';
import { choice } from '../choice.ts';
import type { Cond, DataSym, Machine, Sym } from '../sym.ts';
import { anything, list, none } from '../sym.ts';
import { data } from '../values.ts';
import { withDefault } from './dict-get.ts';

/** A walk from a value along keys. */
export interface Walk {
  readonly from: Value;
  readonly keys: readonly string[];
  readonly otherwise: Sym;
}

/** A loop over the list that a walk starts from, where one key is left. */
interface Flat {
  readonly element: number;
  /** What stands under the key. */
  readonly leaf: Value;
  /** Where an element is a list of its own, or has one under the key. */
  readonly isOdd: Cond;
}

function flat({ terms }: Machine, { from, keys }: Walk): Flat | undefined {
  const [key, ...more] = keys;
  if (key === undefined || more.length > 0) return undefined;
  const element = terms.newElement();
  const at = (path: readonly string[]): Value => terms.reference({ scope: 'element', depth: element, path });
  const leaf = at([key]);
  const isOdd = terms.quantifier('any', from, element, terms.or(terms.type(at([]), 'list'), terms.type(leaf, 'list')));
  return { element, leaf, isOdd };
}

/** Raises TypeError where an object or a list of lists is found in a list: neither can be hashed. */
export function raiseUnhashed(machine: Machine, walk: Walk, crossed: Cond): void {
  const { terms } = machine;
  const isPart = (value: Value): Cond => terms.type(value, 'list', 'object');
  const loop = flat(machine, walk);
  if (loop === undefined) {
    const found = terms.call('deep_walk', walk.from, terms.literal(walk.keys));
    const element = terms.newElement();
    const item = terms.reference({ scope: 'element', depth: element, path: [] });
    const some = terms.quantifier('any', found, element, terms.type(item, 'object'));
    machine.raise(terms.and(crossed, terms.or(terms.type(found, 'object'), some)), 'TypeError');
    return;
  }
  const inner = terms.newElement();
  const item = terms.reference({ scope: 'element', depth: inner, path: [] });
  const held = terms.quantifier('any', loop.leaf, inner, isPart(item));
  const some = terms.quantifier('any', walk.from, loop.element, terms.or(terms.type(loop.leaf, 'object'), held));
  machine.raise(terms.and(crossed, some), 'TypeError');
}

/** Every value, where lists were crossed: a single one by itself. An element that has none gives the default. */
export function everyValue(machine: Machine, walk: Walk, crossed: Cond): Sym {
  const { terms } = machine;
  const { from, otherwise } = walk;
  const keys = terms.literal(walk.keys);
  const loop = flat(machine, walk);
  const isOdd = loop === undefined ? terms.no : terms.and(crossed, loop.isOdd);
  if (otherwise.kind === 'data') {
    const direct = withDefault(machine, terms.steps(from, walk.keys), 'walk', 'default', otherwise);
    return choice(machine, crossed, collected(machine, walk), direct);
  }
  if (otherwise.kind !== 'const' || otherwise.value === null) {
    const found = withDefault(machine, terms.call('deep_walk', from, keys), 'walk', 'default', otherwise);
    return choice(machine, isOdd, collected(machine, walk), found);
  }
  const value = terms.literal(otherwise.value);
  const types = anything & ~none;
  const found: Sym = { kind: 'data', value: terms.call('deep_walk', from, keys, value), types, nature: 'walk' };
  if (loop === undefined) return choice(machine, crossed, collected(machine, walk), found);
  const { element, leaf } = loop;
  const lacks = terms.quantifier('any', from, element, terms.test(leaf, 'is_null'));
  const other = terms.not(terms.or(terms.test(leaf, 'is_null'), terms.test(leaf, 'eq', [value])));
  const has = terms.quantifier('any', from, element, other);
  const whole: DataSym = {
    kind: 'data',
    value: terms.call('walk_all', from, keys, value),
    types: list,
    nature: 'walk',
  };
  const given = choice(machine, terms.and(crossed, lacks), choice(machine, has, whole, otherwise), found);
  return choice(machine, isOdd, collected(machine, walk), given);
}

/** The list of all that a walk finds, or its one value, however deep the lists are. */
function collected(machine: Machine, walk: Walk): Sym {
  const { terms } = machine;
  const { all, isGiven } = listOf(machine, walk);
  const several = terms.test(terms.call('len', all), 'gt', [terms.literal(1n)]);
  const whole: DataSym = { kind: 'data', value: all, types: list, nature: 'walk' };
  const one = data(machine, terms.steps(all, [0]), anything, 'event');
  const single = isGiven ? one : choice(machine, terms.test(all, 'truthy'), one, walk.otherwise);
  return choice(machine, several, whole, single);
}

/** All that a walk finds. A default that is one value stands for every element that has none: then there is always one. */
function listOf(machine: Machine, walk: Walk): { readonly all: Value; readonly isGiven: boolean } {
  const { terms } = machine;
  const value = scalarOf(machine, walk.otherwise);
  const given = value === undefined ? [] : [value];
  const all = terms.call('walk_all', walk.from, terms.literal(walk.keys), ...given);
  return { all, isGiven: walk.otherwise.kind === 'const' && value !== undefined };
}

/** A default that is one value, or may be one; undefined for None and for collections of the code. */
function scalarOf(machine: Machine, otherwise: Sym): Value | undefined {
  if (otherwise.kind === 'const') return otherwise.value === null ? undefined : machine.terms.literal(otherwise.value);
  return otherwise.kind === 'data' ? otherwise.value : undefined;
}

/** The first or last value, where lists were crossed. */
export function oneValue(machine: Machine, walk: Walk, part: 'first' | 'last'): Sym {
  const { terms } = machine;
  const { from, otherwise } = walk;
  const { all, isGiven } = listOf(machine, walk);
  const item = data(machine, terms.steps(all, [part === 'first' ? 0 : -1]), anything, 'event');
  const general = isGiven ? item : choice(machine, terms.test(all, 'truthy'), item, otherwise);
  const [key] = walk.keys;
  const loop = flat(machine, walk);
  // The last one is not that of the last element, where an earlier element has the same.
  if (part === 'last' || key === undefined || loop === undefined || otherwise.kind !== 'const') return general;
  const isThere = terms.plain(terms.not(terms.test(loop.leaf, 'is_null')));
  const here =
    isGiven || isThere === undefined
      ? terms.steps(from, [0, key])
      : terms.steps(terms.first(from, loop.element, isThere), [key]);
  return choice(machine, loop.isOdd, general, withDefault(machine, here, 'event', 'default', otherwise));
}
