import { addressFunctions } from './run-addresses.ts';
import { bin } from './run-arithmetic.ts';
import { isNumeric, order } from './run-compare.ts';
import { parseText, toBool, toInstant, toInt, toReal, toSpan, toWhole, typeName } from './run-convert.ts';
import { dynamicFunctions } from './run-dynamic-functions.ts';
import { textOf } from './run-text.ts';
import { textFunctions } from './run-text-functions.ts';
import { timeFunctions } from './run-time-functions.ts';
import type { KqlValue } from './run-value.ts';
import type { ScalarType } from './syntax.ts';

/** A function on values that are worked out; it sees the types that the binder gave its arguments. */
export type Call = (args: readonly KqlValue[], types: readonly ScalarType[]) => KqlValue;

const isEmpty = (value: KqlValue | undefined): boolean => value === undefined || value === null || value === '';
const first =
  (change: (value: KqlValue) => KqlValue): Call =>
  ([value = null]) =>
    change(value);

function extreme(args: readonly KqlValue[], sign: number): KqlValue {
  let best: KqlValue = null;
  for (const arg of args) if (arg !== null && (best === null || (order(arg, best) ?? 0) * sign > 0)) best = arg;
  return best;
}

function real(change: (value: number) => number): Call {
  return ([value = null]) => (isNumeric(value) ? change(Number(value)) : null);
}

/** A text column is never null. */
const isNull: Call = ([value = null], [type]) => type !== 'string' && value === null;

const parse: Call = ([value = null], [type]) =>
  type === 'string' && typeof value === 'string' ? parseText(value) : value;

const plain: Readonly<Record<string, Call>> = {
  not: first((value) => (value === null ? null : toBool(value) !== true)),
  isnull: isNull,
  isnotnull: (args, types) => isNull(args, types) !== true,
  notnull: (args, types) => isNull(args, types) !== true,
  isempty: first(isEmpty),
  isnotempty: first((value) => !isEmpty(value)),
  notempty: first((value) => !isEmpty(value)),
  tostring: first(textOf),
  tolong: first(toWhole),
  toint: first(toInt),
  toreal: first(toReal),
  todouble: first(toReal),
  todecimal: first(toReal),
  tobool: first(toBool),
  toboolean: first(toBool),
  todatetime: first(toInstant),
  totimespan: first(toSpan),
  parse_json: parse,
  parsejson: parse,
  todynamic: parse,
  toobject: parse,
  gettype: ([value = null], [type = 'dynamic']) => typeName(value, type),
  bin: ([value = null, size = null]) => bin(value, size),
  floor: ([value = null, size = null]) => bin(value, size),
  max_of: (args) => extreme(args, 1),
  min_of: (args) => extreme(args, -1),
  abs: first((value) => (isNumeric(value) ? (value < 0 ? -value : value) : null)),
  sign: first((value) => (isNumeric(value) ? (value > 0 ? 1 : value < 0 ? -1 : 0) : null)),
  ceiling: real(Math.ceil),
  sqrt: real(Math.sqrt),
  exp: real(Math.exp),
  log: real(Math.log),
  log2: real(Math.log2),
  log10: real(Math.log10),
  isnan: first((value) => Number.isNaN(value)),
  isinf: first((value) => value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY),
  isfinite: first((value) => isNumeric(value) && Number.isFinite(Number(value))),
  pow: ([a = null, b = null]) => (isNumeric(a) && isNumeric(b) ? Number(a) ** Number(b) : null),
  round: ([value = null, digits = 0n]) => {
    if (!isNumeric(value) || !isNumeric(digits)) return null;
    const scale = 10 ** Number(digits);
    return Math.round(Number(value) * scale) / scale;
  },
};

/** Every function that is covered, by its name. */
export const functions: Readonly<Record<string, Call | undefined>> = {
  ...plain,
  ...textFunctions,
  ...dynamicFunctions,
  ...timeFunctions,
  ...addressFunctions,
};
