import { describe, expect, test } from 'vitest';
import type { Condition, Test } from '../../src/ir/condition.ts';
import { contextOf, evaluate } from '../../src/ir/evaluate.ts';
import { readValue } from '../../src/ir/read-value.ts';
import type { Value } from '../../src/ir/value.ts';
import { tableOf, valueIn } from '../source/condition-table/placed.ts';

const event = { list: [{ n: 1n }, { n: 2n }, { n: 3n }], text: 'x' };

/** A value that holds itself twice, so often: as a tree it has two to that power nodes. */
function doubled(value: Value, times: number): Value {
  if (times === 0) return value;
  const half = doubled(value, times - 1);
  return { kind: 'call', name: 'chain', args: [half, { kind: 'call', name: 'slice', args: [half, zero, zero] }] };
}

const zero: Value = { kind: 'literal', value: 0n };

function row(subject: Value): Test {
  return { kind: 'test', subject, operator: 'truthy', operands: [], ignoreCase: false, flags: [] };
}

describe('what is shared many times over', () => {
  test('a value is worked out once', () => {
    expect(readValue(doubled(valueIn('list(text)'), 60), contextOf(event))).toEqual(['x']);
  });

  test('a condition is worked out once', () => {
    let condition: Condition = row(valueIn('nowhere'));
    for (let i = 0; i < 60; i++)
      condition = { kind: 'or', operands: [condition, { kind: 'and', operands: [condition] }] };
    expect(evaluate(condition, contextOf(event))).toBe(false);
  });

  test('each element has its own', () => {
    const own = doubled(valueIn('list(add(@.n, 0))', 1), 40);
    const each: Value = { kind: 'map', list: valueIn('list'), where: { kind: 'true' }, value: own };
    expect(readValue(each, contextOf(event))).toEqual([[1n], [2n], [3n]]);
  });

  test('another event has its own', () => {
    const deep = doubled(valueIn('list(text)'), 40);
    expect(readValue(deep, contextOf({ text: 'a' }))).toEqual(['a']);
    expect(readValue(deep, contextOf({ text: 'b' }))).toEqual(['b']);
  });
});

test('missing is remembered too', () => {
  const context = contextOf({});
  const nowhere = valueIn('add(nowhere, 1)');
  for (let i = 0; i < 3000; i++) expect(readValue(nowhere, context)).toBeUndefined();
  for (let i = 0; i < 3000; i++) expect(evaluate(tableOf('nowhere is_null'), context)).toBe(true);
});
