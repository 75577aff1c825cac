import { Instant, Span } from './run-value.ts';

/** Ticks (100 ns) of the units that timespan literals have. https://learn.microsoft.com/kusto/query/scalar-data-types/timespan */
const unitTicks: Readonly<Record<string, number>> = {
  d: 864e9,
  day: 864e9,
  days: 864e9,
  h: 36e9,
  hr: 36e9,
  hrs: 36e9,
  hour: 36e9,
  hours: 36e9,
  m: 6e8,
  min: 6e8,
  minute: 6e8,
  minutes: 6e8,
  s: 1e7,
  sec: 1e7,
  second: 1e7,
  seconds: 1e7,
  ms: 1e4,
  milli: 1e4,
  millis: 1e4,
  millisec: 1e4,
  millisecond: 1e4,
  milliseconds: 1e4,
  micro: 10,
  micros: 10,
  microsec: 10,
  microsecond: 10,
  microseconds: 10,
  tick: 1,
  ticks: 1,
};

/** Reads `15m`, `1.5h`, `1.02:03:04.5`, `02:03`, `3` (days). */
export function parseSpan(text: string): Span | undefined {
  const said = /^\s*(-?)(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/.exec(text);
  if (said) {
    const unit = unitTicks[said[3] ?? ''];
    if (unit === undefined) return undefined;
    return new Span(BigInt(Math.round(Number(`${said[1]}${said[2]}`) * unit)));
  }
  const clock = /^\s*(-?)(?:(\d+)[.:])??(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?\s*$/.exec(text);
  if (clock) {
    const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = clock;
    if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
    const whole = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
    const ticks = whole * 10_000_000n + BigInt(fraction.padEnd(7, '0'));
    return new Span(sign === '-' ? -ticks : ticks);
  }
  const days = /^\s*(-?\d+)\s*$/.exec(text);
  return days ? new Span(BigInt(days[1] ?? '0') * ticksOfDay) : undefined;
}

export const ticksOfDay = 864_000_000_000n;
const yearOne = -62_135_596_800_000n;

/** The form in which rows keep instants; days that every month has. */
const asRowsHaveIt =
  /^((?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)\.(\d{7})Z$/;

/** Reads a datetime as ISO 8601 writes it, in the forms that the documentation lists. https://learn.microsoft.com/kusto/query/scalar-data-types/datetime */
export function parseInstant(text: string): Instant | undefined {
  const row = asRowsHaveIt.exec(text);
  if (row) return new Instant((BigInt(Date.parse(`${row[1]}Z`)) - yearOne) * 10_000n + BigInt(row[2] ?? 0));
  const found =
    /^\s*(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d+))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?\s*$/i.exec(
      text,
    );
  if (!found) return undefined;
  const [, year = '', month = '1', day = '1', hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] =
    found;
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (mo < 1 || mo > 12 || d < 1 || d > daysIn(y, mo) || h > 23 || mi > 59 || s > 59 || y < 1) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(y, mo - 1, d);
  date.setUTCHours(h, mi, s);
  const offset = /^[+-]/.test(zone)
    ? Number(`${zone[0]}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)))
    : 0;
  const ms = BigInt(date.getTime()) - BigInt(offset) * 60_000n;
  return new Instant((ms - yearOne) * 10_000n + BigInt(fraction.slice(0, 7).padEnd(7, '0')));
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year < 100 ? year + 400 : year, month, 0)).getUTCDate();
}

/** `2015-12-31T23:59:59.1234567Z`. */
export function printInstant({ ticks }: Instant): string {
  const ms = ticks / 10_000n + yearOne;
  const date = new Date(Number(ms)).toISOString();
  return `${date.slice(0, -1)}${(ticks % 10_000n).toString().padStart(4, '0')}Z`;
}

/** `1.02:03:04.5000000`, without days and fraction where they are zero. */
export function printSpan({ ticks }: Span): string {
  const size = ticks < 0n ? -ticks : ticks;
  const two = (value: bigint): string => value.toString().padStart(2, '0');
  const days = size / ticksOfDay;
  const seconds = (size % ticksOfDay) / 10_000_000n;
  const fraction = size % 10_000_000n;
  const clock = `${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`;
  const end = fraction === 0n ? '' : `.${fraction.toString().padStart(7, '0')}`;
  return `${ticks < 0n ? '-' : ''}${days === 0n ? '' : `${days}.`}${clock}${end}`;
}
