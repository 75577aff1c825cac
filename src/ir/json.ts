/**
 * JSON read without loss: an integer is a `bigint`, a number with a fraction or exponent is a `number`.
 * So 2^63 keeps its digits, and `1` stays apart from `1.0` (which shows in `str()`).
 */
export type Json = null | boolean | string | bigint | number | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/** True for an object that is neither null nor a list. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a list. `Array.isArray` does not narrow a readonly array. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** True for an integer or a number with a fraction. */
export function isNumber(value: Json | undefined): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}

/** JSON text that keeps key order and number kinds: `1n` prints `1`, `1` prints `1.0`. `indent` as in `JSON.stringify`. */
export function printJson(value: Json, indent = 0): string {
  return print(value, indent, '');
}

function print(value: Json, indent: number, margin: string): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return printFloat(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = margin + ' '.repeat(indent);
  const items = isList(value)
    ? value.map((item) => print(item, indent, inner))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${print(item, indent, inner)}`);
  const [open, close] = isList(value) ? '[]' : '{}';
  if (items.length === 0) return `${open}${close}`;
  return indent === 0
    ? `${open}${items.join(', ')}${close}`
    : `${open}\n${inner}${items.join(`,\n${inner}`)}\n${margin}${close}`;
}

/** A float as Python and JSON write it: always with a point or an exponent. */
export function printFloat(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[.eEn]/.test(text) ? text : `${text}.0`;
}

/** Plain JavaScript JSON for consumers that know no bigint (JSON Schema, templates). Integers beyond 2^53 become text. */
export function toPlain(value: Json): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (isList(value)) return value.map(toPlain);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, toPlain(v)]));
  return value;
}

export { parseJson } from './parse-json.ts';
