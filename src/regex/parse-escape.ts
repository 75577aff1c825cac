import type { Cursor } from './cursor.ts';
import { RegexSyntaxError } from './cursor.ts';
import type { Anchor, CharacterClass } from './tree.ts';

/** What a backslash says: a code point, a class, an anchor or the number of a group. */
export type Escape =
  | { readonly kind: 'code'; readonly code: number }
  | { readonly kind: 'class'; readonly class: CharacterClass }
  | { readonly kind: 'anchor'; readonly where: Anchor['where'] }
  | { readonly kind: 'group'; readonly group: number };

const classes: Readonly<Record<string, CharacterClass>> = {
  d: { kind: 'class', name: 'digit', negated: false },
  D: { kind: 'class', name: 'digit', negated: true },
  w: { kind: 'class', name: 'word', negated: false },
  W: { kind: 'class', name: 'word', negated: true },
  s: { kind: 'class', name: 'space', negated: false },
  S: { kind: 'class', name: 'space', negated: true },
};
const anchors: Readonly<Record<string, Anchor['where']>> = {
  A: 'text-start',
  Z: 'text-end',
  b: 'word-edge',
  B: 'not-word-edge',
};
const controls: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 };
const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Reads an escape whose backslash has just been taken. Inside a class `\b` is a backspace and there are no anchors or groups. */
export function readEscape(cursor: Cursor, inClass: boolean): Escape {
  const start = cursor.at - 1;
  const c = cursor.take();
  if (c === undefined) throw new RegexSyntaxError('bad escape (end of pattern)', start);
  const named = classes[c];
  if (named !== undefined) return { kind: 'class', class: named };
  const where = inClass ? undefined : anchors[c];
  if (where !== undefined) return { kind: 'anchor', where };
  const control = controls[c];
  if (control !== undefined) return { kind: 'code', code: control };
  const hexLength = hexLengths[c];
  if (hexLength !== undefined) return { kind: 'code', code: readHex(cursor, start, hexLength) };
  if (c === 'N') throw new RegexSyntaxError('characters by name (\\N{…}) are not supported here', start);
  if (/[0-9]/.test(c)) return readDigits(cursor, start, c, inClass);
  if (/[A-Za-z]/.test(c)) throw new RegexSyntaxError(`bad escape \\${c}`, start);
  return { kind: 'code', code: c.codePointAt(0) ?? 0 };
}

function readHex(cursor: Cursor, start: number, length: number): number {
  const digits = cursor.takeWhile(/[0-9A-Fa-f]/, length);
  if (digits.length < length) throw new RegexSyntaxError(`incomplete escape ${cursor.since(start)}`, start);
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff) throw new RegexSyntaxError(`bad escape ${cursor.since(start)}`, start);
  return code;
}

/** Octal (`\0`, `\012`, three octal digits) or, outside a class, the number of a group. */
function readDigits(cursor: Cursor, start: number, first: string, inClass: boolean): Escape {
  if (first === '0') return octal(cursor, start, first + cursor.takeWhile(/[0-7]/, 2));
  if (inClass) {
    if (/[89]/.test(first)) throw new RegexSyntaxError(`bad escape \\${first}`, start);
    return octal(cursor, start, first + cursor.takeWhile(/[0-7]/, 2));
  }
  const digits = first + cursor.takeWhile(/[0-9]/, 1);
  if (/^[0-7]{2}$/.test(digits) && /[0-7]/.test(cursor.next ?? '')) {
    return octal(cursor, start, digits + (cursor.take() ?? ''));
  }
  return { kind: 'group', group: Number(digits) };
}

function octal(cursor: Cursor, start: number, digits: string): Escape {
  const code = Number.parseInt(digits, 8);
  if (code > 0o377)
    throw new RegexSyntaxError(`octal escape value ${cursor.since(start)} outside of range 0-0o377`, start);
  return { kind: 'code', code };
}
