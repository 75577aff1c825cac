import type { Scope } from '../../lower/lowering.ts';
import type { MappedCondition, MappedTest } from '../../mapping/mapping.ts';
import { holdsAddresses } from './address-rows.ts';
import type { YaralAnswer } from './answer.ts';
import { because, widened } from './answer.ts';
import type { YaralExpression } from './ast.ts';
import { compare } from './build.ts';
import { mayHoldOtherThanText } from './null-rows.ts';
import type { Subject } from './subject.ts';

/** The column of a data table that holds a list. */
export const tableColumn = 'value';

/**
 * A condition whose rows on lists name a data table only where nothing but `and` and one `not` stands around them: Google's pages let such
 * a row stand beside others by `or` only if those are on data tables too.
 * https://docs.cloud.google.com/chronicle/docs/investigation/data-tables
 */
export function tablesAtTop(condition: MappedCondition): MappedCondition {
  switch (condition.kind) {
    case 'and':
      return { ...condition, operands: condition.operands.map(tablesAtTop) };
    case 'not':
      return condition.operand.kind === 'test'
        ? condition
        : { ...condition, operand: withoutTables(condition.operand) };
    case 'or':
    case 'quantifier':
      return withoutTables(condition);
    case 'true':
    case 'false':
    case 'test':
    case 'dropped':
    case 'refused':
      return condition;
  }
}

function withoutTables(condition: MappedCondition): MappedCondition {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return { ...condition, operands: condition.operands.map(withoutTables) };
    case 'not':
      return { ...condition, operand: withoutTables(condition.operand) };
    case 'quantifier':
      return { ...condition, where: withoutTables(condition.where) };
    case 'test': {
      const test: MappedTest = condition;
      return test.table === undefined ? condition : inlined(test);
    }
    case 'true':
    case 'false':
    case 'dropped':
    case 'refused':
      return condition;
  }
}

function inlined({ table: _table, ...test }: MappedTest): MappedTest {
  return test;
}

/** Whether a row may name its table: on one value of a text field that holds no addresses and that the store fills with nothing of its own. */
export function namesTable(subject: Subject, test: MappedTest): test is MappedTest & { readonly table: string } {
  return (
    test.table !== undefined &&
    subject.type === 'string' &&
    !subject.many &&
    subject.term.kind === 'field' &&
    !holdsAddresses(subject.term) &&
    subject.absentAs.length === 0
  );
}

/** The field is a value of the table's column. */
export function sayInTable(subject: Subject, test: MappedTest & { readonly table: string }, scope: Scope): YaralAnswer {
  const table = { kind: 'table', table: test.table, column: tableColumn } as const;
  const answer: YaralAnswer = { ast: compare(subject.term, '=', table, test.ignoreCase) };
  return mayHoldOtherThanText(subject.fieldType) ? widened(answer, because('type-as-text', test, scope)) : answer;
}

/** The data tables that rows name. */
export function tablesIn(rows: readonly YaralExpression[]): readonly string[] {
  return rows.flatMap((row) => {
    if (row.kind === 'not') return tablesIn([row.operand]);
    if (row.kind === 'and' || row.kind === 'or') return tablesIn(row.operands);
    return row.kind === 'compare' && row.right.kind === 'table' ? [row.right.table] : [];
  });
}
