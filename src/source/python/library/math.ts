import type { Value } from '../../../ir/value.ts';
import { fromCond } from '../choice.ts';
import type { BuiltinSym, Machine, Sym } from '../sym.ts';
import { float, int } from '../sym.ts';
import { constant, data, typesOf } from '../values.ts';
import { numberArgument } from './arguments.ts';
import { defineEach, raising } from './define.ts';
import { refused } from './inert.ts';
import { membersOf, moduleOf } from './module.ts';

/** Functions of one number that are computed for constants alone. */
const plain: Readonly<Record<string, (x: number) => number>> = {
  sqrt: Math.sqrt,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  exp: Math.exp,
  log2: Math.log2,
  log10: Math.log10,
  radians: (x) => (x * Math.PI) / 180,
  degrees: (x) => (x * 180) / Math.PI,
};

function ofConstant(name: string, compute: (x: number) => number): BuiltinSym {
  return defineEach(`math.${name}`, ['x'], (machine, [x], span) => {
    const value = numberArgument(machine, x);
    if (value === undefined) return constant(0);
    if (value.kind !== 'literal') return machine.unknown(`math.${name}()`, 'it has no form in the IR', span);
    const made = compute(Number(value.value));
    return Number.isFinite(made) ? constant(made) : raising(machine, 'ValueError');
  });
}

function rounding(name: string, round: (machine: Machine, value: Value) => Value): BuiltinSym {
  return defineEach(`math.${name}`, ['x'], (machine, [x]) => {
    const value = numberArgument(machine, x);
    if (value === undefined) return constant(0n);
    return typesOf(machine, x) === int && x.kind === 'data' ? x : data(machine, round(machine, value), int);
  });
}

function floorOf({ terms }: Machine, value: Value): Value {
  return terms.call('to_integer', terms.call('floor_divide', value, terms.literal(1n)));
}

function negated({ terms }: Machine, value: Value): Value {
  return terms.call('subtract', terms.literal(0n), value);
}

const fabs = defineEach('math.fabs', ['x'], (machine, [x]) => {
  const value = numberArgument(machine, x);
  if (value === undefined) return constant(0);
  return data(machine, machine.terms.call('to_float', machine.terms.call('absolute', value)), float);
});

/** JSON has neither infinite numbers nor NaN. */
function isSpecial(name: string, answer: boolean): BuiltinSym {
  return defineEach(`math.${name}`, ['x'], (machine, [x]): Sym => {
    numberArgument(machine, x);
    if (x.kind !== 'const') return fromCond(machine, answer ? machine.terms.yes : machine.terms.no);
    const value = Number(x.value);
    if (name === 'isnan') return constant(Number.isNaN(value));
    return constant(name === 'isinf' ? !Number.isNaN(value) && !Number.isFinite(value) : Number.isFinite(value));
  });
}

const others = [
  'log',
  'pow',
  'atan2',
  'hypot',
  'gcd',
  'lcm',
  'factorial',
  'isclose',
  'fsum',
  'prod',
  'dist',
  'comb',
  'fmod',
];

/** Python's `math`. */
export const mathModule = moduleOf('math', [
  ...membersOf(Object.entries(plain).map(([name, compute]) => ofConstant(name, compute))),
  ...membersOf([
    rounding('floor', floorOf),
    rounding('ceil', (machine, value) => negated(machine, floorOf(machine, negated(machine, value)))),
    rounding('trunc', ({ terms }, value) => terms.call('to_integer', value)),
    fabs,
    ...[isSpecial('isnan', false), isSpecial('isinf', false), isSpecial('isfinite', true)],
    ...others.map((name) => refused(`math.${name}`, 'it has no form in the IR')),
  ]),
  ['pi', constant(Math.PI)],
  ['e', constant(Math.E)],
  ['tau', constant(2 * Math.PI)],
  ['inf', constant(Number.POSITIVE_INFINITY)],
  ['nan', constant(Number.NaN)],
]);
