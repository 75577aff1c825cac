import type { Condition, Test } from '../ir/condition.ts';
import { meaningOf } from '../ir/normalize.ts';
import { type Rule, wholeCondition } from '../ir/rule.ts';
import type { Value } from '../ir/value.ts';
import { nodesIn } from '../ir/walk.ts';

/** Rows and other conditions joined by one and/or, nested ones of the same kind taken apart. */
export interface Join {
  readonly kind: 'and' | 'or';
  readonly parts: readonly Condition[];
}

/** A row as a part of an `and`: the test must answer `wanted`. In an `or` the negated rows are looked at, so that one logic serves both. */
export interface Row {
  /** The part as it is written. */
  readonly part: Condition;
  readonly test: Test;
  readonly wanted: boolean;
}

/** Every condition and value of a rule, once each. */
export function allNodes(rule: Rule): (Condition | Value)[] {
  const { alert } = rule;
  const roots: (Condition | Value)[] = [
    wholeCondition(rule),
    alert.title,
    alert.description,
    ...alert.keyParts,
    ...(alert.distinct ? [alert.distinct] : []),
    ...alert.severity.cases.map((one) => one.when),
    ...alert.outputs.map((output) => output.value),
  ];
  return [...new Set(roots.flatMap((root) => [...nodesIn(root)]))];
}

/** Every and/or of a rule. */
export function joinsIn(rule: Rule): Join[] {
  const joined = allNodes(rule).flatMap((node) => (node.kind === 'and' || node.kind === 'or' ? [node] : []));
  const inner = new Set<Condition>(
    joined.flatMap((node) => node.operands.filter((operand) => operand.kind === node.kind)),
  );
  return joined
    .filter((node) => !inner.has(node))
    .map((node) => ({ kind: node.kind, parts: partsOf(node, node.kind) }));
}

function partsOf(condition: Condition, kind: 'and' | 'or'): Condition[] {
  return condition.kind === kind ? condition.operands.flatMap((operand) => partsOf(operand, kind)) : [condition];
}

/** Comparing rows with one another costs the cube of their number: beyond this, nothing is said. */
const mostRows = 24;

/** The rows of a join by what they are about, for subjects with two rows or more (and not too many). */
export function rowsBySubject(join: Join): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const part of join.parts) {
    const row = rowOf(part, part, join.kind === 'and');
    if (row === undefined) continue;
    const subject = meaningOf(row.test.subject);
    groups.set(subject, [...(groups.get(subject) ?? []), row]);
  }
  return [...groups.values()].filter((rows) => rows.length > 1 && rows.length <= mostRows);
}

function rowOf(part: Condition, condition: Condition, wanted: boolean): Row | undefined {
  if (condition.kind === 'not') return rowOf(part, condition.operand, !wanted);
  return condition.kind === 'test' ? { part, test: condition, wanted } : undefined;
}
