/** RE2's `\d`, `\w` and `\s`, as what stands inside a JavaScript class. https://github.com/google/re2/wiki/Syntax */
export const perl: Readonly<Record<string, string>> = {
  d: '0-9',
  w: '0-9A-Za-z_',
  s: '\\t\\n\\f\\r ',
};

/** Its `[[:name:]]`. */
export const posix: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: '\\t ',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

/** A code point inside a JavaScript pattern. */
export function byNumber(code: number): string {
  return `\\u{${code.toString(16)}}`;
}

/** What a class inside a set leaves out, as ranges: JavaScript nests no sets. */
export function complement(set: string): string {
  const inside = new RegExp(`[${set}]`, 'u');
  const ranges: string[] = [];
  let start: number | undefined;
  for (let code = 0; code <= 128; code++) {
    const out = code === 128 || !inside.test(String.fromCharCode(code));
    if (out) start ??= code;
    else if (start !== undefined) {
      ranges.push(`${byNumber(start)}-${byNumber(code - 1)}`);
      start = undefined;
    }
  }
  return `${ranges.join('')}${byNumber(start ?? 128)}-\\u{10ffff}`;
}
