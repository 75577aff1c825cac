/**
 * A value of KQL at run time. Integers (`int`, `long`) are bigint, `real` and `decimal` number; guids are text; a dynamic value is what
 * JSON has, with datetimes and timespans beside. Null is null; a string is never null.
 */
export type KqlValue = null | boolean | string | bigint | number | Instant | Span | readonly KqlValue[] | KqlBag;

export interface KqlBag {
  readonly [key: string]: KqlValue;
}

/** A datetime: 100 ns ticks since 0001-01-01. https://learn.microsoft.com/kusto/query/scalar-data-types/datetime */
export class Instant {
  readonly ticks: bigint;
  constructor(ticks: bigint) {
    this.ticks = ticks;
  }
}

/** A timespan in 100 ns ticks. */
export class Span {
  readonly ticks: bigint;
  constructor(ticks: bigint) {
    this.ticks = ticks;
  }
}

/** Ticks of a millisecond. */
export const ticksOfMs = 10_000n;
const ticksAtUnixEpoch = 621_355_968_000_000_000n;

/** The datetime of milliseconds since 1970. */
export function instantOf(ms: number): Instant {
  return new Instant(ticksAtUnixEpoch + BigInt(Math.round(ms)) * ticksOfMs);
}

/** Milliseconds since 1970. */
export function msOf(instant: Instant): number {
  return Number((instant.ticks - ticksAtUnixEpoch) / ticksOfMs);
}

/** True for a list inside a dynamic value. */
export function isArray(value: KqlValue | undefined): value is readonly KqlValue[] {
  return Array.isArray(value);
}

/** True for a property bag. */
export function isBag(value: KqlValue | undefined): value is KqlBag {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Instant) &&
    !(value instanceof Span)
  );
}
