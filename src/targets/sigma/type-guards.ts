import type { Fidelity, Reason } from '../../fidelity/reason.ts';
import type { Test } from '../../ir/condition.ts';
import { printValue } from '../../ir/print.ts';
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
 * the text that writes it and nothing of an object, so it cannot tell such a value apart. Only where the rule then matches more; and those that
 * only keep Python from raising, as they want a value that is there to have some type.
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
    case 'or': {
      const raising = raiseGuard(condition, negated);
      if (raising !== undefined) {
        wider.push({ code: 'loose-values', test: raising, within });
        return { kind: condition.kind === 'and' ? 'false' : 'true' };
      }
      return joined(
        condition,
        condition.operands.map((operand) => strip(operand, negated, within, wider)),
      );
    }
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

/**
 * The test of a type, where a row says that a value is there and yet of another type, which the rule excepts because its original would raise:
 * `not (x truthy and x not_type_is "object")`, or the same written as alternatives.
 */
function raiseGuard(
  { kind, operands }: Extract<MappedCondition, { kind: 'and' | 'or' }>,
  negated: boolean,
): Test | undefined {
  if ((kind === 'and') !== negated) return undefined;
  const rows = operands.map((operand) => ({
    row: operand.kind === 'not' ? operand.operand : operand,
    isNot: operand.kind === 'not',
  }));
  const guard = rows.find(({ row, isNot }) => isNot === negated && row.kind === 'test' && isGuard(row))?.row;
  const origin = guard?.kind === 'test' ? (guard as MappedTest).origin : undefined;
  if (origin === undefined) return undefined;
  const subject = printValue(origin.subject);
  const isThere = ({ row, isNot }: (typeof rows)[number]): boolean => {
    const test: MappedTest | undefined = row.kind === 'test' ? row : undefined;
    if (test?.origin === undefined || printValue(test.origin.subject) !== subject) return false;
    return test.operator === 'truthy' ? isNot !== negated : isNot === negated && presence.has(test.operator);
  };
  return rows.some(isThere) ? origin : undefined;
}

const presence: ReadonlySet<MappedTest['operator']> = new Set(['missing', 'is_null']);

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
