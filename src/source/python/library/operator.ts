import type { Span } from '../../../diagnostics/source.ts';
import { fromCond } from '../choice.ts';
import type { Order } from '../compare.ts';
import { equals, ordered } from '../compare.ts';
import { contains } from '../contains.ts';
import type { BinaryOperator } from '../nodes.ts';
import { operate } from '../operate.ts';
import { subscript } from '../subscript.ts';
import type { BuiltinSym, Machine, Sym } from '../sym.ts';
import { makeList } from '../values.ts';
import { constantText } from './arguments.ts';
import { define, raising } from './define.ts';
import { membersOf, moduleOf } from './module.ts';

/** `itemgetter` and `attrgetter`: a function that reads something off its argument, or several things as a tuple. */
function getter(name: string, read: (machine: Machine, of: Sym, key: Sym, span: Span) => Sym): BuiltinSym {
  return {
    kind: 'builtin',
    name: `operator.${name}`,
    call: (machine, { positional: keys }) => {
      const [only, ...more] = keys;
      if (only === undefined) return raising(machine, 'TypeError');
      return define(name, ['obj'], (inner, [of], span) =>
        more.length === 0
          ? read(inner, of, only, span)
          : makeList(
              inner,
              keys.map((key) => read(inner, of, key, span)),
              'tuple',
            ),
      );
    },
  };
}

const itemgetter = getter('itemgetter', subscript);

const attrgetter = getter('attrgetter', (machine, of, key, span) => {
  const path = constantText(key)?.split('.');
  if (path === undefined) return machine.unknown('attrgetter()', 'the name depends on the event', span);
  let found = of;
  for (const name of path) {
    const next = machine.attribute(found, name, span);
    if (next === undefined) return raising(machine, 'AttributeError');
    found = next;
  }
  return found;
});

const orders: readonly Order[] = ['lt', 'lte', 'gt', 'gte'];
const operators: readonly (readonly [string, BinaryOperator])[] = [
  ['add', 'Add'],
  ['sub', 'Sub'],
  ['mul', 'Mult'],
  ['truediv', 'Div'],
  ['floordiv', 'FloorDiv'],
  ['mod', 'Mod'],
  ['or_', 'BitOr'],
  ['and_', 'BitAnd'],
  ['xor', 'BitXor'],
  ['pow', 'Pow'],
];

/** Python's `operator`. */
export const operatorModule = moduleOf('operator', [
  ...membersOf([itemgetter, attrgetter]),
  ...orders.map((order) => {
    const name = order.replace('te', 'e');
    const made = define(`operator.${name}`, ['a', 'b'], (machine, [a, b], span) =>
      fromCond(machine, ordered(machine, order, a, b, span)),
    );
    return [name, made] as const;
  }),
  ...operators.map(([name, operator]) => {
    const made = define(`operator.${name}`, ['a', 'b'], (machine, [a, b], span) =>
      operate(machine, operator, a, b, span),
    );
    return [name, made] as const;
  }),
  ...membersOf([
    define('operator.eq', ['a', 'b'], (machine, [a, b], span) => fromCond(machine, equals(machine, a, b, span))),
    define('operator.ne', ['a', 'b'], (machine, [a, b], span) =>
      fromCond(machine, machine.terms.not(equals(machine, a, b, span))),
    ),
    define('operator.contains', ['a', 'b'], (machine, [a, b], span) =>
      fromCond(machine, contains(machine, b, a, span)),
    ),
    define('operator.getitem', ['a', 'b'], (machine, [a, b], span) => subscript(machine, a, b, span)),
    define('operator.not_', ['obj'], (machine, [of]) => fromCond(machine, machine.terms.not(machine.truth(of)))),
    define('operator.truth', ['obj'], (machine, [of]) => fromCond(machine, machine.truth(of))),
  ]),
]);
