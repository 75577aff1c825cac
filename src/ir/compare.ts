import type { Json } from './json.ts';
import { isList, isNumber, isObject } from './json.ts';

/** Python's `==`: typed, but `1 == 1.0` and `true == 1`; lists and objects by their parts. Missing equals nothing here. */
export function equal(a: Json, b: Json): boolean {
  const left = asNumber(a);
  const right = asNumber(b);
  if (left !== undefined && right !== undefined) return left <= right && left >= right;
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
  if (isNumber(a) && isNumber(b)) return a < b ? -1 : a > b ? 1 : a >= b ? 0 : undefined;
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

/**
 * Python's order of two elements of a list, as `sort` and `min` see it: booleans count as numbers, lists go element by element;
 * undefined where Python raises.
 */
export function orderElements(a: Json, b: Json): number | undefined {
  if (!isList(a) || !isList(b)) return order(asNumber(a) ?? a, asNumber(b) ?? b);
  const at = a.findIndex((item, i) => i >= b.length || !equal(item, b[i] ?? null));
  if (at === -1 || at >= b.length) return a.length - b.length;
  return orderElements(a[at] ?? null, b[at] ?? null);
}

/** A number, a boolean as Python counts it; undefined for anything else. */
export function asNumber(value: Json | undefined): bigint | number | undefined {
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
