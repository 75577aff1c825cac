import type { FunctionRow } from './row.ts';
import { row } from './row.ts';

/** What makes and reads objects. */
export const objectFunctions = {
  object: row(['pairs'], 'The object of the keys and the values after them; null for what is missing.'),
  merge: row(['...'], 'Several objects as one: later keys win; what is no object is skipped.'),
  from_pairs: row(['value'], 'The object of a list of [key, value]; the last of a key wins.'),
  keys: row(['value'], 'The keys of an object.'),
  values: row(['value'], 'The values of an object.'),
  items: row(['value'], 'The list of [key, value] of an object.'),
} as const satisfies Record<string, FunctionRow>;
