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

/** Where one key is left below the list that a walk starts from: a loop over that list, and what stands under the key. */
function flat({ terms }: Machine, { keys }: Walk): { readonly element: number; readonly leaf: Value } | undefined {
  const [key, ...more] = keys;
  if (key === undefined || more.length > 0) return undefined;
  const element = terms.newElement();
  return { element, leaf: terms.reference({ scope: 'element', depth: element, path: [key] }) };
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
  if (otherwise.kind !== 'const')
    return withDefault(machine, terms.call('deep_walk', from, keys), 'walk', 'default', otherwise);
  const value = terms.literal(otherwise.value);
  if (otherwise.value === null) return data(machine, terms.call('deep_walk', from, keys), anything, 'walk');
  const types = anything & ~none;
  const found: Sym = { kind: 'data', value: terms.call('deep_walk', from, keys, value), types, nature: 'walk' };
  const loop = flat(machine, walk);
  const all = terms.call('walk_all', from, keys, value);
  const whole: DataSym = { kind: 'data', value: all, types: list, nature: 'walk' };
  if (loop === undefined) {
    const given = terms.and(crossed, terms.test(all, 'has', [value]));
    const several = terms.test(terms.call('len', all), 'gt', [terms.literal(1n)]);
    return choice(machine, given, choice(machine, several, whole, otherwise), found);
  }
  const { element, leaf } = loop;
  const nothing = terms.or(
    terms.test(leaf, 'is_null'),
    terms.and(terms.type(leaf, 'list'), terms.not(terms.test(leaf, 'truthy'))),
  );
  const lacks = terms.and(crossed, terms.quantifier('any', from, element, nothing));
  const other = terms.not(terms.or(nothing, terms.test(leaf, 'eq', [value])));
  const has = terms.quantifier('any', from, element, other);
  return choice(machine, lacks, choice(machine, has, whole, otherwise), found);
}

/** The first or last value, where lists were crossed. */
export function oneValue(machine: Machine, walk: Walk, part: 'first' | 'last'): Sym {
  const { terms } = machine;
  const { from, otherwise } = walk;
  // A default that is one value stands for every element that has none.
  const scalar = otherwise.kind === 'const' && otherwise.value !== null ? [terms.literal(otherwise.value)] : [];
  const all = terms.call('walk_all', from, terms.literal(walk.keys), ...scalar);
  const general = withDefault(machine, terms.steps(all, [part === 'first' ? 0 : -1]), 'event', 'default', otherwise);
  const [key] = walk.keys;
  const loop = flat(machine, walk);
  // The last one is not that of the last element, where an earlier element has the same.
  if (part === 'last' || key === undefined || loop === undefined || otherwise.kind !== 'const') return general;
  const isThere = terms.plain(terms.not(terms.test(loop.leaf, 'is_null')));
  const here =
    scalar.length > 0 || isThere === undefined
      ? terms.steps(from, [0, key])
      : terms.steps(terms.first(from, loop.element, isThere), [key]);
  const simple = withDefault(machine, here, 'event', 'default', otherwise);
  const isOdd = terms.or(terms.type(here, 'list'), terms.type(terms.steps(from, [0]), 'list'));
  return choice(machine, isOdd, general, simple);
}
