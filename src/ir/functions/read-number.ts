import { isSpace, stripped } from './given.ts';
import type { Numeric } from './numbers.ts';

/** The number that Python's `int()` or `float()` reads in a text; missing where neither reads one. */
export function readNumber(text: string): Numeric | undefined {
  return readInteger(text, 10) ?? readFloat(text);
}

/** Python's `int(text, base)`: a sign, digits of any script, single underscores between them, white space at the ends. */
export function readInteger(text: string, base: number): bigint | undefined {
  const [, sign = '', rest = ''] = /^([+-]?)(.*)$/s.exec(plainDigits(text)) ?? [];
  const prefix = { 2: '0b', 8: '0o', 16: '0x' }[base];
  const marked = prefix !== undefined && rest.slice(0, 2).toLowerCase() === prefix;
  const written = marked ? rest.slice(2).replace(/^_/, '') : rest;
  if (!/^[0-9a-z]+(_[0-9a-z]+)*$/i.test(written)) return undefined;
  const digits = written.replaceAll('_', '').toLowerCase();
  if (base === 10 && digits.length > 4300) return undefined;
  let value = 0n;
  if (base === 10) return /^\d+$/.test(digits) ? signed(BigInt(digits), sign) : undefined;
  for (const digit of digits) {
    const worth = Number.parseInt(digit, 36);
    if (worth >= base) return undefined;
    value = value * BigInt(base) + BigInt(worth);
  }
  return signed(value, sign);
}

/** Python's `float(text)`. */
export function readFloat(text: string): number | undefined {
  const written = plainDigits(text);
  const word = /^([+-]?)(inf|infinity|nan)$/i.exec(written);
  if (word !== null) {
    const value = word[2]?.toLowerCase() === 'nan' ? Number.NaN : Number.POSITIVE_INFINITY;
    return word[1] === '-' ? -value : value;
  }
  const digits = '\\d+(?:_\\d+)*';
  const number = new RegExp(`^[+-]?(?:${digits}\\.?(?:${digits})?|\\.${digits})(?:e[+-]?${digits})?$`, 'i');
  return number.test(written) ? Number(written.replaceAll('_', '')) : undefined;
}

function signed(value: bigint, sign: string): bigint {
  return sign === '-' ? -value : value;
}

/** The text without white space at its ends, digits of other scripts as ASCII. */
function plainDigits(text: string): string {
  // Python's numbers do not know the four separators as spaces.
  const inner = stripped(text, (c) => isSpace(c) && !(c >= '\x1c' && c < ' '), 'both');
  return inner.replace(/(?![0-9])\p{Nd}/gu, (digit) => String(worthOf(digit)));
}

/** Digits stand in runs of ten, from zero up. */
function worthOf(digit: string): number {
  let worth = 0;
  for (let code = (digit.codePointAt(0) ?? 0) - 1; /\p{Nd}/u.test(String.fromCodePoint(code)); code--) worth += 1;
  return worth % 10;
}
