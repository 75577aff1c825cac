import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition, Test } from '../../../src/ir/condition.ts';
import { contextOf, evaluate } from '../../../src/ir/evaluate.ts';
import type { Json } from '../../../src/ir/json.ts';
import type { Operator } from '../../../src/ir/operators.ts';
import { typeNames } from '../../../src/ir/operators.ts';
import { printCondition } from '../../../src/ir/print.ts';
import { simplify } from '../../../src/ir/simplify/simplify.ts';
import type { Value } from '../../../src/ir/value.ts';
import { tableOf as table } from '../../source/condition-table/placed.ts';

const values: readonly (Json | undefined)[] = [
  undefined,
  null,
  ...['', 'a', '5', '0', '1', 'True', 'None', '5.0', '[]', '-1'],
  ...[5n, 0n, 1n, -1n, 5, 0, 1, 1.5, true, false, [], ['a'], {}, { a: 1n }],
];
const a: Value = { kind: 'reference', to: { scope: 'event', path: ['a'] } };

function row(subject: Value, operator: Operator, operands: readonly Json[]): Test {
  const literals = operands.map((value) => ({ kind: 'literal', value }) as const);
  return { kind: 'test', subject, operator, operands: literals, ignoreCase: false, flags: [] };
}

describe('a row on str()', () => {
  test.each<[string, string, string]>([
    ['of an integer', 'a type_is "integer"\nstr(a) eq "5"', 'a type_is "integer"\na eq 5'],
    ['of integers', 'a type_is "integer"\nstr(a) in ["5", "x", "7"]', 'a type_is "integer"\na in [5, 7]'],
    [
      'of a text or nothing',
      '(a is_null or a type_is "string")\nstr(a) contains "x"',
      'a type_is "string"\na contains "x"',
    ],
    [
      'that nothing has too',
      '(a is_null or a type_is "string")\nstr(a) contains "on"',
      '(a is_null or a type_is "string")\n(a is_null or a contains "on")',
    ],
    ['that is empty', 'str(a) truthy', 'a ne ""'],
  ])('%s', (_, given, left) => {
    expect(printCondition(simplify(table(given)))).toBe(printCondition(table(left)));
  });

  test('is answered as before on every value', () => {
    const texts = fc.constantFrom('', 'a', '5', '0', '1', 'True', 'None', '5.0', '[]', '-1', 'on');
    const operator = fc.constantFrom<Operator>('eq', 'in', 'contains', 'starts_with', 'truthy', 'is_null');
    const types = fc.subarray([...typeNames], { minLength: 1 });
    fc.assert(
      fc.property(operator, fc.array(texts, { minLength: 1, maxLength: 3 }), types, (name, operands, kinds) => {
        const takesNone = name === 'truthy' || name === 'is_null';
        const asked = row({ kind: 'call', name: 'str', args: [a] }, name, takesNone ? [] : operands);
        const guard: Condition = { kind: 'or', operands: [row(a, 'type_is', kinds), row(a, 'is_null', [])] };
        for (const c of [asked, { kind: 'and', operands: [guard, asked] }] satisfies Condition[]) {
          const simple = simplify(c);
          for (const value of values) {
            const event = contextOf(value === undefined ? {} : { a: value });
            expect(evaluate(simple, event)).toBe(evaluate(c, event));
          }
        }
      }),
    );
  });
});
