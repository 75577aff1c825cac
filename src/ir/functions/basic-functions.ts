import type { FunctionRow } from './row.ts';
import { row } from './row.ts';

/** What reads and writes values of any type. */
export const basicFunctions = {
  default: row(['value', 'value'], 'The first argument, or the second where the first is missing or null.'),
  if_missing: row(
    ['value', 'value'],
    'The first argument, or the second where the first is missing (an explicit null stays).',
  ),
  len: row(['value'], 'Characters of a text, elements of a list, keys of an object; missing for anything else.'),
  parse_json: row(
    ['value'],
    'The JSON value written in a text; missing where the text is not JSON. Its keys are matched exactly.',
  ),
  to_json: row(['value'], "Python's `json.dumps()`: the JSON text of a value, null where it is missing."),
  str: row(['value'], "Python's `str()`: `None` for missing or null, `True`, `1.0`, text as it is."),
  repr: row(['value'], "Python's `repr()`: as `str()`, with text in quotes."),
  concat: row(['value', '...'], 'The `str()` of each argument, joined.'),
  slice: row(
    ['value', 'integer?', 'integer?'],
    "Python's `v[start:end]` of a text or list, each bound an integer or null; missing for anything else.",
  ),
  item: row(
    ['value', 'value', 'value?'],
    "Python's `v[key]`: the value under a text in an object, or the element or character at an integer (negative: from the end); else the third argument, or missing.",
  ),
  deep_walk: row(
    ['value', 'keys', 'value?'],
    'Every value at the end of the keys, crossing lists, without repeats: the value itself where it is one, a list where they are more, the default (else null) where there is none.',
  ),
  walk_all: row(
    ['value', 'keys'],
    'Every value at the end of the keys, crossing lists, without repeats: always a list.',
  ),
} as const satisfies Record<string, FunctionRow>;
