import { compareTexts, jsonText } from './run-text.ts';
import type { KqlValue } from './run-value.ts';
import { Instant, Span } from './run-value.ts';

/** `==`: null where both are null, false where one is. https://learn.microsoft.com/kusto/query/scalar-data-types/null-values */
export function equal(a: KqlValue, b: KqlValue): boolean | null {
  if (a === null || b === null) return a === b ? null : false;
  return same(a, b);
}

/** `!=`: true where one side alone is null. */
export function unequal(a: KqlValue, b: KqlValue): boolean | null {
  if (a === null || b === null) return a === b ? null : true;
  return !same(a, b);
}

/** Whether two values that are not null are one; values of different types never are. */
export function same(a: KqlValue, b: KqlValue): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  if (isNumeric(a) && isNumeric(b)) return !(a < b) && !(a > b) && !Number.isNaN(a) && !Number.isNaN(b);
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  if (a instanceof Instant || a instanceof Span)
    return (
      b !== null &&
      (b instanceof Instant || b instanceof Span) &&
      a.constructor === b.constructor &&
      a.ticks === b.ticks
    );
  return jsonText(a) === jsonText(b);
}

/** Below zero where `a` comes first; undefined where the two have no order: null, or other types. */
export function order(a: KqlValue, b: KqlValue): number | undefined {
  if (a === null || b === null) return undefined;
  if (isNumeric(a) && isNumeric(b)) return a < b ? -1 : a > b ? 1 : Number.isNaN(a) || Number.isNaN(b) ? undefined : 0;
  if ((a instanceof Instant && b instanceof Instant) || (a instanceof Span && b instanceof Span))
    return a.ticks < b.ticks ? -1 : a.ticks > b.ticks ? 1 : 0;
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  return undefined;
}

/** True for an integer or a real. */
export function isNumeric(value: KqlValue | undefined): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}

/** A text that two values share exactly where `summarize` and `distinct` take them for one. */
export function groupMark(value: KqlValue): string {
  if (typeof value === 'string') return `s${value.length}:${value}`;
  if (value instanceof Instant) return `d${value.ticks}`;
  if (value instanceof Span) return `t${value.ticks}`;
  if (isNumeric(value)) return `n${Number.isInteger(Number(value)) ? String(value) : value}`;
  return `j${jsonText(value)}`;
}
