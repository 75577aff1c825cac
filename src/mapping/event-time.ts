import type { Json, JsonObject } from '../ir/json.ts';
import { isNumber } from '../ir/json.ts';
import { follow } from '../ir/lookup.ts';
import type { Field, LogType } from './log-type.ts';

/** Reads when an event happened, in milliseconds since 1970; undefined where it does not say. */
export type EventClock = (event: JsonObject) => number | undefined;

/** When an event happened that does not say it: a fixed instant, so that the same event always gives the same row. */
export const unsaidTime = Date.UTC(2026, 0, 1, 12);

/**
 * The clock of a log type: the field that its schema marks as the event's own time, in the format that the schema names; where an event
 * lacks that, the `p_event_time` that Panther writes.
 */
export function eventClock(logType: LogType | undefined): EventClock {
  const times = eventTimes(logType?.fields ?? [], []);
  return (event) => {
    for (const { path, formats } of times) {
      const time = readTime(follow(event, path), formats);
      if (time !== undefined) return time;
    }
    return readTime(follow(event, ['p_event_time']), ['rfc3339']);
  };
}

function eventTimes(
  fields: readonly Field[],
  above: readonly string[],
): { readonly path: readonly string[]; readonly formats: readonly string[] }[] {
  return fields.flatMap((field) => {
    const path = [...above, field.name];
    const own = field.eventTime === undefined ? [] : [{ path, formats: field.eventTime }];
    return [...own, ...eventTimes(field.fields, path)];
  });
}

/** A timestamp in one of the formats; a text that names its own date and zone is read whatever the format. */
export function readTime(value: Json | undefined, formats: readonly string[]): number | undefined {
  if (typeof value === 'string' && isoForm.test(value)) return readIso(value);
  const number = isNumber(value) ? Number(value) : numberIn(value);
  if (number === undefined) return undefined;
  for (const format of formats) {
    const unit = units[format];
    if (unit !== undefined) return inRange(number / unit);
  }
  return formats.includes('unix_auto') || isNumber(value) ? inRange(number / unitBySize(number)) : undefined;
}

/** Units of Panther's formats in a millisecond. */
const units: Readonly<Record<string, number>> = { unix: 0.001, unix_ms: 1, unix_us: 1e3, unix_ns: 1e6 };

/** Seconds reach 1e11 in the year 5138; milliseconds were there in 1973. */
function unitBySize(number: number): number {
  const size = Math.abs(number);
  if (size < 1e11) return 0.001;
  if (size < 1e14) return 1;
  return size < 1e17 ? 1e3 : 1e6;
}

const isoForm = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(?:[.,](\d+))?\s*(Z|[+-]\d\d:?\d\d)?$/i;

/** Without a zone, UTC is meant. */
function readIso(text: string): number | undefined {
  const [, day, minute, second = ':00', fraction = '', zone = 'Z'] = isoForm.exec(text) ?? [];
  const sign = zone.toUpperCase() === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  return inRange(Date.parse(`${day}T${minute}${second}.${`${fraction}000`.slice(0, 3)}${sign}`));
}

function numberIn(value: Json | undefined): number | undefined {
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

/** Instants that a date can hold. */
function inRange(milliseconds: number): number | undefined {
  return Math.abs(milliseconds) <= 8.64e15 ? Math.trunc(milliseconds) : undefined;
}
