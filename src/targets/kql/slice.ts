import type { KqlExpression } from './ast.ts';
import { binary, call, long } from './build.ts';

/** Python's `text[start:end]`: bounds that count from the end are clamped at the start. */
export function sliceText(subject: KqlExpression, start = 0, end?: number): KqlExpression {
  const size = call('strlen', subject);
  const from = start < 0 ? clamped(size, start) : long(start);
  if (end === undefined) return start === 0 ? subject : call('substring', subject, from);
  if (start >= 0 && end >= 0) return call('substring', subject, from, long(Math.max(0, end - start)));
  const to = end < 0 ? clamped(size, end) : long(end);
  return call('substring', subject, from, call('max_of', binary(to, '-', from), long(0)));
}

function clamped(size: KqlExpression, fromEnd: number): KqlExpression {
  return call('max_of', binary(size, '-', long(-fromEnd)), long(0));
}

/** Python's `list[start:end]`. `array_slice` takes the last index, inclusive. */
export function sliceList(list: KqlExpression, start = 0, end?: number): KqlExpression {
  const empty: KqlExpression = { kind: 'literal', type: 'dynamic', value: [] };
  if (end === 0 || (end !== undefined && start >= 0 && end >= 0 && end <= start)) return empty;
  const from = start < 0 ? clamped(call('array_length', list), start) : long(start);
  const to = end === undefined ? long(-1) : long(end - 1);
  return call('array_slice', list, from, to);
}
