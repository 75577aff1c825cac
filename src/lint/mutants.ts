import type { Condition, Test } from '../ir/condition.ts';
import { rebuiltCondition } from '../ir/rebuild.ts';

/** The rows of a condition: those that decide it, not those inside the values that it reads. */
export function decidingRows(condition: Condition): Test[] {
  switch (condition.kind) {
    case 'true':
    case 'false':
      return [];
    case 'and':
    case 'or':
      return condition.operands.flatMap(decidingRows);
    case 'not':
      return decidingRows(condition.operand);
    case 'quantifier':
      return decidingRows(condition.where);
    case 'test':
      return [condition];
  }
}

/** The condition with one row (that very node) answering a constant. */
export function withConstant(condition: Condition, row: Test, constant: boolean): Condition {
  if (condition === row) return { kind: constant ? 'true' : 'false' };
  return rebuiltCondition(condition, {
    condition: (part) => withConstant(part, row, constant),
    value: (part) => part,
  });
}
