import { fold } from '../ir/compare.ts';
import type { Test } from '../ir/condition.ts';
import type { MappedValue } from './mapping.ts';

/** A row as the store can answer it: by its own values, and by equality where it keeps no booleans. */
export interface Stored {
  readonly operands: readonly MappedValue[];
  readonly operator?: 'eq';
}

/** A row that asks for a boolean of which the store keeps another value. */
export function storedBoolean(
  test: Test,
  subject: MappedValue,
  values: Readonly<Record<string, string>>,
): Stored | { why: string } | undefined {
  const isBoolean =
    subject.kind === 'reference' && subject.to.kind !== 'unmapped' && subject.to.fieldType === 'boolean';
  const asks = test.operator === 'is_true' || test.operator === 'is_false' || (test.operator === 'truthy' && isBoolean);
  if (!asks) return undefined;
  const raw = test.operator === 'is_false' ? 'false' : 'true';
  const value = values[raw];
  if (value === undefined) return { why: `how the store keeps the value ${raw} is not known` };
  return { operator: 'eq', operands: [{ kind: 'literal', value }] };
}

/** The values that the store writes for the row's literals, where it writes others than the log's. */
export function storedOperands(
  test: Test,
  operands: readonly MappedValue[],
  values: Readonly<Record<string, string>>,
): { operands: readonly MappedValue[] } | { why: string } {
  if (test.operands.length === 0) return { operands };
  if (test.operator !== 'eq' && test.operator !== 'in' && test.operator !== 'in_list')
    return { why: 'the store keeps other values than the log, so only equality can be asked' };
  const stored: MappedValue[] = [];
  for (const operand of test.operator === 'in_list' ? operands.slice(1) : operands) {
    if (operand.kind !== 'literal')
      return { why: 'the store keeps other values than the log, so only constants can be compared' };
    if (operand.value === null) stored.push(operand);
    const found = Object.entries(values).filter(
      ([raw]) =>
        raw === (typeof operand.value === 'boolean' ? String(operand.value) : operand.value) ||
        (test.ignoreCase && typeof operand.value === 'string' && fold(raw) === fold(operand.value)),
    );
    if (found.length === 0 && operand.value !== null)
      return { why: `how the store keeps the value ${String(operand.value)} is not known` };
    stored.push(...found.map(([, to]): MappedValue => ({ kind: 'literal', value: to })));
  }
  return { operands: test.operator === 'in_list' ? [...operands.slice(0, 1), ...distinct(stored)] : distinct(stored) };
}

/** The operands of a row on a column that puts a text before each value; `why` where the row cannot be asked of it. */
export function prefixed(
  test: Test,
  operands: readonly MappedValue[],
  prefix: string,
): { operands: readonly MappedValue[] } | { why: string } {
  if (test.operands.length === 0 || test.operator === 'ends_with') return { operands };
  if (test.operator !== 'eq' && test.operator !== 'in' && test.operator !== 'starts_with')
    return {
      why: `the store writes "${prefix}" before the value, so only equality and the ends of the text can be asked`,
    };
  const texts = operands.map(
    (operand): MappedValue =>
      // The store keeps no empty text, so nothing stands before one.
      operand.kind === 'literal' && typeof operand.value === 'string' && operand.value !== ''
        ? { ...operand, value: prefix + operand.value }
        : operand,
  );
  return { operands: texts };
}

function distinct(values: readonly MappedValue[]): MappedValue[] {
  return values.filter(
    (v, i) => values.findIndex((w) => w.kind === 'literal' && v.kind === 'literal' && w.value === v.value) === i,
  );
}
