import { distribute } from '../choice.ts';
import type { BuiltinSym, Machine, Sym } from '../sym.ts';
import { define, raising } from './define.ts';
import { gather } from './gather.ts';
import { identity } from './inert.ts';
import { membersOf, moduleOf } from './module.ts';

const reduce = define(
  'functools.reduce',
  ['function', 'sequence', 'initial?'],
  (machine, [fn, sequence, initial], span) => {
    const { terms } = machine;
    const segments = gather(machine, sequence, span);
    if (segments.some(({ loops }) => loops.length > 0))
      return machine.unknown(
        'reduce() over a list of the event',
        'what one turn hands to the next depends on the order',
        span,
      );
    let total = initial;
    for (const { when, value } of segments) {
      const before: Sym | undefined = total;
      const step = (): Sym =>
        before === undefined ? value : machine.call(fn, { positional: [before, value], named: new Map() }, span);
      if (when === terms.yes) total = step();
      else if (before === undefined)
        return machine.unknown('reduce() without a start', 'the first element may be absent', span);
      else {
        const [then, otherwise] = machine.branch(when, step, () => before);
        total = joined(machine, when, then, otherwise);
      }
    }
    return total ?? raising(machine, 'TypeError');
  },
);

function joined(
  machine: Machine,
  when: Parameters<Machine['branch']>[0],
  then?: Sym,
  otherwise?: Sym,
): Sym | undefined {
  if (then === undefined) return otherwise;
  if (otherwise === undefined) return then;
  return distribute(machine, { kind: 'choice', when, then, otherwise }, (one) => one);
}

const partial: BuiltinSym = {
  kind: 'builtin',
  name: 'functools.partial',
  call: (machine, args, _span) => {
    const [fn, ...first] = args.positional;
    if (fn === undefined) return raising(machine, 'TypeError');
    return {
      kind: 'builtin',
      name: 'partial',
      call: (inner, more, span) =>
        inner.call(
          fn,
          { positional: [...first, ...more.positional], named: new Map([...args.named, ...more.named]) },
          span,
        ),
    };
  },
};

const decorators = ['lru_cache', 'cache', 'cached_property', 'total_ordering', 'singledispatch'];

/** `wraps(fn)` decorates the function that comes after it. */
const wraps: BuiltinSym = { kind: 'builtin', name: 'functools.wraps', call: () => identity('functools.wraps') };

/** Python's `functools`. */
export const functoolsModule = moduleOf('functools', [
  ...membersOf([reduce, partial, wraps]),
  ...decorators.map((name) => [name, identity(`functools.${name}`)] as const),
]);
