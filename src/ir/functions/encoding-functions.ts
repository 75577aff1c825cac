import type { FunctionRow } from './row.ts';
import { row } from './row.ts';

/** Texts inside texts. */
export const encodingFunctions = {
  from_base64: row(['value'], 'The text that Base64 holds; missing where it is none, or no UTF-8.'),
  to_base64: row(['value'], 'The text as Base64 of its UTF-8.'),
  url_decode: row(['value'], "Python's `unquote()`: the text with its `%20` decoded."),
  parse_url: row(
    ['value'],
    "Python's `urlparse()` as an object: scheme, netloc, path, params, query, fragment, hostname.",
  ),
  parse_query: row(['value'], "Python's `parse_qs()`: each name of a query with the list of its values."),
  shell_words: row(['value'], "Python's `shlex.split()`: the words of a command line."),
} as const satisfies Record<string, FunctionRow>;
