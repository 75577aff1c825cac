import type { FunctionRow } from './row.ts';
import { row } from './row.ts';

/** What works on text, each as Python's method of that name; missing for anything else. */
export const textFunctions = {
  lower: row(['value'], 'The text in lower case; missing for anything else.'),
  upper: row(['value'], 'The text in upper case; missing for anything else.'),
  title_case: row(['value'], "The text with each word's first letter in upper case, the others in lower case."),
  capitalize: row(['value'], 'The text with its first character in upper case, the others in lower case.'),
  trim: row(['value'], 'The text without white space at its ends; missing for anything else.'),
  strip: row(['value', 'text'], 'The text without those characters at its ends.'),
  lstrip: row(['value', 'text?'], 'The text without those characters (else white space) at its start.'),
  rstrip: row(['value', 'text?'], 'The text without those characters (else white space) at its end.'),
  split: row(
    ['value', 'text', 'integer?'],
    'The list of the pieces of a text between separators, at most so many splits; missing for anything else.',
  ),
  rsplit: row(['value', 'text', 'integer?'], 'As `split`, the splits counted from the end.'),
  words: row(['value', 'integer?'], 'The pieces of a text between runs of white space, at most so many splits.'),
  lines: row(['value'], 'The lines of a text, without their ends.'),
  join: row(['value', 'text'], 'The texts of a list with a separator between them; missing where not all are texts.'),
  replace: row(['value', 'text', 'text'], 'The text with every occurrence of the second replaced by the third.'),
  find: row(['value', 'text'], 'Where the second text begins in the first, as an index; -1 where it does not occur.'),
  repeat: row(['value', 'integer'], 'The text, or list, so many times.'),
  pad_left: row(['value', 'integer', 'text'], 'The text made that long with a character in front of it.'),
  pad_right: row(['value', 'integer', 'text'], 'The text made that long with a character behind it.'),
  similarity: row(['value', 'value'], "How alike two texts are, from 0 to 1: the ratio of Python's `SequenceMatcher`."),
} as const satisfies Record<string, FunctionRow>;
