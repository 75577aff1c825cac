import { choice } from '../choice.ts';
import type { Method } from '../contract.ts';
import { constantText } from '../library/arguments.ts';
import type { DataSym, Machine, Sym } from '../sym.ts';
import { anything, list, none } from '../sym.ts';
import { noneSym } from '../values.ts';
import { withDefault } from './dict-get.ts';
import { withKeys } from './with-keys.ts';

/**
 * `deep_walk(*keys, default=None, return_val="all")`: what stands at the end of the keys, a list whole; where lists are
 * crossed on the way, every value once, a single one by itself.
 */
export const deepWalk: Method = (machine, self, args, span) =>
  withKeys(machine, args, span, ['default', 'return_val'], (keys, [otherwise = noneSym, which]) => {
    const names = keys.flatMap((key) => constantText(key) ?? []);
    if (self.kind !== 'data') return otherwise;
    if (names.length < keys.length)
      return machine.unknown('deep_walk() with computed keys', 'the IR knows constant ones', span);
    const part = which === undefined ? 'all' : constantText(which);
    if (part !== 'all' && part !== 'first' && part !== 'last')
      return machine.unknown('deep_walk() with such a return_val', 'it is not first, last or all', span);
    return walked(machine, self, names, part, otherwise);
  });

function walked(
  machine: Machine,
  self: DataSym,
  names: readonly string[],
  part: 'all' | 'first' | 'last',
  otherwise: Sym,
): Sym {
  const { terms } = machine;
  const direct = terms.steps(self.value, names);
  const whole: DataSym = { kind: 'data', value: direct, types: list, nature: 'walk' };
  const crossed =
    part === 'all' ? everyValue(machine, self, names, otherwise) : oneValue(machine, self, names, part, otherwise);
  // A list of nothing but empty lists gives the default, as the walk over it does.
  const isList = terms.and(terms.type(direct, 'list'), terms.test(direct, 'truthy'));
  return choice(machine, isList, whole, crossed);
}

function everyValue(machine: Machine, self: DataSym, names: readonly string[], otherwise: Sym): Sym {
  const { terms } = machine;
  const keys = terms.literal(names);
  if (otherwise.kind === 'const') {
    const value = terms.literal(otherwise.value);
    const found = terms.call('deep_walk', self.value, keys, ...(otherwise.value === null ? [] : [value]));
    const types = otherwise.value === null ? anything : anything & ~none;
    return { kind: 'data', value: found, types, nature: 'walk' };
  }
  return withDefault(machine, terms.call('deep_walk', self.value, keys), 'walk', 'default', otherwise);
}

function oneValue(
  machine: Machine,
  self: DataSym,
  names: readonly string[],
  part: 'first' | 'last',
  otherwise: Sym,
): Sym {
  const { terms } = machine;
  // A default that is one value stands for every element that has none.
  const scalar = otherwise.kind === 'const' && otherwise.value !== null ? [terms.literal(otherwise.value)] : [];
  const all = terms.call('walk_all', self.value, terms.literal(names), ...scalar);
  machine.raise(terms.test(all, 'missing'), 'TypeError');
  return withDefault(machine, terms.steps(all, [part === 'first' ? 0 : -1]), 'event', 'default', otherwise);
}
