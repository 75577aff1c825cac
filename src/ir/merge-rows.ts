import type { Condition, Test } from './condition.ts';
import { operandFits } from './operand.ts';
import type { Operator } from './operators.ts';
import { operators } from './operators.ts';
import type { Ids } from './simplify/ids.ts';
import type { Value } from './value.ts';

/**
 * Alternatives with the rows on one subject joined: `a contains "x" or a contains "y"` is one row with both operands, and rows of
 * `eq` are one of `in`. The joined row stands where the first of them stood.
 */
export function mergeRows(alternatives: readonly Condition[], ids: Ids): readonly Condition[] {
  const groups = new Map<string, Test[]>();
  for (const one of alternatives) {
    if (one.kind !== 'test' || !takesMore(one)) continue;
    const key = `${wide(one.operator)} ${one.ignoreCase} ${one.flags.join()} ${ids(one.subject).id}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  const joined = [...groups.values()].filter((group) => group.length > 1);
  if (joined.length === 0) return alternatives;
  const gone = new Set<Condition>(joined.flatMap((group) => group.slice(1)));
  const made = new Map<Condition, Condition>();
  for (const group of joined) for (const first of group.slice(0, 1)) made.set(first, join(first, group, ids));
  return alternatives.filter((one) => !gone.has(one)).map((one) => made.get(one) ?? one);
}

/** Whether a row may take further operands: constants only, of a type that its list form writes. */
function takesMore({ operator, operands }: Test): boolean {
  const { operand, any } = operators[wide(operator)];
  if (!any && operand !== 'scalars') return false;
  return operands.length > 0 && operands.every((one) => one.kind === 'literal' && operandFits(operand, one.value));
}

function wide(operator: Operator): Operator {
  return operator === 'eq' ? 'in' : operator;
}

function join(first: Test, group: readonly Test[], ids: Ids): Test {
  const seen = new Set<number>();
  const operands: Value[] = [];
  for (const operand of group.flatMap((row) => row.operands)) {
    const { id } = ids(operand);
    if (!seen.has(id)) operands.push(operand);
    seen.add(id);
  }
  return { ...first, operator: wide(first.operator), operands };
}
