import { compileRust } from './run-regex.ts';
import { compareTexts, textOf } from './run-text.ts';
import type { KqlValue } from './run-value.ts';
import { isArray } from './run-value.ts';

type Plain = (args: readonly KqlValue[]) => KqlValue;

const letters = (value: KqlValue | undefined): readonly string[] => Array.from(textOf(value ?? null));
const text = (value: KqlValue | undefined): string => textOf(value ?? null);

/** A pattern that Rust refuses fails the query: nothing comes of it. */
function regex(value: KqlValue | undefined): Exclude<ReturnType<typeof compileRust>, { refused: string }> | undefined {
  const made = compileRust(text(value));
  return 'refused' in made ? undefined : made;
}

function split([source, delimiter, wanted]: readonly KqlValue[]): KqlValue {
  const pieces = text(delimiter) === '' ? letters(source).slice() : text(source).split(text(delimiter));
  if (wanted === undefined || wanted === null) return pieces;
  const piece = pieces[Number(wanted)];
  return piece === undefined ? null : [piece];
}

function substring([source, start, length]: readonly KqlValue[]): KqlValue {
  const all = letters(source);
  const from = Number(start ?? 0n);
  const begin = from < 0 ? Math.max(0, all.length + from) : from;
  const end = length === undefined || length === null ? all.length : begin + Math.max(0, Number(length));
  return all.slice(begin, end).join('');
}

function trim(source: KqlValue | undefined, pattern: KqlValue | undefined, where: 'start' | 'end' | 'both'): string {
  const said = text(pattern);
  let left = text(source);
  if (where !== 'end') left = regex(`^(?:${said})`)?.replace(left, '') ?? left;
  if (where !== 'start') left = regex(`(?:${said})$`)?.replace(left, '') ?? left;
  return left;
}

/** https://learn.microsoft.com/kusto/query/indexof-function */
function indexOf([source, wanted, start, length]: readonly KqlValue[]): KqlValue {
  const [all, part] = [text(source), text(wanted)];
  const said = Number(start ?? 0n);
  const from = said < 0 ? Math.max(0, all.length + said) : said;
  const size = Number(length ?? -1n);
  const end = size < 0 ? all.length : Math.min(all.length, from + size);
  const at = all.indexOf(part, from);
  return at !== -1 && at + part.length <= end ? BigInt(at) : -1n;
}

function countOf([source, wanted, kind]: readonly KqlValue[]): KqlValue {
  if (text(kind) === 'regex') return BigInt(regex(wanted)?.all(text(source)).length ?? 0);
  let found = 0n;
  const [all, part] = [text(source), text(wanted)];
  for (let at = all.indexOf(part); at !== -1 && part !== ''; at = all.indexOf(part, at + 1)) found += 1n;
  return found;
}

/** Every match's groups; with one group its texts alone. https://learn.microsoft.com/kusto/query/extract-all-function */
function extractAll(args: readonly KqlValue[]): KqlValue {
  const [pattern, second, third] = args;
  const [source, wanted] = args.length > 2 ? [third, second] : [second, undefined];
  const compiled = regex(pattern);
  const matches = compiled?.all(text(source)) ?? [];
  if (compiled === undefined || matches.length === 0) return null;
  const { names } = compiled;
  const groups = isArray(wanted)
    ? wanted.map((group) => (typeof group === 'string' ? names.indexOf(group) : Number(group)))
    : names.slice(1).map((_, i) => i + 1);
  const found = matches.map((match) => groups.map((group) => match[group] ?? ''));
  return groups.length === 1 ? found.map(([only]) => only ?? '') : found;
}

/** Functions of texts. https://learn.microsoft.com/kusto/query/scalar-functions#string-functions */
export const textFunctions: Readonly<Record<string, Plain>> = {
  tolower: ([value]) => text(value).toLowerCase(),
  toupper: ([value]) => text(value).toUpperCase(),
  strlen: ([value]) => BigInt(letters(value).length),
  strcat: (args) => args.map(textOf).join(''),
  strcat_delim: ([delimiter, ...args]) => args.map(textOf).join(text(delimiter)),
  strcat_array: ([list, delimiter]) => (isArray(list) ? list.map(textOf).join(text(delimiter)) : ''),
  strcmp: ([a, b]) => BigInt(compareTexts(text(a), text(b))),
  strrep: ([value, times, delimiter]) =>
    Array.from({ length: Number(times ?? 0n) }, () => text(value)).join(text(delimiter)),
  reverse: ([value]) => letters(value).toReversed().join(''),
  split,
  substring,
  trim: ([pattern, value]) => trim(value, pattern, 'both'),
  trim_start: ([pattern, value]) => trim(value, pattern, 'start'),
  trim_end: ([pattern, value]) => trim(value, pattern, 'end'),
  replace_string: ([value, from, to]) =>
    text(from) === '' ? text(value) : text(value).split(text(from)).join(text(to)),
  replace_regex: ([value, pattern, to]) => regex(pattern)?.replace(text(value), text(to)) ?? null,
  replace: ([pattern, to, value]) => regex(pattern)?.replace(text(value), text(to)) ?? null,
  extract: ([pattern, group, value]) => regex(pattern)?.all(text(value))[0]?.[Number(group ?? 0n)] ?? '',
  extract_all: extractAll,
  indexof: indexOf,
  countof: countOf,
  isascii: ([value]) => letters(value).every((c) => c.charCodeAt(0) < 128),
  url_decode: ([value]) => {
    try {
      return decodeURIComponent(text(value));
    } catch {
      return text(value);
    }
  },
};
