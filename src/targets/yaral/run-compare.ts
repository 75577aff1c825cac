import type { Moment, Scalar, Truth } from './run-value.ts';
import type { ComparisonSign } from './syntax.ts';

/** A comparison of two values. Numbers of both kinds compare by value; nothing else crosses types. */
export function compareBy(sign: ComparisonSign, a: (moment: Moment) => Scalar, b: (moment: Moment) => Scalar): Truth {
  switch (sign) {
    case '=':
      return (moment) => same(a(moment), b(moment));
    case '!=':
      return (moment) => !same(a(moment), b(moment));
    case '<':
      return (moment) => a(moment) < b(moment);
    case '<=':
      return (moment) => a(moment) <= b(moment);
    case '>':
      return (moment) => a(moment) > b(moment);
    case '>=':
      return (moment) => a(moment) >= b(moment);
  }
}

function same(a: Scalar, b: Scalar): boolean {
  if (typeof a === typeof b) return a === b;
  const numbers = (v: Scalar): boolean => typeof v === 'bigint' || typeof v === 'number';
  return numbers(a) && numbers(b) && Number(a) === Number(b);
}
