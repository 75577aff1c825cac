import { printInstant, printSpan } from './run-time.ts';
import type { KqlValue } from './run-value.ts';
import { Instant, isArray, Span } from './run-value.ts';

/** What `tostring()` gives: "" for null, JSON without spaces for lists and bags. https://learn.microsoft.com/kusto/query/tostring-function */
export function textOf(value: KqlValue): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (typeof value === 'object') {
    if (value instanceof Instant) return printInstant(value);
    if (value instanceof Span) return printSpan(value);
    return jsonText(value);
  }
  return typeof value === 'number' ? realText(value) : String(value);
}

/** A value as JSON without spaces. */
export function jsonText(value: KqlValue): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object') return typeof value === 'number' ? realText(value) : String(value);
  if (value instanceof Instant || value instanceof Span) return JSON.stringify(textOf(value));
  if (isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}:${jsonText(item)}`)
    .join(',')}}`;
}

/** A real in its shortest form; whole ones have no point. */
function realText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  return String(value)
    .replace(/e([+-])(\d)$/, 'E$10$2')
    .replace('e', 'E');
}

/** Letters as operators that ignore case compare them. */
export function fold(text: string): string {
  return text.toLowerCase();
}

/** Order by code point. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  const size = Math.min(a.length, b.length);
  for (let i = 0; i < size; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return rank(x) < rank(y) ? -1 : 1;
  }
  return a.length < b.length ? -1 : 1;
}

/** Surrogates stand for code points above all others. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
