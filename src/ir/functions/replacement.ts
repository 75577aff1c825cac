import type { Capturer } from '../../regex/index.ts';

/** A replacement in pieces: text, and the numbers of groups. */
export type Replacement = readonly (string | number)[];

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** Reads the replacement of Python's `re.sub()`; undefined where Python raises. */
export function readReplacement(text: string, regex: Capturer): Replacement | undefined {
  const parts: (string | number)[] = [];
  const piece = /\\g<([^>]*)>|\\(0[0-7]{0,2}|[1-3][0-7]{2}|[1-9]\d?)|\\(.)|([^\\]+)/gsy;
  for (let found = piece.exec(text); found !== null; found = piece.exec(text)) {
    const part = partOf(found, regex);
    if (part === undefined) return undefined;
    parts.push(part);
    if (piece.lastIndex === text.length) return parts;
  }
  return text === '' ? [] : undefined;
}

/** The text that stands for a match. */
export function expand(parts: Replacement, group: (index: number) => string): string {
  return parts.map((part) => (typeof part === 'number' ? group(part) : part)).join('');
}

function partOf([, named, digits, escaped, plain]: RegExpExecArray, regex: Capturer): string | number | undefined {
  if (plain !== undefined) return plain;
  if (named !== undefined) return groupIn(/^\d+$/.test(named) ? Number(named) : regex.names.get(named), regex);
  if (digits === undefined) return escaped === undefined ? undefined : other(escaped);
  const octal = digits.startsWith('0') || digits.length === 3;
  return octal ? String.fromCodePoint(Number.parseInt(digits, 8)) : groupIn(Number(digits), regex);
}

/** Python refuses to escape a letter that means nothing; any other character keeps its backslash. */
function other(escaped: string): string | undefined {
  return escapes[escaped] ?? (/[A-Za-z]/.test(escaped) ? undefined : `\\${escaped}`);
}

function groupIn(index: number | undefined, regex: Capturer): number | undefined {
  return index !== undefined && index <= regex.groups ? index : undefined;
}
