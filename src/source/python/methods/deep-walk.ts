import { choice } from '../choice.ts';
import type { Method } from '../contract.ts';
import { constantText } from '../library/arguments.ts';
import type { Cond, DataSym, Machine, Sym } from '../sym.ts';
import { dict, list } from '../sym.ts';
import { noneSym } from '../values.ts';
import { withDefault } from './dict-get.ts';
import type { Walk } from './walk-lists.ts';
import { everyValue, oneValue, raiseUnhashed } from './walk-lists.ts';
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
  // An object is no list to cross: its first key is a step.
  const [first, ...rest] = names;
  const walk: Walk =
    self.types === dict && first !== undefined
      ? { from: terms.steps(self.value, [first]), keys: rest, otherwise }
      : { from: self.value, keys: names, otherwise };
  const direct = terms.steps(walk.from, walk.keys);
  const isList = terms.type(direct, 'list');
  const some = terms.test(direct, 'truthy');
  const whole: DataSym = { kind: 'data', value: direct, types: list, nature: 'walk' };
  const single = withDefault(machine, direct, 'walk', 'default', otherwise);
  // A list of nothing gives the default.
  const plain = choice(machine, isList, choice(machine, some, whole, otherwise), single);
  const crossed = crossings(machine, walk);
  if (crossed === terms.no) return plain;
  raiseUnhashed(machine, walk, crossed);
  const through = part === 'all' ? everyValue(machine, walk, crossed) : oneValue(machine, walk, part);
  if (part === 'all') return choice(machine, terms.and(isList, some), whole, through);
  return choice(machine, crossed, through, plain);
}

/** Whether a list stands on the way. */
function crossings({ terms }: Machine, { from, keys }: Walk): Cond {
  return terms.or(...keys.map((_, i) => terms.type(terms.steps(from, keys.slice(0, i)), 'list')));
}
