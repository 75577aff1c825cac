import type { FunctionRow } from './row.ts';
import { row } from './row.ts';

/** What makes and reads lists. */
export const listFunctions = {
  list: row(['...'], 'The list of the arguments; null for what is missing.'),
  chain: row(['...'], 'The elements of several lists, one after the other; what is no list is skipped.'),
  iterate: row(
    ['value'],
    "What Python's `for` goes through: a list itself, the characters of a text, the keys of an object.",
  ),
  reverse: row(['value'], 'The list, or text, from its end.'),
  sort: row(['value'], 'The list in order; missing where two elements have none.'),
  unique: row(['value'], 'The list without repeats.'),
  count: row(['value', 'value'], 'How often a value is in a list, or a text in a text.'),
  sum: row(['value'], 'The sum of a list of numbers.'),
  min: row(['value'], 'The least element of a list; missing where it is empty or its elements have no order.'),
  max: row(['value'], 'The greatest element of a list; missing where it is empty or its elements have no order.'),
} as const satisfies Record<string, FunctionRow>;
