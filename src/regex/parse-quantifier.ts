import type { Cursor } from './cursor.ts';
import { RegexSyntaxError } from './cursor.ts';
import type { Repeat } from './tree.ts';

/** CPython's MAXREPEAT on 64-bit machines: from here on a number is too large. */
const tooLarge = 4294967295;

/** A quantifier, and where it starts (in code points). */
export interface Quantifier {
  readonly bounds: Pick<Repeat, 'min' | 'max' | 'mode'>;
  readonly start: number;
}

/**
 * Reads the quantifier that begins with the character just taken. Undefined where the character begins none: a brace that is not
 * followed by `m}`, `m,}`, `,n}`, `,}` or `m,n}` is a plain character.
 */
export function readQuantifier(cursor: Cursor, first: string): Quantifier | undefined {
  const start = cursor.at - 1;
  const bounds = readBounds(cursor, first, start);
  if (bounds === undefined) return undefined;
  const mode = cursor.skip('?') ? 'lazy' : cursor.skip('+') ? 'possessive' : 'greedy';
  return { bounds: { ...bounds, mode }, start };
}

function readBounds(cursor: Cursor, first: string, start: number): { min: number; max: number } | undefined {
  if (first === '?') return { min: 0, max: 1 };
  if (first === '*') return { min: 0, max: Number.POSITIVE_INFINITY };
  if (first === '+') return { min: 1, max: Number.POSITIVE_INFINITY };
  if (first !== '{') return undefined;
  const low = cursor.takeWhile(/[0-9]/);
  const comma = cursor.skip(',');
  const high = comma ? cursor.takeWhile(/[0-9]/) : low;
  if (!cursor.skip('}') || (low === '' && !comma)) {
    cursor.at = start + 1;
    return undefined;
  }
  const min = Number(low);
  const max = high === '' ? Number.POSITIVE_INFINITY : Number(high);
  if (min >= tooLarge || (max >= tooLarge && high !== ''))
    throw new RegexSyntaxError('the repetition number is too large', start);
  if (max < min) throw new RegexSyntaxError('min repeat greater than max repeat', start + 1);
  return { min, max };
}
