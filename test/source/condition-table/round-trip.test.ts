import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meaningOf } from '../../../src/ir/normalize.ts';
import type { OperandKind } from '../../../src/ir/operators.ts';
import { operators, spellings } from '../../../src/ir/operators.ts';
import { printCondition, printRow, printTemplate, printValue } from '../../../src/ir/print.ts';
import type { Value } from '../../../src/ir/value.ts';
import { parseTemplate } from '../../../src/source/condition-table/index.ts';
import { condition, json, value } from './arbitrary.ts';
import { bare, placed, tableOf, valueIn } from './placed.ts';

const runs = { numRuns: 1500, seed: 20260725 };

describe('what is printed is read back as it was', () => {
  test('conditions, on lines and on one line', () => {
    fc.assert(
      fc.property(condition(0, 3), (c) => {
        expect(bare(tableOf(printCondition(c)))).toEqual(bare(c));
        expect(bare(tableOf(printRow(c)))).toEqual(bare(c));
      }),
      runs,
    );
  });

  test('conditions about the element of a list', () => {
    fc.assert(
      fc.property(condition(2, 2), (c) => {
        expect(bare(tableOf(printCondition(c, 2), 2))).toEqual(bare(c));
      }),
      { ...runs, numRuns: 500 },
    );
  });

  test('values', () => {
    fc.assert(
      fc.property(value(0, 3), (v) => {
        expect(bare(valueIn(printValue(v)))).toEqual(bare(v));
      }),
      runs,
    );
  });

  test('titles', () => {
    const text = fc.string({ unit: fc.constantFrom('{', '}', 'a', ' ', '"', '\n', '#', '\\'), minLength: 1 });
    const title = fc.array(
      fc.tuple(
        text,
        value(0, 2).filter((v) => v.kind !== 'literal'),
      ),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(title, (pairs) => {
        const args = pairs.flatMap(([literal, v]): Value[] => [{ kind: 'literal', value: literal }, v]);
        const whole: Value = { kind: 'call', name: 'concat', args };
        expect(bare(parseTemplate(placed(printTemplate(whole)), throwOn))).toEqual(bare(whole));
      }),
      { ...runs, numRuns: 500 },
    );
  });

  test('floats stay floats, integers keep their digits', () => {
    fc.assert(
      fc.property(json, (constant) => {
        const read = valueIn(printValue({ kind: 'literal', value: constant }));
        expect(meaningOf(read)).toBe(meaningOf({ kind: 'literal', value: constant }));
      }),
      runs,
    );
  });
});

describe('every spelling is printed as it was written', () => {
  const constants: Record<OperandKind, string> = {
    none: '',
    scalar: '5',
    scalars: '"x"',
    text: '"x"',
    ordered: '1.0',
    'ip-kind': '"private"',
    type: '"list"',
    'list-name': '"NAME"',
  };
  for (const [word, { operator, operand, ignoreCase }] of spellings) {
    const constant = constants[operators[operator].operand];
    const operands = {
      none: '',
      literal: ` ${constant}`,
      list: ` [${constant}, ${constant}]`,
      field: ' other.field',
      fields: ' [a, b[0]]',
    }[operand];
    test(word, () => {
      const printed = printRow(tableOf(`actor.id ${word}${operands}`));
      const expected =
        operator === 'regex' && ignoreCase
          ? `actor.id ${word.replace('iregex', 'regex')}${operands} [i]`
          : `actor.id ${word}${operands}`;
      expect(printed).toBe(expected);
      expect(bare(tableOf(printed))).toEqual(bare(tableOf(`actor.id ${word}${operands}`)));
    });
  }
});

function throwOn(diagnostic: { readonly message: string }): never {
  throw new Error(diagnostic.message);
}
