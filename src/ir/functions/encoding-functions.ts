import { fromBase64, toBase64 } from './base64.ts';
import type { Compute, FunctionRow, Given } from './row.ts';
import { row } from './row.ts';
import { shellWords } from './shell-words.ts';
import { parseQuery, parseUrl, unquote } from './url.ts';

/** Texts inside texts. */
export const encodingFunctions = {
  from_base64: row(
    ['value', 'text?'],
    'The text that Base64 holds, in UTF-8 or another encoding (`ascii`, `latin-1`, `utf-16-le`); missing where it is none.',
    ([text, encoding = 'utf-8']) =>
      typeof text === 'string' && typeof encoding === 'string' ? fromBase64(text, encoding) : undefined,
  ),
  to_base64: row(['value'], 'The text as Base64 of its UTF-8.', onText(toBase64)),
  url_decode: row(['value'], "Python's `unquote()`: the text with its `%20` decoded.", onText(unquote)),
  parse_url: row(
    ['value'],
    "Python's `urlparse()` as an object: scheme, netloc, path, params, query, fragment, hostname.",
    onText(parseUrl),
  ),
  parse_query: row(
    ['value'],
    "Python's `parse_qs()`: each name of a query with the list of its values.",
    onText(parseQuery),
  ),
  shell_words: row(['value'], "Python's `shlex.split()`: the words of a command line.", onText(shellWords)),
} as const satisfies Record<string, FunctionRow>;

function onText(make: (text: string) => Given): Compute {
  return ([text]) => (typeof text === 'string' ? make(text) : undefined);
}
