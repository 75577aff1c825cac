import type { Json } from '../json.ts';
import { isList, isObject, parseJson } from '../json.ts';
import { child, walkDeep } from '../lookup.ts';
import { pythonRepr, pythonText } from '../python-text.ts';
import { characters, indexOf, pythonJson } from './given.ts';
import type { Exactness, FunctionRow, Given } from './row.ts';
import { row } from './row.ts';
import { unique } from './unique.ts';
import { walkAll } from './walk.ts';

/** What reads and writes values of any type. */
export const basicFunctions = {
  default: row(
    ['value', 'value'],
    'The first argument, or the second where the first is missing or null.',
    ([value, otherwise]) => value ?? otherwise,
  ),
  if_missing: row(
    ['value', 'value'],
    'The first argument, or the second where the first is missing (an explicit null stays).',
    ([value, otherwise]) => (value === undefined ? otherwise : value),
  ),
  len: row(
    ['value'],
    'Characters of a text, elements of a list, keys of an object; missing for anything else.',
    ([value]) => length(value),
  ),
  parse_json: row(
    ['value'],
    'The JSON value written in a text; missing where the text is not JSON. Its keys are matched exactly.',
    ([text]) => (typeof text === 'string' ? tryParseJson(text) : undefined),
  ),
  to_json: row(['value'], "Python's `json.dumps()`: the JSON text of a value, null where it is missing.", ([value]) =>
    pythonJson(value ?? null),
  ),
  str: row(
    ['value'],
    "Python's `str()`: `None` for missing or null, `True`, `1.0`, text as it is; a list of the event as Panther's `ImmutableList(('a', 'b'))`.",
    ([value], _isExact, isOwn) => pythonText(value, isOwn),
  ),
  repr: row(['value'], "Python's `repr()`: as `str()`, with text in quotes.", ([value], _isExact, isOwn) =>
    pythonRepr(value ?? null, isOwn),
  ),
  concat: row(['value', '...'], 'The `str()` of each argument, joined.', (args, _isExact, isOwn) =>
    args.map((arg) => pythonText(arg, isOwn)).join(''),
  ),
  slice: row(
    ['value', 'integer?', 'integer?'],
    "Python's `v[start:end]` of a text or list, each bound an integer or null; missing for anything else.",
    ([value, start, end]) => slice(value, start, end),
  ),
  item: row(
    ['value', 'value', 'value?'],
    "Python's `v[key]`: the value under a text in an object, or the element or character at an integer (negative: from the end); else the third argument, or missing.",
    ([value, key, otherwise], isExact) => {
      const found = item(value, key, isExact);
      return found === undefined ? otherwise : found;
    },
  ),
  deep_walk: row(
    ['value', 'keys', 'value?'],
    'Every value at the end of the keys, crossing lists, without repeats: the value itself where it is one, a list where they are more, the default (else null) where there is none.',
    ([value, keys, otherwise], isExact) => {
      const found = walked(value, keys, isExact);
      const [only, ...more] = found ?? [];
      if (found === undefined) return undefined;
      if (only === undefined) return otherwise ?? null;
      return more.length === 0 ? only : found;
    },
  ),
  walk_all: row(
    ['value', 'keys', 'value?'],
    "Every value that Panther's `deep_walk` finds at the end of the keys, crossing lists, without repeats: always a list. An element that has none gives the default; missing where what is found in a list is an object.",
    ([value, keys, otherwise], isExact) =>
      isList(keys) ? walkAll(value, keys.map(String), isExact, otherwise ?? null) : undefined,
  ),
} as const satisfies Record<string, FunctionRow>;

function length(value: Given): bigint | undefined {
  if (typeof value === 'string') return BigInt(characters(value).length);
  if (isList(value)) return BigInt(value.length);
  return isObject(value) ? BigInt(Object.keys(value).length) : undefined;
}

function tryParseJson(text: string): Given {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function slice(value: Given, start: Given, end: Given): Given {
  const [from, to] = [
    indexOf(start ?? 0n),
    end === undefined || end === null ? Number.POSITIVE_INFINITY : indexOf(end),
  ];
  if (from === undefined || to === undefined) return undefined;
  if (typeof value === 'string') return characters(value).slice(from, to).join('');
  return isList(value) ? value.slice(from, to) : undefined;
}

function item(value: Given, key: Given, isExact: Exactness): Given {
  if (typeof key === 'string') return child(value, key, isExact);
  const index = indexOf(key);
  if (index === undefined) return undefined;
  if (typeof value === 'string') return characters(value).at(index);
  return isList(value) ? value.at(index) : undefined;
}

function walked(value: Given, keys: Given, isExact: Exactness): readonly Json[] | undefined {
  if (!isList(keys)) return undefined;
  const names = keys.filter((key) => typeof key === 'string');
  return unique(walkDeep(value, names, isExact));
}
