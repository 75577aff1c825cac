import type { Json } from './json.ts';
import { isList, isNumber, isObject, printFloat } from './json.ts';

/** Python's `==`: typed, but `1 == 1.0` and `true == 1`; lists and objects by their parts. Missing equals nothing here. */
export function equal(a: Json, b: Json): boolean {
  const left = asNumber(a);
  const right = asNumber(b);
  if (left !== undefined && right !== undefined) return !(left < right) && !(left > right);
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, i) => equal(item, b[i] ?? null));
  if (isObject(a)) {
    if (!isObject(b)) return false;
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && equal(a[key] ?? null, b[key] ?? null))
    );
  }
  return a === b;
}

/** `equal`, with text compared ignoring case. */
export function equalIgnoringCase(a: Json, b: Json): boolean {
  return typeof a === 'string' && typeof b === 'string' ? fold(a) === fold(b) : equal(a, b);
}

/** What "ignoring case" means everywhere: Python's `lower()`. */
export function fold(text: string): string {
  return text.toLowerCase();
}

/** Negative, zero or positive; undefined where the two cannot be ordered (numbers go with numbers, text with text). */
export function order(a: Json, b: Json): number | undefined {
  if (isNumber(a) && isNumber(b)) return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b);
  return undefined;
}

/** Python's truth. */
export function isTruthy(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '' || value === false) return false;
  if (isNumber(value)) return value !== 0n && value !== 0;
  if (isList(value)) return value.length > 0;
  if (isObject(value)) return Object.keys(value).length > 0;
  return true;
}

/** Python's `str()`: `None` for missing and null, `True`, `1.0`, text as it is, lists and objects as Python writes them. */
export function pythonText(value: Json | undefined): string {
  return typeof value === 'string' ? value : pythonRepr(value ?? null);
}

function pythonRepr(value: Json): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return pythonFloat(value);
  if (typeof value === 'string') return pythonString(value);
  if (isList(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([k, v]) => `${pythonString(k)}: ${pythonRepr(v)}`)
    .join(', ')}}`;
}

/** Python's `repr` of a float: exponents from 1e16 up and below 1e-4. */
function pythonFloat(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  }
  return printFloat(value);
}

function pythonString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replace(/\\/g, '\\\\')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    .replace(/[\u0000-\u001f\u007f-\u00a0\u00ad]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return quote + (quote === "'" ? escaped.replace(/'/g, "\\'") : escaped) + quote;
}

function asNumber(value: Json): bigint | number | undefined {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return isNumber(value) ? value : undefined;
}

/** Python orders text by code point; JavaScript's `<` by UTF-16 unit, which differs beyond the BMP. */
function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0;
  const left = [...a];
  const right = [...b];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
