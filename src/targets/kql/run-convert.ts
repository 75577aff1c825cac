import type { Json, JsonObject } from '../../ir/json.ts';
import { parseJson } from '../../ir/json.ts';
import { isNumeric } from './run-compare.ts';
import { textOf } from './run-text.ts';
import { parseInstant, parseSpan } from './run-time.ts';
import type { KqlValue } from './run-value.ts';
import { Instant, isArray, isBag, Span } from './run-value.ts';
import type { ScalarType } from './syntax.ts';

const leastLong = -(2n ** 63n);
const greatestLong = 2n ** 63n - 1n;

/** What a column of that type holds for stored JSON; absent and null are "" in strings, null elsewhere. */
export function stored(value: Json | undefined, type: ScalarType): KqlValue {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? value : value === undefined ? '' : textOf(value);
    case 'dynamic':
      return value ?? null;
    case 'guid':
      return typeof value === 'string' ? value.toLowerCase() : null;
    case 'datetime':
      return typeof value === 'string' ? (parseInstant(value) ?? null) : null;
    case 'timespan':
      return typeof value === 'string' ? (parseSpan(value) ?? null) : null;
    case 'bool':
      return typeof value === 'boolean' ? value : null;
    case 'int':
    case 'long':
      return isNumeric(value) ? toWhole(value) : null;
    case 'real':
    case 'decimal':
      return isNumeric(value) ? Number(value) : null;
  }
}

/** A value as JSON, for people and for other programs: times become text. */
export function asJson(value: KqlValue): Json {
  if (value instanceof Instant || value instanceof Span) return textOf(value);
  if (isArray(value)) return value.map(asJson);
  if (isBag(value))
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, asJson(v)])) satisfies JsonObject;
  return value;
}

/** `tolong()`: text of whole numbers, the whole part of reals, 0 and 1 for booleans; else null. */
export function toWhole(value: KqlValue): bigint | null {
  if (typeof value === 'bigint') return value < leastLong || value > greatestLong ? null : value;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'number') return Number.isFinite(value) ? toWhole(BigInt(Math.trunc(value))) : null;
  if (value instanceof Instant || value instanceof Span) return value.ticks;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (/^[+-]?\d+$/.test(text)) return toWhole(BigInt(text.replace('+', '')));
  return /^0x[0-9a-f]+$/i.test(text) ? toWhole(BigInt(text)) : null;
}

/** `toint()`: as `tolong()`, null beyond 32 bits. */
export function toInt(value: KqlValue): bigint | null {
  const whole = toWhole(value);
  return whole === null || whole < -2147483648n || whole > 2147483647n ? null : whole;
}

/** `toreal()`. */
export function toReal(value: KqlValue): number | null {
  if (isNumeric(value)) return Number(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string') return null;
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value) ? Number(value) : null;
}

/** `tobool()`: "true" and "false" in any case, numbers by whether they are zero. https://learn.microsoft.com/kusto/query/tobool-function */
export function toBool(value: KqlValue): boolean | null {
  if (typeof value === 'boolean') return value;
  if (isNumeric(value)) return Number(value) !== 0;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  return /^[+-]?\d+$/.test(text) ? BigInt(text.replace('+', '')) !== 0n : null;
}

/** `todatetime()`. */
export function toInstant(value: KqlValue): Instant | null {
  if (value instanceof Instant) return value;
  return typeof value === 'string' ? (parseInstant(value) ?? null) : null;
}

/** `totimespan()`. */
export function toSpan(value: KqlValue): Span | null {
  if (value instanceof Span) return value;
  return typeof value === 'string' ? (parseSpan(value) ?? null) : null;
}

/** `parse_json()` of a text: what is no JSON stays a text; "" is null. https://learn.microsoft.com/kusto/query/parse-json-function */
export function parseText(text: string): KqlValue {
  if (text.trim() === '') return null;
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

/** `to typeof(T)` of an expanded element: no text is parsed, other types give null. */
export function castTo(value: KqlValue, type: ScalarType): KqlValue {
  switch (type) {
    case 'string':
      return textOf(value);
    case 'int':
      return isNumeric(value) ? toInt(value) : null;
    case 'long':
      return isNumeric(value) ? toWhole(value) : null;
    case 'real':
    case 'decimal':
      return isNumeric(value) ? Number(value) : null;
    case 'bool':
      return typeof value === 'boolean' ? value : null;
    case 'datetime':
      return value instanceof Instant ? value : null;
    case 'timespan':
      return value instanceof Span ? value : null;
    case 'guid':
      return typeof value === 'string' ? value.toLowerCase() : null;
    case 'dynamic':
      return value;
  }
}

/** What `gettype()` says. Integers in dynamic are `int` where they fit. https://learn.microsoft.com/kusto/query/gettype-function */
export function typeName(value: KqlValue, type: ScalarType): string {
  if (type !== 'dynamic') return type === 'string' || value !== null ? type : 'null';
  if (value === null) return 'null';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return toInt(value) === null ? (toWhole(value) === null ? 'real' : 'long') : 'int';
  if (typeof value === 'number') return 'real';
  if (value instanceof Instant) return 'datetime';
  if (value instanceof Span) return 'timespan';
  return isArray(value) ? 'array' : 'dictionary';
}
