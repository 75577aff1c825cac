import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition, Test } from '../../src/ir/condition.ts';
import { contextOf, evaluate } from '../../src/ir/evaluate.ts';
import type { Json, JsonObject } from '../../src/ir/json.ts';
import { meaningOf, normalize } from '../../src/ir/normalize.ts';
import type { Operator } from '../../src/ir/operators.ts';
import { RegexGaveUp } from '../../src/regex/index.ts';
import { condition, json } from '../source/condition-table/arbitrary.ts';

/** Events with the keys that the random conditions read, so that rows meet values of every type. */
const event: fc.Arbitrary<JsonObject> = fc.dictionary(
  fc.constantFrom('a', 'actor', 'Actor', 'eventType', 'x-y', '_z9', 'eq', 'in', 'any', '0', ''),
  fc.oneof({ weight: 2, arbitrary: json }, fc.constantFrom<Json>('a', 'A', 'user', '', 0n, 1n, 1, true, null)),
  { maxKeys: 6 },
);

function verdict(c: Condition, of: JsonObject): boolean | undefined {
  try {
    return evaluate(
      c,
      contextOf(of, { lists: new Map([['a', ['a', 'B', 1n]]]), model: new Map([['a', ['actor', 'a']]]) }),
    );
  } catch (error) {
    if (error instanceof RegexGaveUp) return undefined;
    throw error;
  }
}

describe('normalize', () => {
  test('never changes what a condition answers', () => {
    fc.assert(
      fc.property(condition(0, 3), fc.array(event, { minLength: 3, maxLength: 6 }), (c, events) => {
        const normal = normalize(c);
        for (const of of events) expect(verdict(normal, of)).toBe(verdict(c, of));
      }),
      { numRuns: 1500 },
    );
  });

  test('is done after once', () => {
    fc.assert(
      fc.property(condition(0, 4), (c) => {
        const once = normalize(c);
        expect(meaningOf(normalize(once))).toBe(meaningOf(once));
      }),
      { numRuns: 1500 },
    );
  });

  test('tells conditions apart that differ in anything but their places', () => {
    fc.assert(
      fc.property(condition(0, 2), condition(0, 2), event, (a, b, of) => {
        if (meaningOf(a) === meaningOf(b)) expect(verdict(a, of)).toBe(verdict(b, of));
      }),
      { numRuns: 1000 },
    );
  });
});

const on = (field: string, operator: Operator, ...values: Json[]): Test => ({
  kind: 'test',
  subject: { kind: 'reference', to: { scope: 'event', path: [field] } },
  operator,
  operands: values.map((value) => ({ kind: 'literal', value })),
  ignoreCase: false,
  flags: [],
});

const row = (operator: Operator, ...values: Json[]): Test => on('a', operator, ...values);

describe('what normalize makes of', () => {
  test.each<[string, Condition, Condition]>([
    ['a list of one', row('in', 'x'), row('eq', 'x')],
    ['an empty list', row('in'), { kind: 'false' }],
    ['repeats in a list', row('in', 'x', 'x', 'y'), row('in', 'x', 'y')],
    ['1 and 1.0, which are equal and yet two texts', row('in', 1n, 1), row('in', 1n, 1)],
    ['a double negation', { kind: 'not', operand: { kind: 'not', operand: row('eq', 'x') } }, row('eq', 'x')],
    ['a repeated row', { kind: 'and', operands: [row('eq', 'x'), row('eq', 'x')] }, row('eq', 'x')],
    [
      'nested alternatives',
      { kind: 'or', operands: [on('b', 'eq', 'x'), { kind: 'or', operands: [row('eq', 'y'), { kind: 'false' }] }] },
      { kind: 'or', operands: [on('b', 'eq', 'x'), row('eq', 'y')] },
    ],
    [
      'alternatives on one subject',
      { kind: 'or', operands: [row('eq', 'x'), row('in', 'y', 'x', null)] },
      row('in', 'x', 'y', null),
    ],
    [
      'alternatives with others between them',
      { kind: 'or', operands: [on('b', 'contains', 'x'), row('eq', 'x'), on('b', 'contains', 'y')] },
      { kind: 'or', operands: [on('b', 'contains', 'x', 'y'), row('eq', 'x')] },
    ],
    [
      'alternatives that differ in case',
      { kind: 'or', operands: [row('eq', 'x'), { ...row('eq', 'y'), ignoreCase: true }] },
      { kind: 'or', operands: [row('eq', 'x'), { ...row('eq', 'y'), ignoreCase: true }] },
    ],
    [
      'an alternative to a list as a whole, which `in` cannot write',
      { kind: 'or', operands: [row('eq', 'x'), row('eq', ['y'])] },
      { kind: 'or', operands: [row('eq', 'x'), row('eq', ['y'])] },
    ],
    ['an impossible alternative', { kind: 'and', operands: [row('eq', 'x'), { kind: 'false' }] }, { kind: 'false' }],
    ['no operands', { kind: 'and', operands: [] }, { kind: 'true' }],
  ])('%s', (_, given, wanted) => {
    expect(meaningOf(normalize(given))).toBe(meaningOf(wanted));
  });
});
