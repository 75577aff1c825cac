import { isNumeric } from './run-compare.ts';
import type { KqlValue } from './run-value.ts';
import { Instant, Span } from './run-value.ts';

/** `+`; null where a side is null or the types have no sum. https://learn.microsoft.com/kusto/query/datetime-timespan-arithmetic */
export function add(a: KqlValue, b: KqlValue): KqlValue {
  if (typeof a === 'bigint' && typeof b === 'bigint') return BigInt.asIntN(64, a + b);
  if (isNumeric(a) && isNumeric(b)) return Number(a) + Number(b);
  if (a instanceof Instant && b instanceof Span) return new Instant(a.ticks + b.ticks);
  if (a instanceof Span && b instanceof Instant) return new Instant(a.ticks + b.ticks);
  return a instanceof Span && b instanceof Span ? new Span(a.ticks + b.ticks) : null;
}

/** `-`. */
export function subtract(a: KqlValue, b: KqlValue): KqlValue {
  if (typeof a === 'bigint' && typeof b === 'bigint') return BigInt.asIntN(64, a - b);
  if (isNumeric(a) && isNumeric(b)) return Number(a) - Number(b);
  if (a instanceof Instant && b instanceof Instant) return new Span(a.ticks - b.ticks);
  if (a instanceof Instant && b instanceof Span) return new Instant(a.ticks - b.ticks);
  return a instanceof Span && b instanceof Span ? new Span(a.ticks - b.ticks) : null;
}

/** `*`. */
export function multiply(a: KqlValue, b: KqlValue): KqlValue {
  if (typeof a === 'bigint' && typeof b === 'bigint') return BigInt.asIntN(64, a * b);
  if (isNumeric(a) && isNumeric(b)) return Number(a) * Number(b);
  if (a instanceof Span && isNumeric(b)) return scaled(a, Number(b));
  return isNumeric(a) && b instanceof Span ? scaled(b, Number(a)) : null;
}

/** `/`: integers give an integer; nothing by zero. */
export function divide(a: KqlValue, b: KqlValue): KqlValue {
  if (typeof a === 'bigint' && typeof b === 'bigint') return b === 0n ? null : a / b;
  if (isNumeric(a) && isNumeric(b)) return Number(a) / Number(b);
  if (a instanceof Span && b instanceof Span) return b.ticks === 0n ? null : Number(a.ticks) / Number(b.ticks);
  return a instanceof Span && isNumeric(b) && Number(b) !== 0 ? scaled(a, 1 / Number(b)) : null;
}

/** `%`: never negative. https://learn.microsoft.com/kusto/query/numerical-operators */
export function modulo(a: KqlValue, b: KqlValue): KqlValue {
  if (typeof a === 'bigint' && typeof b === 'bigint') {
    const size = b < 0n ? -b : b;
    return size === 0n ? null : ((a % size) + size) % size;
  }
  if (isNumeric(a) && isNumeric(b)) {
    const size = Math.abs(Number(b));
    return ((Number(a) % size) + size) % size;
  }
  return a instanceof Span && b instanceof Span && b.ticks !== 0n ? new Span(floorMod(a.ticks, b.ticks)) : null;
}

/** `-` before a value. */
export function negate(a: KqlValue): KqlValue {
  if (typeof a === 'bigint' || typeof a === 'number') return -a;
  return a instanceof Span ? new Span(-a.ticks) : null;
}

/** `bin()`: the greatest multiple that is not above. Datetimes count from 0001-01-01. https://learn.microsoft.com/kusto/query/bin-function */
export function bin(a: KqlValue, size: KqlValue): KqlValue {
  if (typeof a === 'bigint' && typeof size === 'bigint') return size > 0n ? a - floorMod(a, size) : null;
  if (isNumeric(a) && isNumeric(size))
    return Number(size) > 0 ? Math.floor(Number(a) / Number(size)) * Number(size) : null;
  if (!(size instanceof Span) || size.ticks <= 0n) return null;
  if (a instanceof Instant) return new Instant(a.ticks - floorMod(a.ticks, size.ticks));
  return a instanceof Span ? new Span(a.ticks - floorMod(a.ticks, size.ticks)) : null;
}

function floorMod(a: bigint, b: bigint): bigint {
  const rest = a % b;
  return rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest;
}

function scaled(span: Span, by: number): Span {
  return Number.isInteger(by)
    ? new Span(span.ticks * BigInt(by))
    : new Span(BigInt(Math.round(Number(span.ticks) * by)));
}
