import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contextOf, evaluate } from '../../../src/ir/evaluate.ts';
import type { Json } from '../../../src/ir/json.ts';
import { printCondition } from '../../../src/ir/print.ts';
import { simplify } from '../../../src/ir/simplify/simplify.ts';
import { tableOf } from '../../source/condition-table/placed.ts';

const value: fc.Arbitrary<Json> = fc.constantFrom<Json>('', 'x', 'y', true, false, 0n, 1n, null);
const list = fc.array(
  fc.oneof(
    fc.record({ b: value }, { requiredKeys: [] }),
    fc.record({ b: fc.oneof(fc.array(value, { maxLength: 2 }), fc.constant({})) }),
    value,
  ),
  { maxLength: 3 },
);

test.each(
  ['string', 'boolean', 'integer'].flatMap((type) =>
    ['truthy', 'eq "x"', 'in ["x", "y"]', 'is_true', 'eq 1', 'falsy', 'is_null'].flatMap((row) =>
      ['', ', ""', ', "x"', ', []'].map((otherwise): [string, string, string] => [type, row, otherwise]),
    ),
  ),
)('values of the type %s, %s: a walk answers as the elements do (default %s)', (type, row, otherwise) => {
  const walk = `deep_walk(a, ["b"]${otherwise})`;
  const given = tableOf(
    `a type_is "list"\nall a ( @ type_is "object" and (b is_null or b type_is "${type}") )\n(any ${walk} ( @ ${row} ) or (not ${walk} type_is "list" and ${walk} ${row}))`,
  );
  const left = simplify(given);
  fc.assert(
    fc.property(list, (a) => {
      expect(evaluate(left, contextOf({ a })), printCondition(left)).toBe(evaluate(given, contextOf({ a })));
    }),
    { numRuns: 200 },
  );
});
