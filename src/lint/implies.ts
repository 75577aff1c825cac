import type { Json } from '../ir/json.ts';
import { candidatesOf, satisfies } from './candidates.ts';
import type { Row } from './joins.ts';

type Lists = ReadonlyMap<string, readonly Json[]>;

/** Rows on one subject that no value satisfies together, as few of them as show it; undefined where some value may. */
export function contradiction(rows: readonly Row[], lists: Lists): readonly Row[] | undefined {
  for (const row of rows) {
    const others = rows.filter((other) => other !== row);
    for (const set of [...others.map((other) => [other]), others]) {
      if (excludes(row, set, rows, lists)) return rows.filter((r) => r === row || set.includes(r));
    }
  }
  return undefined;
}

function excludes(row: Row, others: readonly Row[], all: readonly Row[], lists: Lists): boolean {
  const candidates = candidatesOf(row, all, lists);
  if (candidates === undefined) return false;
  const { values, anyCase } = candidates;
  return !values.some((value) => [row, ...others].every((r) => satisfies(r, value, anyCase, lists) !== false));
}

/** Whether a row is satisfied wherever another one on the same subject is. */
export function implies(row: Row, other: Row, all: readonly Row[], lists: Lists): boolean {
  return directly(row, other, all, lists) || directly(opposite(other), opposite(row), all, lists);
}

function opposite(row: Row): Row {
  return { ...row, wanted: !row.wanted };
}

function directly(row: Row, other: Row, all: readonly Row[], lists: Lists): boolean {
  if (needsValue(row) && isNullTest(other) && !other.wanted) return true;
  if (row.wanted && other.wanted && isNarrowerText(row, other)) return true;
  const candidates = candidatesOf(row, all, lists);
  if (candidates === undefined) return false;
  const { values, anyCase } = candidates;
  const own = values.filter((value) => satisfies(row, value, anyCase, lists) === true);
  return own.length > 0 && own.every((value) => satisfies(other, value, anyCase, lists) === true);
}

/** `starts_with "abc"` holds only where `starts_with "ab"` and `contains "b"` do; likewise at the end. */
function isNarrowerText({ test: a }: Row, { test: b }: Row): boolean {
  const [wide, narrow] = [textsOf(b), textsOf(a)];
  if (a.ignoreCase !== b.ignoreCase || wide.length !== 1 || narrow.length !== 1) return false;
  const [w = '', n = ''] = [...wide, ...narrow].map((text) => (a.ignoreCase ? text.toLowerCase() : text));
  if (a.operator === 'starts_with')
    return b.operator === 'starts_with' ? n.startsWith(w) : b.operator === 'contains' && n.includes(w);
  if (a.operator === 'ends_with')
    return b.operator === 'ends_with' ? n.endsWith(w) : b.operator === 'contains' && n.includes(w);
  return false;
}

function textsOf(test: Row['test']): string[] {
  return test.operands.flatMap((o) => (o.kind === 'literal' && typeof o.value === 'string' ? [o.value] : []));
}

function isNullTest({ test }: Row): boolean {
  return test.operator === 'is_null' || test.operator === 'missing';
}

/** Whether the row is satisfied only by a value that is there and not null. */
function needsValue({ test, wanted }: Row): boolean {
  if (!wanted) return test.operator === 'is_null';
  if (test.operator === 'is_null' || test.operator === 'missing') return false;
  if (test.operator === 'type_is') return !textsOf(test).includes('null');
  const mayBeNull = test.operator === 'eq' || test.operator === 'in';
  return !mayBeNull || test.operands.every((operand) => operand.kind === 'literal' && operand.value !== null);
}
