import type { Fidelity, Reason } from '../fidelity/reason.ts';
import { exact, unite } from '../fidelity/reason.ts';
import type { Condition, Quantified, Test } from '../ir/condition.ts';
import type { Json } from '../ir/json.ts';
import { normalize } from '../ir/normalize.ts';
import type { Reference } from '../ir/path.ts';
import type { Value } from '../ir/value.ts';
import type { Branch, Mapper, Presence } from './map-value.ts';
import { branchFor, collapsedList, columnsOf, conjuncts, into, mapValue, presenceOf, unmappedIn } from './map-value.ts';
import type {
  Column,
  ColumnRef,
  MappedCondition,
  MappedQuantified,
  MappedTest,
  MappedValue,
  Unmapped,
} from './mapping.ts';
import type { Stored } from './stored-operands.ts';
import { prefixed, storedBoolean, storedOperands } from './stored-operands.ts';

/** Rewrites a condition over paths to one over the columns of a home. Total: what cannot be rewritten becomes an obstacle in its place. */
export function mapCondition(condition: Condition, mapper: Mapper): MappedCondition {
  switch (condition.kind) {
    case 'true':
    case 'false':
      return condition;
    case 'and':
    case 'or':
      return { ...condition, operands: condition.operands.map((operand) => mapCondition(operand, mapper)) };
    case 'not':
      return { ...condition, operand: mapCondition(condition.operand, mapper) };
    case 'quantifier':
      return mapQuantified(condition, mapper);
    case 'test':
      return mapTest(condition, mapper);
  }
}

function mapQuantified(quantified: Quantified<Reference, never>, mapper: Mapper): MappedCondition {
  const rows = conjuncts(normalize(quantified.where));
  const branch = branchFor(quantified.list, rows, mapper);
  if (branch && !branch.implied) return mapBranch(quantified, branch.fields, branch.rest, mapper);
  const list = mapValue(quantified.list, mapper);
  const narrowed = branch && withinBranch(quantified, branch, mapper);
  const where = narrowed ?? mapCondition(quantified.where, into(quantified.list, mapper));
  const missing = unmappedIn(list.value);
  // A list without a column of its own may still have columns for its elements' fields; only then is it worth going on.
  if (missing && !readsElementColumns(where))
    return refused(quantified, `${missing.field} has no column here`, missing);
  const mapped: MappedQuantified = {
    kind: 'quantifier',
    quantifier: quantified.quantifier,
    list: list.value,
    where,
    origin: quantified,
    span: quantified.span,
  };
  return mapped;
}

/** Where every element that can satisfy the rows lives in one branch, the rows are asked of the elements in its columns. */
function withinBranch(
  { quantifier, list, where }: Quantified<Reference, never>,
  { fields }: Branch,
  mapper: Mapper,
): MappedCondition | undefined {
  if (quantifier !== 'any' && quantifier !== 'none') return undefined;
  const inside = mapCondition(where, into(list, mapper, fields, true));
  return readsElementColumns(inside) ? inside : undefined;
}

/** The elements chosen by the branch have columns of their own, so the rows on them become rows on the event. */
function mapBranch(
  quantified: Quantified<Reference, never>,
  fields: Parameters<typeof into>[2],
  rest: readonly Condition[],
  mapper: Mapper,
): MappedCondition {
  const { quantifier } = quantified;
  if (quantifier !== 'any' && quantifier !== 'none')
    return refused(quantified, `the home keeps one element of this list apart, so "${quantifier}" cannot be asked`);
  const asksPresence = rest.some(
    (row) => row.kind === 'test' && row.operator !== 'is_null' && row.operator !== 'missing',
  );
  if (!asksPresence)
    return refused(quantified, 'without a positive row on such an element the home cannot tell whether there is one');
  const inside = into(quantified.list, mapper, fields);
  const collapsed = collapsedList([...mapper.within, quantified.list]);
  const operands = rest.map((row) => withFidelity(mapCondition(row, inside), collapsed));
  const [only, ...more] = operands;
  const all: MappedCondition = only && more.length === 0 ? only : { kind: 'and', operands };
  return quantifier === 'any' ? all : { kind: 'not', operand: all };
}

function withFidelity(condition: MappedCondition, more: (test: Test) => Fidelity): MappedCondition {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return { ...condition, operands: condition.operands.map((operand) => withFidelity(operand, more)) };
    case 'not':
      return { ...condition, operand: withFidelity(condition.operand, more) };
    case 'test': {
      const test: MappedTest = condition;
      return test.origin
        ? mappedTest({ ...test, fidelity: unite([test.fidelity ?? exact, more(test.origin)]) })
        : condition;
    }
    case 'true':
    case 'false':
    case 'quantifier':
    case 'dropped':
    case 'refused':
      return condition;
  }
}

function readsElementColumns(where: MappedCondition): boolean {
  switch (where.kind) {
    case 'and':
    case 'or':
      return where.operands.every(readsElementColumns);
    case 'not':
      return readsElementColumns(where.operand);
    case 'test':
      return (
        where.subject.kind === 'reference' &&
        where.subject.to.kind === 'element' &&
        where.subject.to.column !== undefined
      );
    case 'true':
    case 'false':
      return true;
    case 'quantifier':
    case 'dropped':
    case 'refused':
      return false;
  }
}

function mapTest(test: Test, mapper: Mapper): MappedCondition {
  const operands = operandsOf(test, mapper);
  const lost = operands.map((operand) => unmappedIn(operand)).find((u) => u !== undefined);
  if (lost) return refused(test, `${lost.field} has no column here`, lost);
  const { subject } = test;
  const presence = subject.kind === 'reference' && isNullTest(test) ? presenceOf(subject.to, mapper) : undefined;
  if (presence) return onPresence(test, presence, mapper);
  const direct = subject.kind === 'reference' ? columnsOf(subject.to, mapper) : undefined;
  if (direct && direct.length > 1 && test.operands.every((o) => o.kind === 'literal'))
    return anyColumn(test, direct, operands, mapper);
  const mapped = mapValue(subject, mapper);
  const missing = unmappedIn(mapped.value);
  if (missing) return withoutColumn(test, missing, direct !== undefined, mapper);
  return onColumn(test, mapped.value, operands, mapped.fidelity(test), mapper);
}

/** One of several columns holds the value: null tests ask all of them, other rows any of them. */
function anyColumn(
  test: Test,
  columns: readonly ColumnRef[],
  operands: readonly MappedValue[],
  mapper: Mapper,
): MappedCondition {
  const isEquality = test.operator === 'eq' || test.operator === 'in';
  const isNull = (operand: MappedValue): boolean =>
    isEquality && operand.kind === 'literal' && (operand.value === null || operand.value === '');
  const each = (row: Test, values: readonly MappedValue[]): MappedCondition[] =>
    columns.map((to) => onColumn(row, { kind: 'reference', to, span: test.subject.span }, values, exact, mapper));
  if (test.operator === 'is_null' || test.operator === 'missing')
    return { kind: 'and', operands: each(test, operands) };
  const others = operands.filter((operand) => !isNull(operand));
  const some: MappedCondition = {
    kind: 'or',
    operands: others.length > 0 || operands.length === 0 ? each(test, others) : [],
  };
  if (others.length === operands.length) return some;
  // A column that another one's value leaves unset must not answer for the empty text: all of them are asked.
  const asksEmpty = operands.some((operand) => operand.kind === 'literal' && operand.value === '');
  const empty = operands.filter(isNull);
  const nulls: MappedCondition = {
    kind: 'and',
    operands: each(asksEmpty ? test : { ...test, operator: 'is_null', operands: [], ignoreCase: false }, empty),
  };
  return others.length === 0 ? nulls : { kind: 'or', operands: [some, nulls] };
}

/** A null test read off the column that tells whether the log has the field; it cannot tell null and "" from absence. */
function onPresence(test: Test, { reference, absent }: Presence, mapper: Mapper): MappedCondition {
  const codes =
    test.operator === 'missing'
      ? (['missing-as-null', 'null-stored-as-empty'] as const)
      : (['null-stored-as-empty'] as const);
  return mappedTest({
    ...test,
    operator: 'eq',
    subject: { kind: 'reference', to: reference, span: test.subject.span },
    operands: [{ kind: 'literal', value: absent }],
    origin: test,
    fidelity: { wider: codes.map((code) => because(code, test, mapper)), narrower: [] },
  });
}

/**
 * Null tests on a field without a column may be dropped as a declared loss; every other row is refused, and so is a null
 * test on what is no field at all: it always holds, which nobody means.
 */
function withoutColumn(test: Test, missing: Unmapped, direct: boolean, mapper: Mapper): MappedCondition {
  if (direct && isNullTest(test) && missing.why !== 'unknown-field')
    return { kind: 'dropped', test, reason: because('null-test-unmapped', test, mapper), span: test.span };
  return refused(test, `${missing.field} has no column here`, missing);
}

function onColumn(
  test: Test,
  subject: MappedValue,
  operands: readonly MappedValue[],
  more: Fidelity,
  mapper: Mapper,
): MappedCondition {
  const column = columnOf(subject);
  if (column?.pairs && column.access.length === 0 && !asksPresence(test))
    return refused(test, 'the home keeps this object as a list of names and values');
  if (column?.enriched === true) {
    if (isNullTest(test) || test.operator === 'truthy')
      return { kind: 'dropped', test, reason: because('null-test-on-enriched', test, mapper), span: test.span };
  }
  const stored: Stored | { why: string } = column?.values
    ? (storedBoolean(test, subject, column.values) ?? storedOperands(test, operands, column.values))
    : column?.prefix
      ? prefixed(test, operands, column.prefix)
      : { operands };
  if ('why' in stored) return refused(test, stored.why);
  const wider: Reason[] = [];
  const narrower: Reason[] = [];
  if (column?.splitAt !== undefined && !asksPresence(test)) {
    const split = { ...because('value-split', test, mapper), detail: { separator: column.splitAt } };
    wider.push(split);
    narrower.push(split);
  }
  if (column?.values) {
    const collapsed = { ...because('value-collapsed', test, mapper), detail: { values: column.values } };
    wider.push(collapsed);
    // The store knows the values in one case only.
    if (test.ignoreCase) narrower.push(collapsed);
  }
  if (column?.enriched) wider.push({ ...because('enriched-value', test, mapper), detail: { column: column.name } });
  const fidelity = unite([more, { wider, narrower }]);
  const { operator = test.operator } = stored;
  const table = stored.operands === operands && column?.splitAt === undefined ? tableOf(test, mapper) : undefined;
  return mappedTest({
    ...test,
    operator,
    subject,
    operands: stored.operands,
    origin: test,
    fidelity,
    ...(table === undefined ? {} : { table }),
  });
}

function mappedTest(test: MappedTest): MappedCondition {
  return test;
}

/** Mapped operands; a named list brings its entries along after its name. */
function operandsOf(test: Test, mapper: Mapper): readonly MappedValue[] {
  const operands = test.operands.map((operand) => mapValue(operand, mapper).value);
  if (test.operator !== 'in_list') return operands;
  const [name] = test.operands;
  const entries =
    name?.kind === 'literal' && typeof name.value === 'string' ? (mapper.lists.get(name.value) ?? []) : [];
  return [...operands, ...entries.map((value: Json): MappedValue => ({ kind: 'literal', value }))];
}

/** The table that holds the list of a row. */
function tableOf({ operator, operands: [name] }: Test, { tables }: Mapper): string | undefined {
  if (operator !== 'in_list' || name?.kind !== 'literal' || typeof name.value !== 'string') return undefined;
  return tables?.get(name.value);
}

function columnOf(subject: MappedValue): Column | undefined {
  if (subject.kind !== 'reference' || subject.to.kind === 'unmapped') return undefined;
  return subject.to.column;
}

/** A row that asks for nothing but absence or null. */
export function isNullTest(test: Test): boolean {
  if (test.operator === 'is_null' || test.operator === 'missing') return true;
  return (
    (test.operator === 'eq' || test.operator === 'in') &&
    test.operands.every((o: Value) => o.kind === 'literal' && o.value === null)
  );
}

/** A row that asks for no more than whether there is a value. */
function asksPresence(test: Test): boolean {
  return isNullTest(test) || test.operator === 'truthy';
}

function because(code: Reason['code'], test: Test, mapper: Mapper): Reason {
  return { code, test, within: mapper.within };
}

function refused(row: Condition, why: string, unmapped?: Unmapped): MappedCondition {
  return { kind: 'refused', test: row, why, unmapped, span: row.span };
}
