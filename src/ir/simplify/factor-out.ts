import type { Span } from '../../diagnostics/source.ts';
import type { Condition } from '../condition.ts';
import type { Ids } from './ids.ts';

/** `(a and c) or (b and c)` as `c and (a or b)`; undefined where the alternatives have nothing in common. */
export function factorOut(alternatives: readonly Condition[], span: Span | undefined, ids: Ids): Condition | undefined {
  const parts = alternatives.map(partsOf);
  const [first, ...more] = parts;
  if (first === undefined || more.length === 0) return undefined;
  const others = more.map((one) => new Set(one.map((part) => ids(part).id)));
  const shared = first.filter((part) => others.every((other) => other.has(ids(part).id)));
  if (shared.length === 0) return undefined;
  const marks = new Set(shared.map((part) => ids(part).id));
  const rest = parts.map((one) =>
    joined(
      'and',
      one.filter((part) => !marks.has(ids(part).id)),
      span,
    ),
  );
  return joined('and', [...shared, joined('or', rest, span)], span);
}

function partsOf(condition: Condition): readonly Condition[] {
  return condition.kind === 'and' ? condition.operands : [condition];
}

function joined(kind: 'and' | 'or', operands: readonly Condition[], span: Span | undefined): Condition {
  const [only, ...more] = operands;
  if (only === undefined) return { kind: kind === 'and' ? 'true' : 'false', span };
  return more.length === 0 ? only : { kind, operands, span };
}
