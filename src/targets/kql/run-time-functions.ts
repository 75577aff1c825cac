import { add, bin } from './run-arithmetic.ts';
import { isNumeric } from './run-compare.ts';
import { ticksOfDay } from './run-time.ts';
import type { KqlValue } from './run-value.ts';
import { Instant, instantOf, msOf, Span } from './run-value.ts';

type Plain = (args: readonly KqlValue[]) => KqlValue;

/** The day of a datetime and days after it, less a tick for ends. */
function dayEdge(days: bigint, less: bigint): Plain {
  return ([value = null, offset = 0n]) => {
    const start = bin(value, new Span(ticksOfDay));
    if (!(start instanceof Instant) || typeof offset !== 'bigint') return null;
    return new Instant(start.ticks + (offset + days) * ticksOfDay - less);
  };
}

function unix(ticks: number): Plain {
  return ([value = null]) =>
    isNumeric(value) ? add(instantOf(0), new Span(BigInt(Math.round(Number(value) * ticks)))) : null;
}

/** Functions of time. https://learn.microsoft.com/kusto/query/scalar-functions#datetimetimespan-functions */
export const timeFunctions: Readonly<Record<string, Plain>> = {
  startofday: dayEdge(0n, 0n),
  endofday: dayEdge(1n, 1n),
  hourofday: ([value]) => (value instanceof Instant ? (value.ticks / 36_000_000_000n) % 24n : null),
  dayofweek: ([value]) =>
    value instanceof Instant ? new Span(((value.ticks / ticksOfDay + 1n) % 7n) * ticksOfDay) : null,
  monthofyear: ([value]) => (value instanceof Instant ? BigInt(new Date(msOf(value)).getUTCMonth() + 1) : null),
  getyear: ([value]) => (value instanceof Instant ? BigInt(new Date(msOf(value)).getUTCFullYear()) : null),
  unixtime_seconds_todatetime: unix(1e7),
  unixtime_milliseconds_todatetime: unix(1e4),
  unixtime_microseconds_todatetime: unix(10),
};
