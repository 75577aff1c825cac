import type { Json } from '../../ir/json.ts';
import { isList, isNumber, isObject, printJson } from '../../ir/json.ts';
import { readTime } from '../../mapping/event-time.ts';
import type { Column } from '../../mapping/mapping.ts';
import type { Filling } from './row-plan.ts';

/**
 * What a column keeps of a value: "" or null where there is nothing that it can hold. Text columns are filled through `tostring()`, typed
 * ones through `toint()`, `tobool()` …, as connectors' transformations do.
 */
export function storedValue(
  column: Column,
  value: Json | undefined,
  { jsonText, timeFormats }: Pick<Filling, 'jsonText' | 'timeFormats'>,
): Json {
  const given = value ?? null;
  if (column.holds === 'json-text') {
    if (given === null) return '';
    return jsonText && typeof given === 'string' ? given : compactJson(given);
  }
  if (column.holds === 'dynamic') return given;
  switch (column.type) {
    case 'string':
    case 'enum':
      return storedText(column, given);
    case 'int':
      return toWhole(given);
    case 'real':
      return toReal(given);
    case 'bool':
      return toBoolean(given);
    case 'datetime':
      return toInstant(given, timeFormats);
    case 'dynamic':
      return given;
  }
}

function storedText(column: Column, value: Json): string {
  const text = toText(value);
  if (text === '') return column.absentAs?.[0] ?? '';
  if (column.values) return Object.hasOwn(column.values, text) ? (column.values[text] ?? '') : '';
  return (column.prefix ?? '') + text;
}

/** Lists and objects become their JSON, numbers and booleans are written out. https://learn.microsoft.com/kusto/query/tostring-function */
function toText(value: Json): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  // A whole number of the log's JSON loses its fraction: `118.0` is written 118.
  if (typeof value === 'number') return String(value);
  return compactJson(value);
}

/** JSON without spaces. */
export function compactJson(value: Json): string {
  if (isList(value)) return `[${value.map(compactJson).join(',')}]`;
  if (isObject(value))
    return `{${Object.entries(value)
      .map(([key, item]) => `${JSON.stringify(key)}:${compactJson(item)}`)
      .join(',')}}`;
  return printJson(value);
}

function toWhole(value: Json): Json {
  const whole =
    typeof value === 'bigint'
      ? value
      : typeof value === 'number' && Number.isFinite(value)
        ? BigInt(Math.trunc(value))
        : typeof value === 'boolean'
          ? BigInt(value)
          : typeof value === 'string' && /^\s*[+-]?\d{1,19}\s*$/.test(value)
            ? BigInt(value.trim().replace(/^\+/, ''))
            : null;
  return whole !== null && whole === BigInt.asIntN(64, whole) ? whole : null;
}

function toReal(value: Json): Json {
  if (isNumber(value)) return Number(value);
  if (typeof value === 'boolean') return Number(value);
  const written = typeof value === 'string' && /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(value);
  return written ? Number(value) : null;
}

function toBoolean(value: Json): Json {
  if (typeof value === 'boolean') return value;
  if (isNumber(value)) return Number(value) !== 0;
  if (typeof value !== 'string') return null;
  return /^(true|1)$/i.test(value) ? true : /^(false|0)$/i.test(value) ? false : null;
}

function toInstant(value: Json, formats: readonly string[]): Json {
  const read = typeof value === 'string' ? readInstant(value) : undefined;
  if (read !== undefined) return read;
  const time = formats.length > 0 ? readTime(value, formats) : undefined;
  return time === undefined ? null : writeInstant(time);
}

const instant =
  /^\s*(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([Zz]|[+-]\d{2}:?\d{2})?)?\s*$/;

/** An instant written as ISO 8601, as the row writes it: UTC with seven digits of a second, which is what the engine keeps. */
export function readInstant(text: string): string | undefined {
  const found = instant.exec(text);
  if (!found) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = found;
  const offset = /^z$/i.test(zone) ? 'Z' : zone.replace(/^(.\d{2}):?(\d{2})$/, '$1:$2');
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  if (Number.isNaN(time)) return undefined;
  return writeSeconds(time, fraction.padEnd(7, '0').slice(0, 7));
}

/** An instant in milliseconds since 1970 as the row writes it. */
export function writeInstant(time: number): string {
  const whole = Math.floor(time / 1000) * 1000;
  return writeSeconds(
    whole,
    String(Math.floor(time - whole))
      .padStart(3, '0')
      .padEnd(7, '0'),
  );
}

function writeSeconds(time: number, fraction: string): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, `.${fraction}Z`);
}
