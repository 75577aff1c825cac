import type { FunctionRow } from './row.ts';
import { row } from './row.ts';

/** Python's arithmetic: a boolean counts as 0 or 1, whole numbers stay whole; missing for anything else. */
export const numberFunctions = {
  add: row(['value', 'value'], 'The sum of two numbers.'),
  subtract: row(['value', 'value'], 'The first number less the second.'),
  multiply: row(['value', 'value'], 'The product of two numbers.'),
  divide: row(['value', 'value'], "Python's `a / b`, always with a fraction; missing for a division by zero."),
  floor_divide: row(['value', 'value'], "Python's `a // b`, rounded down; missing for a division by zero."),
  modulo: row(['value', 'value'], "Python's `a % b`, with the sign of b; missing for a division by zero."),
  power: row(['value', 'value'], "Python's `a ** b`."),
  absolute: row(['value'], 'The number without its sign.'),
  round: row(['value', 'integer?'], "Python's `round()`: to so many digits, a half to the even one."),
  to_number: row(['value'], 'The number written in a text, or the number itself; missing for anything else.'),
  to_integer: row(
    ['value', 'integer?'],
    "Python's `int()` of a text (in that base), a number (its fraction cut off) or a boolean; missing where it raises.",
  ),
  to_float: row(['value'], "Python's `float()` of a text, number or boolean; missing where it raises."),
  format_number: row(
    ['value', 'text'],
    "Python's `format()` of a number, such as `.2f` or `,`; missing where it raises.",
  ),
} as const satisfies Record<string, FunctionRow>;
