import type { Condition, Test } from '../ir/condition.ts';

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
  switch (condition.kind) {
    case 'true':
    case 'false':
      return condition;
    case 'and':
    case 'or':
      return { ...condition, operands: condition.operands.map((operand) => withConstant(operand, row, constant)) };
    case 'not':
      return { ...condition, operand: withConstant(condition.operand, row, constant) };
    case 'quantifier':
      return { ...condition, where: withConstant(condition.where, row, constant) };
    case 'test':
      return condition === row ? { kind: constant ? 'true' : 'false' } : condition;
  }
}
