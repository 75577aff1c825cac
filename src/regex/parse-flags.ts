import type { Cursor } from './cursor.ts';
import { RegexSyntaxError } from './cursor.ts';

/** The flags that are on at a place of a pattern. */
export interface Flags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly verbose: boolean;
  readonly ascii: boolean;
}

const letters: Readonly<Record<string, Partial<Flags>>> = {
  i: { ignoreCase: true },
  m: { multiline: true },
  s: { dotAll: true },
  x: { verbose: true },
  a: { ascii: true },
  u: { ascii: false },
  L: {},
};

/** Inline flags: `(?im)` for the whole pattern (`global`), `(?i-s:` for a group. The first letter or `-` has just been taken. */
export interface InlineFlags {
  readonly global: boolean;
  readonly flags: Partial<Flags>;
}

/** Reads inline flags up to and including their `)` or `:`. */
export function readFlags(cursor: Cursor, first: string): InlineFlags {
  let c: string | undefined = first;
  let on = '';
  for (; c !== '-' && c !== ':' && c !== ')'; c = cursor.take()) {
    on += known(cursor, c, 'missing -, : or )');
    if (c === 'L') throw bad(cursor, "cannot use 'L' flag with a str pattern");
    if (on.includes('a') && on.includes('u')) throw bad(cursor, "flags 'a', 'u' and 'L' are incompatible");
  }
  const flags = Object.assign({}, ...Array.from(on, (letter) => letters[letter])) as Partial<Flags>;
  if (c === ')') return { global: true, flags };
  if (c === ':') return { global: false, flags };
  let off = '';
  for (c = cursor.take(); c !== ':' || off === ''; c = cursor.take()) {
    off += known(cursor, c, off === '' ? 'missing flag' : 'missing :');
    if (/[auL]/.test(off)) throw bad(cursor, "cannot turn off flags 'a', 'u' and 'L'");
  }
  if (Array.from(on).some((letter) => off.includes(letter))) throw bad(cursor, 'flag turned on and off', 1);
  const negated = Array.from(off).flatMap((letter) => Object.keys(letters[letter] ?? {}));
  return { global: false, flags: { ...flags, ...Object.fromEntries(negated.map((name) => [name, false])) } };
}

function known(cursor: Cursor, c: string | undefined, otherwise: string): string {
  if (c === undefined) throw new RegexSyntaxError(otherwise, cursor.at);
  if (letters[c] !== undefined) return c;
  throw new RegexSyntaxError(/\p{L}/u.test(c) ? 'unknown flag' : otherwise, cursor.at - 1);
}

function bad(cursor: Cursor, why: string, back = 0): RegexSyntaxError {
  return new RegexSyntaxError(`bad inline flags: ${why}`, cursor.at - back);
}
