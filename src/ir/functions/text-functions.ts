import { equal } from '../compare.ts';
import { isList } from '../json.ts';
import { capitalize, titleCase } from './case.ts';
import { characters, indexOf, isSpace, mostMade, stripped } from './given.ts';
import type { Compute, FunctionRow, Given } from './row.ts';
import { row } from './row.ts';
import { similarity } from './similarity.ts';
import { linesOf, replaceAll, splitAt, splitAtEnd, wordsOf } from './split-text.ts';

/** What works on text, each as Python's method of that name; missing for anything else. */
export const textFunctions = {
  lower: row(
    ['value'],
    'The text in lower case; missing for anything else.',
    onText((text) => text.toLowerCase()),
  ),
  upper: row(
    ['value'],
    'The text in upper case; missing for anything else.',
    onText((text) => text.toUpperCase()),
  ),
  title_case: row(
    ['value'],
    "The text with each word's first letter in upper case, the others in lower case.",
    onText(titleCase),
  ),
  capitalize: row(
    ['value'],
    'The text with its first character in upper case, the others in lower case.',
    onText(capitalize),
  ),
  trim: row(
    ['value'],
    'The text without white space at its ends; missing for anything else.',
    onText((text) => stripped(text, isSpace, 'both')),
  ),
  strip: row(['value', 'text'], 'The text without those characters at its ends.', strip('both')),
  lstrip: row(['value', 'text?'], 'The text without those characters (else white space) at its start.', strip('start')),
  rstrip: row(['value', 'text?'], 'The text without those characters (else white space) at its end.', strip('end')),
  split: row(
    ['value', 'text', 'integer?'],
    'The list of the pieces of a text between separators, at most so many splits; missing for anything else.',
    ([text, separator, most]) => divide(text, separator, most, splitAt),
  ),
  rsplit: row(
    ['value', 'text', 'integer?'],
    'As `split`, the splits counted from the end.',
    ([text, separator, most]) => divide(text, separator, most, splitAtEnd),
  ),
  words: row(
    ['value', 'integer?'],
    'The pieces of a text between runs of white space, at most so many splits.',
    ([text, most]) => {
      const limit = limitOf(most);
      return typeof text === 'string' && limit !== undefined ? wordsOf(text, limit) : undefined;
    },
  ),
  lines: row(['value'], 'The lines of a text, without their ends.', onText(linesOf)),
  join: row(
    ['value', 'text'],
    'The texts of a list with a separator between them; missing where not all are texts.',
    ([list, separator]) => {
      const fits = isList(list) && typeof separator === 'string' && list.every((item) => typeof item === 'string');
      return fits ? list.join(separator) : undefined;
    },
  ),
  replace: row(
    ['value', 'text', 'text'],
    'The text with every occurrence of the second replaced by the third.',
    ([text, from, to]) =>
      typeof text === 'string' && typeof from === 'string' && typeof to === 'string'
        ? replaceAll(text, from, to)
        : undefined,
  ),
  find: row(
    ['value', 'value'],
    'Where the second text begins in the first, or the first equal element stands in a list, as an index; -1 where there is none.',
    ([of, part]) => {
      if (isList(of)) return BigInt(of.findIndex((item) => equal(item, part ?? null)));
      if (typeof of !== 'string' || typeof part !== 'string') return undefined;
      const at = of.indexOf(part);
      return at < 0 ? -1n : BigInt(characters(of.slice(0, at)).length);
    },
  ),
  repeat: row(['value', 'integer'], 'The text, or list, so many times.', ([value, times]) => {
    const count = Math.max(0, indexOf(times) ?? Number.NaN);
    if (Number.isNaN(count)) return undefined;
    if (typeof value === 'string') return value.length * count > mostMade ? undefined : value.repeat(count);
    if (!isList(value) || value.length * count > mostMade) return undefined;
    return Array.from({ length: count }, () => value).flat();
  }),
  pad_left: row(
    ['value', 'integer', 'text'],
    'The text made that long with a character in front of it.',
    pad((text, filling) => filling + text),
  ),
  pad_right: row(
    ['value', 'integer', 'text'],
    'The text made that long with a character behind it.',
    pad((text, filling) => text + filling),
  ),
  similarity: row(
    ['value', 'value'],
    "How alike two texts (or lists) are, from 0 to 1: the ratio of Python's `SequenceMatcher`.",
    ([a, b]) => (a === undefined || b === undefined ? undefined : similarity(a, b)),
  ),
} as const satisfies Record<string, FunctionRow>;

function onText(make: (text: string) => Given): Compute {
  return ([text]) => (typeof text === 'string' ? make(text) : undefined);
}

/** Without a constant of characters, or with null, Python takes white space away. */
function strip(side: 'start' | 'end' | 'both'): Compute {
  return ([text, given]) => {
    if (typeof text !== 'string') return undefined;
    if (given === undefined || given === null) return stripped(text, isSpace, side);
    if (typeof given !== 'string') return undefined;
    const going = new Set(given);
    return stripped(text, (character) => going.has(character), side);
  };
}

/** How many splits a text may have: all, where no number or a negative one is given. */
function limitOf(most: Given): number | undefined {
  if (most === undefined || most === null) return Number.POSITIVE_INFINITY;
  const limit = indexOf(most);
  return limit !== undefined && limit < 0 ? Number.POSITIVE_INFINITY : limit;
}

function divide(
  text: Given,
  separator: Given,
  most: Given,
  split: (text: string, separator: string, most: number) => readonly string[],
): readonly string[] | undefined {
  const limit = limitOf(most);
  if (typeof text !== 'string' || typeof separator !== 'string' || separator === '') return undefined;
  return limit === undefined ? undefined : split(text, separator, limit);
}

function pad(place: (text: string, filling: string) => string): Compute {
  return ([text, width, filling]) => {
    const wanted = indexOf(width);
    if (typeof text !== 'string' || wanted === undefined || wanted > mostMade) return undefined;
    if (typeof filling !== 'string' || characters(filling).length !== 1) return undefined;
    return place(text, filling.repeat(Math.max(0, wanted - characters(text).length)));
  };
}
