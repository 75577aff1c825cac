import { asNumber } from '../compare.ts';
import { isNumber } from '../json.ts';
import { formatNumber } from './format-number.ts';
import { indexOf } from './given.ts';
import type { Numeric } from './numbers.ts';
import {
  combine,
  divideFloats,
  divideWhole,
  floorDivide,
  plus,
  powerFloat,
  powerWhole,
  roundTo,
  toFloat,
} from './numbers.ts';
import { readFloat, readInteger, readNumber } from './read-number.ts';
import type { Compute, FunctionRow, Given } from './row.ts';
import { row } from './row.ts';

/** Python's arithmetic: a boolean counts as 0 or 1, whole numbers stay whole; missing for anything else. */
export const numberFunctions = {
  add: row(['value', 'value'], 'The sum of two numbers.', ([a, b]) => plus(asNumber(a), asNumber(b))),
  subtract: row(
    ['value', 'value'],
    'The first number less the second.',
    onTwo(
      (a, b) => a - b,
      (a, b) => a - b,
    ),
  ),
  multiply: row(
    ['value', 'value'],
    'The product of two numbers.',
    onTwo(
      (a, b) => a * b,
      (a, b) => a * b,
    ),
  ),
  divide: row(
    ['value', 'value'],
    "Python's `a / b`, always with a fraction; missing for a division by zero.",
    onTwo(divideWhole, (a, b) => (b === 0 ? undefined : a / b)),
  ),
  floor_divide: row(
    ['value', 'value'],
    "Python's `a // b`, rounded down; missing for a division by zero.",
    onTwo(floorDivide, (a, b) => divideFloats(a, b)?.[0]),
  ),
  modulo: row(
    ['value', 'value'],
    "Python's `a % b`, with the sign of b; missing for a division by zero.",
    onTwo(
      (a, b) => {
        const quotient = floorDivide(a, b);
        return quotient === undefined ? undefined : a - quotient * b;
      },
      (a, b) => divideFloats(a, b)?.[1],
    ),
  ),
  power: row(['value', 'value'], "Python's `a ** b`.", onTwo(powerWhole, powerFloat)),
  absolute: row(['value'], 'The number without its sign.', ([value]) => {
    const number = asNumber(value);
    if (typeof number === 'bigint') return number < 0n ? -number : number;
    return number === undefined ? undefined : Math.abs(number);
  }),
  round: row(
    ['value', 'integer?'],
    "Python's `round()`: to so many digits, a half to the even one.",
    ([value, places]) => {
      const number = asNumber(value);
      const digits = indexOf(places);
      if (number === undefined || (digits === undefined && places !== undefined && places !== null)) return undefined;
      return roundTo(number, digits);
    },
  ),
  to_number: row(
    ['value'],
    'The number written in a text, or the number itself; missing for anything else.',
    ([value]) => (isNumber(value) ? value : typeof value === 'string' ? readNumber(value) : undefined),
  ),
  to_integer: row(
    ['value', 'integer?'],
    "Python's `int()` of a text (in that base), a number (its fraction cut off) or a boolean; missing where it raises.",
    ([value, base]) => toInteger(value, base),
  ),
  to_float: row(['value'], "Python's `float()` of a text, number or boolean; missing where it raises.", ([value]) => {
    if (typeof value === 'string') return readFloat(value);
    const number = asNumber(value);
    return number === undefined ? undefined : toFloat(number);
  }),
  format_number: row(
    ['value', 'text'],
    "Python's `format()` of a number, such as `.2f` or `,`; missing where it raises.",
    ([value, spec]) => {
      const number = asNumber(value);
      return number === undefined || typeof spec !== 'string' ? undefined : formatNumber(number, spec);
    },
  ),
} as const satisfies Record<string, FunctionRow>;

function onTwo(
  whole: (a: bigint, b: bigint) => Numeric | undefined,
  float: (a: number, b: number) => Numeric | undefined,
): Compute {
  return ([a, b]) => combine(asNumber(a), asNumber(b), whole, float);
}

function toInteger(value: Given, base: Given): Given {
  const radix = base === undefined || base === null ? 10 : indexOf(base);
  if (typeof value === 'string')
    return radix !== undefined && radix > 1 && radix <= 36 ? readInteger(value, radix) : undefined;
  const number = base === undefined || base === null ? asNumber(value) : undefined;
  if (typeof number !== 'number') return number;
  return Number.isFinite(number) ? BigInt(Math.trunc(number)) : undefined;
}
