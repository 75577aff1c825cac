import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Test } from '../../src/ir/condition.ts';
import { contextOf, evaluate } from '../../src/ir/evaluate.ts';
import type { Json } from '../../src/ir/json.ts';
import type { Operator } from '../../src/ir/operators.ts';
import { contradiction, implies } from '../../src/lint/implies.ts';
import type { Row } from '../../src/lint/joins.ts';

const lists = new Map<string, readonly Json[]>([['names', ['a', 'ab']]]);
const texts = ['', 'a', 'A', 'ab', 'AB', 'abc', 'b', 'x', '1'] as const;
const numbers = [0n, 1n, 2n, 0, 1, 1.5, 2.5, 3n, -1n] as const;
const values: readonly (Json | undefined)[] = [
  undefined,
  null,
  true,
  false,
  ...texts,
  ...numbers,
  4n,
  0.5,
  1.25,
  1.75,
  2,
  2.75,
  -2n,
  -0.5,
  [],
  ['a'],
  ['a', 'ab'],
  [1n],
  {},
  { a: 1n },
];

const literal = (pool: readonly Json[]) =>
  fc.constantFrom(...pool).map((value) => ({ kind: 'literal', value }) as const);
const row: fc.Arbitrary<Row> = fc
  .record({
    shape: fc.oneof(
      operators(['eq'], [null, true, false, ...texts, ...numbers], 1),
      operators(['in'], [null, true, ...texts, ...numbers], 3),
      operators(['contains', 'starts_with', 'ends_with', 'has'], texts, 2),
      operators(['lt', 'lte', 'gt', 'gte'], [...numbers, 'a', 'ab'], 1),
      operators(['is_null', 'missing', 'truthy', 'is_true', 'is_false'], [], 0),
      operators(['type_is'], ['string', 'number', 'integer', 'boolean', 'list', 'null'], 1),
      operators(['in_list'], ['names'], 1),
    ),
    ignoreCase: fc.boolean(),
    wanted: fc.boolean(),
  })
  .map(({ shape, ignoreCase, wanted }) => {
    const cased = ['eq', 'in', 'contains', 'starts_with', 'ends_with', 'in_list'].includes(shape.operator);
    const test: Test = {
      kind: 'test',
      subject: { kind: 'reference', to: { scope: 'event', path: ['f'] } },
      ...shape,
      ignoreCase: ignoreCase && cased,
      flags: [],
    };
    return { part: test, test, wanted };
  });

function operators(names: readonly Operator[], pool: readonly Json[], most: number) {
  const operands = most === 0 ? fc.constant([]) : fc.array(literal(pool), { minLength: 1, maxLength: most });
  return fc.record({ operator: fc.constantFrom(...names), operands });
}

function holds({ test, wanted }: Row, value: Json | undefined): boolean {
  return evaluate(test, contextOf(value === undefined ? {} : { f: value }, { lists })) === wanted;
}

test('no value satisfies rows that are said to exclude each other', () => {
  let found = 0;
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 4 }), (rows) => {
      const clash = contradiction(rows, lists);
      if (clash === undefined) return;
      found += 1;
      const witness = values.filter((value) => clash.every((one) => holds(one, value)));
      expect(witness).toEqual([]);
    }),
    { numRuns: 5000 },
  );
  expect(found).toBeGreaterThan(100);
});

test('a row that is said to be implied holds wherever the other does', () => {
  fc.assert(
    fc.property(row, row, (a, b) => {
      if (!implies(a, b, [a, b], lists)) return;
      expect(values.filter((value) => holds(a, value) && !holds(b, value))).toEqual([]);
    }),
    { numRuns: 5000 },
  );
});
