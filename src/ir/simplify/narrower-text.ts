import { fold } from '../compare.ts';
import type { Test } from '../condition.ts';

/** Whether one row on a text holds only where another on the same subject does: `starts_with "abc"` and `starts_with "ab"`. */
export function isNarrowerText(narrow: Test, wide: Test): boolean {
  if (!asksEnds(narrow) || !(asksEnds(wide) || asksWithin(wide))) return false;
  // Lower case depends on what stands beside a letter (the Greek sigma), so a row in one case says nothing of one in any.
  if (narrow.ignoreCase !== wide.ignoreCase) return false;
  const inside = textsOf(narrow);
  const around = textsOf(wide);
  if (inside === undefined || around === undefined || inside.length === 0) return false;
  return inside.every((a) => around.some((b) => holds(narrow, wide, a, b)));
}

function holds(narrow: Test, wide: Test, a: string, b: string): boolean {
  const [text, part] = wide.ignoreCase ? [fold(a), fold(b)] : [a, b];
  switch (narrow.operator) {
    case 'starts_with':
      return wide.operator === 'starts_with' ? text.startsWith(part) : asksWithin(wide) && text.includes(part);
    case 'ends_with':
      return wide.operator === 'ends_with' ? text.endsWith(part) : asksWithin(wide) && text.includes(part);
    default:
      return false;
  }
}

function asksEnds({ operator }: Test): boolean {
  return operator === 'starts_with' || operator === 'ends_with';
}

function asksWithin({ operator }: Test): boolean {
  return operator === 'contains';
}

function textsOf(test: Test): readonly string[] | undefined {
  const found = test.operands.flatMap((operand) =>
    operand.kind === 'literal' && typeof operand.value === 'string' ? [operand.value] : [],
  );
  return found.length === test.operands.length ? found : undefined;
}
