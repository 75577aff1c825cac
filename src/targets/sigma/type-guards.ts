import type { Fidelity, Reason } from '../../fidelity/reason.ts';
import type { Value } from '../../ir/value.ts';
import type { MappedCondition, MappedQuantified, MappedTest } from '../../mapping/mapping.ts';
import { isInJson } from './json-text.ts';

/** A condition without its type guards, and how it then differs. */
export interface Unguarded {
  readonly condition: MappedCondition;
  readonly fidelity: Fidelity;
}

/**
 * Leaves out rows that except values of some type (`not x type_is_any ["list", "object"]`): Sigma reads a list as its values, a number as
 * the text that writes it and nothing of an object, so it cannot tell such a value apart. Only where the rule then matches more.
 */
export function withoutTypeGuards(condition: MappedCondition): Unguarded {
  const wider: Reason[] = [];
  return { condition: strip(condition, false, [], wider), fidelity: { wider, narrower: [] } };
}

function strip(
  condition: MappedCondition,
  negated: boolean,
  within: readonly Value[],
  wider: Reason[],
): MappedCondition {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return joined(
        condition,
        condition.operands.map((operand) => strip(operand, negated, within, wider)),
      );
    case 'not': {
      const operand = strip(condition.operand, !negated, within, wider);
      return operand.kind === 'false' ? { kind: 'true' } : { ...condition, operand };
    }
    case 'quantifier': {
      const { quantifier, origin }: MappedQuantified = condition;
      if (quantifier !== 'any' || !negated || origin === undefined || !isGuard(condition.where)) return condition;
      const where = strip(condition.where, negated, [...within, origin.list], wider);
      return where.kind === 'false' ? where : { ...condition, where };
    }
    case 'test': {
      const { origin }: MappedTest = condition;
      if (!negated || !isGuard(condition)) return condition;
      wider.push({ code: 'loose-values', test: origin, within, flipped: true });
      return { kind: 'false' };
    }
    case 'true':
    case 'false':
    case 'dropped':
    case 'refused':
      return condition;
  }
}

/** Nothing but tests of types, any of which would do. */
function isGuard(condition: MappedCondition): boolean {
  if (condition.kind === 'or') return condition.operands.every(isGuard);
  if (condition.kind === 'quantifier') return condition.quantifier === 'any' && isGuard(condition.where);
  const test: MappedTest | undefined = condition.kind === 'test' ? condition : undefined;
  return test?.operator === 'type_is' && test.origin !== undefined && !isInJson(test.subject);
}

function joined(
  condition: Extract<MappedCondition, { kind: 'and' | 'or' }>,
  operands: readonly MappedCondition[],
): MappedCondition {
  const [idle, fixed] = condition.kind === 'and' ? (['true', 'false'] as const) : (['false', 'true'] as const);
  if (operands.some((operand) => operand.kind === fixed)) return { kind: fixed };
  const left = operands.filter((operand) => operand.kind !== idle);
  const [only, ...more] = left;
  if (only === undefined) return { kind: idle };
  return more.length === 0 ? only : { ...condition, operands: left };
}
