import type { Condition, Test } from '../ir/condition.ts';
import { printValue } from '../ir/print.ts';
import { printOperands } from '../ir/print-operands.ts';
import { freeDepth } from '../ir/print-scope.ts';
import type { Value } from '../ir/value.ts';
import { treeSize } from './tree-size.ts';

/** A row of a rule as somebody looks for it: which field, how, which values. */
export interface Indicator {
  /** As the table writes it; fields of list elements after `[]`: `target[].type`. */
  readonly field: string;
  /** The operator's spelling: `eq`, `in`, `is_null`, `contains`. */
  readonly kind: string;
  /** JSON texts; empty where the operator takes none. */
  readonly values: readonly string[];
  /** It stands under a negation: what the rule leaves out. */
  readonly excluded: boolean;
}

/** A row with what it says, not what is around it: negations and lists are counted in. */
export interface PlacedRow {
  readonly test: Test;
  readonly field: string;
  readonly positive: boolean;
}

/** Rows with more nodes are computations that nobody looks for. */
const mostNodes = 400;

/** Every row of a condition that can be told in a line, with its polarity and its field, once each, in the order of the text. */
export function rowsOf(condition: Condition): readonly PlacedRow[] {
  const rows: PlacedRow[] = [];
  const seen = new Map<string, Set<Condition>>();
  const visit = (at: Condition, positive: boolean, lists: readonly string[]): void => {
    const key = `${positive} ${lists.join(' ')}`;
    const met = seen.get(key) ?? new Set();
    seen.set(key, met);
    if (met.has(at)) return;
    met.add(at);
    switch (at.kind) {
      case 'true':
      case 'false':
        return;
      case 'and':
      case 'or':
        for (const operand of at.operands) visit(operand, positive, lists);
        return;
      case 'not':
        visit(at.operand, !positive, lists);
        return;
      case 'quantifier':
        visit(at.where, at.quantifier === 'none' ? !positive : positive, [listOf(at.list, lists), ...lists]);
        return;
      case 'test':
        if (treeSize(at, mostNodes) < mostNodes) rows.push({ test: at, field: fieldOf(at.subject, lists), positive });
    }
  };
  visit(condition, true, []);
  return rows;
}

function listOf(list: Value, lists: readonly string[]): string {
  return treeSize(list, mostNodes) < mostNodes ? fieldOf(list, lists) : 'a list';
}

/** A value's name; where it is read off an element, after the list's. `lists`: the names of the lists around it, innermost first. */
function fieldOf(value: Value, lists: readonly string[]): string {
  if (value.kind === 'reference' && value.to.scope === 'element') {
    const list = lists[value.to.depth];
    const own = printValue({ kind: 'reference', to: { ...value.to, depth: 0 } }, 1).replace(/^@\.?/, '');
    if (list !== undefined) return own === '' ? `${list}[]` : `${list}[].${own}`;
  }
  if (value.kind === 'reference' && value.to.scope === 'event')
    return printValue({ kind: 'reference', to: { scope: 'event', path: value.to.path } }, 0);
  return printValue(value, Math.max(freeDepth(value), 0));
}

/** The longest field and value that an indicator tells: what is longer the table shows. */
const longest = 160;

/** Whether somebody would look for a row: one that asks a field, or compares what is made of one with a constant. */
function isSought(field: string, values: readonly string[], operator: Test['operator']): boolean {
  if (operator === 'type_is') return false;
  return field.includes('(') ? values.length > 0 && field.length <= longest / 2 : field.length <= longest;
}

/** The indicators of a condition, by field; equal ones once. */
export function indicatorsOf(condition: Condition): readonly Indicator[] {
  const found = new Map<string, Indicator>();
  for (const { test, field, positive } of rowsOf(condition)) {
    const printed = printOperands(test, false, (value) => printValue(value));
    const operands = typeof printed.operands === 'string' ? [printed.operands] : printed.operands;
    const values = [...new Set(operands.filter((one) => one !== ''))];
    if (!isSought(field, values, test.operator) || values.some((value) => value.length > 4 * longest)) continue;
    const one = { field, kind: printed.word, values, excluded: !positive };
    found.set(JSON.stringify(one), one);
  }
  return [...found.values()].sort(byField);
}

function byField(a: Indicator, b: Indicator): number {
  const [x, y] = [JSON.stringify([a.field, a.kind, a.values]), JSON.stringify([b.field, b.kind, b.values])];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** What two rules share that look for the same: field, operator and one value. `in` looks for each of its values as `eq` does. */
export function combinationsOf({ field, kind, values, excluded }: Indicator): readonly string[] {
  const sort = kind.replace(/^(i?)in$/, '$1eq').replace(/_any$/, '');
  const head = `${excluded ? 'not ' : ''}${field} ${sort}`;
  return values.length === 0 ? [head] : values.map((value) => `${head} ${value}`);
}
