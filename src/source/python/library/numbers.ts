import type { Span } from '../../../diagnostics/source.ts';
import type { Value } from '../../../ir/value.ts';
import { fromCond } from '../choice.ts';
import { operate } from '../operate.ts';
import type { BuiltinSym, Machine, Sym, Types } from '../sym.ts';
import { bool, float, int, none, number, str } from '../sym.ts';
import { constant, data, hasType, makeList, typesOf } from '../values.ts';
import { constantInteger, integerArgument, numberArgument } from './arguments.ts';
import { define, defineEach, raising } from './define.ts';
import { instancesOf } from './instances.ts';

/** Raises the exception where a value of the IR is missing. */
export function raiseWhereMissing(machine: Machine, value: Value, type: string): void {
  const { terms } = machine;
  // A call of constants that is missing folds to null.
  const isNull = value.kind === 'literal' && value.value === null;
  machine.raise(isNull ? terms.yes : terms.test(value, 'missing'), type);
}

/** `int()`. */
export const intType: BuiltinSym = {
  ...defineEach('int', ['x?', 'base?'], (machine, [x, base], span) => {
    if (x === undefined) return constant(0n);
    const { terms } = machine;
    if (x.kind === 'opaque') return machine.unknown(`int() of a ${x.type}`, 'it has no form in the IR', span);
    if (base !== undefined) {
      const digits = constantInteger(base);
      machine.raise(terms.not(hasType(machine, x, str)), 'TypeError');
      if (digits === undefined) return machine.unknown('int() with a base', 'the base depends on the event', span);
      const text = numeric(machine, x);
      if (text === undefined) return constant(0n);
      return converted(machine, terms.call('to_integer', text, terms.literal(BigInt(digits))), int);
    }
    const value = numeric(machine, x);
    if (value === undefined) return constant(0n);
    const types = typesOf(machine, x);
    if (types === int && x.kind === 'data') return x;
    const made = terms.call('to_integer', value);
    return (types & ~(int | bool | none)) === 0 ? data(machine, made, int) : converted(machine, made, int);
  }),
  instances: instancesOf({ types: int | bool }),
};

/** `float()`. */
export const floatType: BuiltinSym = {
  ...defineEach('float', ['x?'], (machine, [x], span) => {
    if (x === undefined) return constant(0);
    if (x.kind === 'opaque') return machine.unknown(`float() of a ${x.type}`, 'it has no form in the IR', span);
    const value = numeric(machine, x);
    if (value === undefined) return constant(0);
    const types = typesOf(machine, x);
    if (types === float && x.kind === 'data') return x;
    const made = machine.terms.call('to_float', value);
    return (types & str) === 0 ? data(machine, made, float) : converted(machine, made, float);
  }),
  instances: instancesOf({ types: float }),
};

/** `bool()`. */
export const boolType: BuiltinSym = {
  ...define('bool', ['x?'], (machine, [x]) =>
    x === undefined ? constant(false) : fromCond(machine, machine.truth(x)),
  ),
  instances: instancesOf({ types: bool }),
};

/** A text, number or boolean. */
function numeric(machine: Machine, x: Sym): Value | undefined {
  const { terms } = machine;
  const fits = hasType(machine, x, str | number | bool);
  machine.raise(terms.not(fits), 'TypeError');
  if (fits === terms.no) return undefined;
  if (x.kind === 'const') return terms.literal(x.value);
  if (x.kind === 'data') return x.value;
  if (x.kind !== 'bool') return undefined;
  const when = terms.plain(x.when);
  return when === undefined ? undefined : terms.choose(when, terms.literal(true), terms.literal(false));
}

function converted(machine: Machine, value: Value, types: Types): Sym {
  raiseWhereMissing(machine, value, 'ValueError');
  return data(machine, value, types);
}

const abs = defineEach('abs', ['x'], (machine, [x], span) => {
  if (x.kind === 'opaque') {
    const own = x.behaviour.attribute?.(machine, x, '__abs__', span);
    return own === undefined
      ? raising(machine, 'TypeError')
      : machine.call(own, { positional: [], named: new Map() }, span);
  }
  const value = numberArgument(machine, x);
  if (value === undefined) return constant(0n);
  return data(machine, machine.terms.call('absolute', value), numberTypes(machine, x));
});

const round = defineEach('round', ['number', 'ndigits?'], (machine, [x, digits], span) => {
  const value = numberArgument(machine, x);
  if (value === undefined) return constant(0n);
  const { terms } = machine;
  if (digits === undefined || (digits.kind === 'const' && digits.value === null))
    return data(machine, terms.call('round', value), int);
  const places = constantInteger(digits);
  if (places === undefined) return machine.unknown('round()', 'the number of digits depends on the event', span);
  return data(machine, terms.call('round', value, terms.literal(BigInt(places))), numberTypes(machine, x));
});

const pow = define('pow', ['base', 'exp', 'mod?'], (machine, [base, exponent, mod], span) => {
  const made = operate(machine, 'Pow', base, exponent, span);
  return mod === undefined ? made : operate(machine, 'Mod', made, mod, span);
});

const divmod = define('divmod', ['a', 'b'], (machine, [a, b], span) =>
  makeList(machine, [operate(machine, 'FloorDiv', a, b, span), operate(machine, 'Mod', a, b, span)], 'tuple'),
);

function numberTypes(machine: Machine, x: Sym): Types {
  const types = typesOf(machine, x);
  return (types & float) | (types & (int | bool) ? int : 0);
}

const chr = defineEach('chr', ['i'], (machine, [i], span) => {
  const code = constantInteger(i);
  if (code === undefined) {
    integerArgument(machine, i);
    return machine.unknown('chr()', 'it has no form in the IR', span);
  }
  return code >= 0 && code < 0x110000 ? constant(String.fromCodePoint(code)) : raising(machine, 'ValueError');
});

const ord = defineEach('ord', ['c'], (machine, [c], span) => {
  if (c.kind !== 'const') return machine.unknown('ord()', 'it has no form in the IR', span);
  const [only, ...more] = typeof c.value === 'string' ? [...c.value] : [];
  if (only === undefined || more.length > 0) return raising(machine, 'TypeError');
  return constant(BigInt(only.codePointAt(0) ?? 0));
});

function based(name: string, prefix: string, base: number): BuiltinSym {
  return defineEach(name, ['x'], (machine, [x], span) => {
    const value = constantInteger(x);
    if (value !== undefined) return constant(`${value < 0 ? '-' : ''}${prefix}${Math.abs(value).toString(base)}`);
    integerArgument(machine, x);
    return machine.unknown(`${name}()`, 'it has no form in the IR', span);
  });
}

/** Python's built-in functions on numbers. */
export const numberBuiltins: readonly BuiltinSym[] = [
  ...[intType, floatType, boolType, abs, round, pow, divmod, chr, ord],
  ...[based('hex', '0x', 16), based('oct', '0o', 8), based('bin', '0b', 2)],
];

/** A call that has no form in the IR, once its arguments are what Python takes. */
export function noForm(machine: Machine, construct: string, span: Span): Sym {
  return machine.unknown(construct, 'it has no form in the IR', span);
}
