import { asNumber, equal } from '../compare.ts';
import type { Json } from '../json.ts';

/** The values without those that Python's `==` finds again, each where it stood first. */
export function unique<J extends Json>(values: readonly J[]): readonly J[] {
  const marks = new Set<string>();
  const parts: J[] = [];
  return values.filter((value) => {
    if (typeof value === 'object' && value !== null) {
      const fresh = !parts.some((part) => equal(part, value));
      if (fresh) parts.push(value);
      return fresh;
    }
    const mark = markOf(value);
    const fresh = !marks.has(mark);
    marks.add(mark);
    return fresh;
  });
}

/** Equal numbers share it: 1, 1.0 and true. */
function markOf(value: Json): string {
  const number = asNumber(value);
  if (number === undefined) return `${typeof value} ${String(value)}`;
  return `number ${typeof number === 'number' && Number.isInteger(number) ? BigInt(number) : number}`;
}
