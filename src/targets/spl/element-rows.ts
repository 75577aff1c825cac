import type { MappedCondition, MappedQuantified, MappedTest, MappedValue } from '../../mapping/mapping.ts';

/**
 * The one column on which all rows of a quantifier speak, where asking its values is the same as asking the elements: `any` or
 * `none`, of rows that an element without the key cannot satisfy. Undefined where the elements must be read whole.
 */
export function oneColumnOf(quantified: MappedQuantified): string | undefined {
  if (quantified.quantifier !== 'any' && quantified.quantifier !== 'none') return undefined;
  if (quantified.list.kind !== 'reference' || quantified.list.to.kind !== 'column') return undefined;
  if (quantified.list.to.column.access.length > 0 || !needsKey(quantified.where)) return undefined;
  const columns = new Set<string | undefined>();
  collect(quantified.where, columns);
  const [only, ...more] = columns;
  return more.length === 0 ? only : undefined;
}

const scalarKinds = new Set(['string', 'integer', 'float', 'boolean', 'timestamp']);

/** Adds the columns of the elements that a condition reads; `undefined` for what is no plain scalar column. */
function collect(condition: MappedCondition, columns: Set<string | undefined>): void {
  switch (condition.kind) {
    case 'and':
    case 'or':
      for (const operand of condition.operands) collect(operand, columns);
      return;
    case 'not':
      collect(condition.operand, columns);
      return;
    case 'test':
      for (const value of [condition.subject, ...condition.operands]) collectValue(value, columns);
      return;
    case 'quantifier':
      columns.add(undefined);
      return;
    case 'true':
    case 'false':
    case 'dropped':
    case 'refused':
      return;
  }
}

function collectValue(value: MappedValue, columns: Set<string | undefined>): void {
  switch (value.kind) {
    case 'reference': {
      const { to } = value;
      if (to.kind !== 'element') return;
      const plain = to.depth === 0 && to.column && scalarKinds.has(to.fieldType) && to.column.access.length === 0;
      columns.add(plain ? to.column?.name : undefined);
      return;
    }
    case 'call':
      for (const arg of value.args) collectValue(arg, columns);
      return;
    case 'at':
      collectValue(value.of, columns);
      return;
    case 'literal':
      return;
    case 'if':
    case 'first':
    case 'map':
    case 'lookup':
      columns.add(undefined);
      return;
  }
}

/** Whether the condition is false on every element that lacks the keys it reads. */
function needsKey(condition: MappedCondition): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.operands.some(needsKey);
    case 'or':
      return condition.operands.length > 0 && condition.operands.every(needsKey);
    case 'test':
      return testNeedsKey(condition);
    case 'true':
    case 'false':
    case 'not':
    case 'quantifier':
    case 'dropped':
    case 'refused':
      return false;
  }
}

const asksNothing = new Set<MappedTest['operator']>(['is_null', 'missing', 'type_is', 'has']);

function testNeedsKey(test: MappedTest): boolean {
  if (asksNothing.has(test.operator)) return false;
  if (test.operands.some((operand) => operand.kind !== 'literal' || operand.value === null)) return false;
  return isStrict(test.subject);
}

/** Whether the value is missing where the element lacks the key. */
function isStrict(value: MappedValue): boolean {
  switch (value.kind) {
    case 'reference':
      return value.to.kind === 'element';
    case 'at':
      return isStrict(value.of);
    case 'call':
      return strict.has(value.name) && value.args[0] !== undefined && isStrict(value.args[0]);
    case 'literal':
    case 'if':
    case 'first':
    case 'map':
    case 'lookup':
      return false;
  }
}

const strict = new Set(['len', 'lower', 'upper', 'trim', 'parse_json', 'to_number', 'slice']);
