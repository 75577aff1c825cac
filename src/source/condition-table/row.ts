import type { Condition, Test } from '../../ir/condition.ts';
import type { Value } from '../../ir/value.ts';
import type { Cursor, Scope } from './cursor.ts';
import { readFlags } from './flags.ts';
import { readOperands } from './operand.ts';
import { readOperator } from './operator.ts';
import { readValue } from './value.ts';

/** Reads a row: a subject, an operator, what the operator takes, flags. Undefined where it cannot be read to its end. */
export function readRow(cursor: Cursor, scope: Scope): Condition | undefined {
  const start = cursor.peek().start;
  const subject = readValue(cursor, scope);
  return subject && readTest(cursor, scope, subject, start);
}

/** Reads what stands behind a row's subject. */
export function readTest(cursor: Cursor, scope: Scope, subject: Value, start: number): Condition | undefined {
  const operator = readOperator(cursor, scope, start);
  if (operator === undefined) return undefined;
  const operands = readOperands(cursor, scope, operator);
  if (operands === undefined) return undefined;
  const flags = readFlags(cursor, operator);
  if (flags === undefined) return undefined;
  const { spelling } = operator;
  const span = cursor.spanFrom(start);
  const test: Test = {
    kind: 'test',
    subject,
    operator: spelling.operator,
    operands,
    ignoreCase: spelling.ignoreCase || flags.ignoreCase,
    flags: flags.flags,
    span,
  };
  return spelling.negated ? { kind: 'not', operand: test, span } : test;
}
