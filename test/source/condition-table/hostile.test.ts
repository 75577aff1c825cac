import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { printCondition } from '../../../src/ir/print.ts';
import { parseTemplate, parseValue } from '../../../src/source/condition-table/index.ts';
import { bare, placed, readTable, tableOf } from './placed.ts';

describe('nesting has a limit, which is reported once', () => {
  const deep = 5000;
  test.each([
    ['parentheses', `${'('.repeat(deep)}a truthy${')'.repeat(deep)}`],
    ['open parentheses', '('.repeat(deep)],
    ['not', `${'not '.repeat(deep)}a truthy`],
    ['calls', `${'len('.repeat(deep)}a${')'.repeat(deep)} truthy`],
    ['quantifiers', `${'any a ('.repeat(deep)}b truthy${')'.repeat(deep)}`],
    ['lists', `a in ${'['.repeat(deep)}${']'.repeat(deep)}`],
    ['objects', `const(${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}) truthy`],
    ['conditions in values', `${'first(a, '.repeat(deep)}b truthy${') truthy'.repeat(deep)}`],
  ])('%s', (_, text) => {
    const { condition, found } = readTable(`x truthy\n${text}\ny nope 1`);
    expect(condition).toBeUndefined();
    expect(found.map((d) => d.code)).toEqual(['table-too-deep']);
  });

  test('199 levels are fine', () => {
    const text = `${'not ('.repeat(99)}a truthy${')'.repeat(99)}`;
    const condition = tableOf(text);
    expect(bare(tableOf(printCondition(condition)))).toEqual(bare(condition));
  });
});

test.each([
  ['rows', (n: number) => 'actor.id eq "x" and not b in [1, 2]\n'.repeat(n)],
  ['rows with findings', (n: number) => 'a eqq "x"\n'.repeat(n)],
  ['one long list', (n: number) => `a in [${Array(n).fill('"x"').join(', ')}]`],
  ['one long path', (n: number) => `a${'.b[0]'.repeat(n)} truthy`],
  ['one long list of constants for fields', (n: number) => `a in_any_field [b, const([${Array(n).fill('1').join()}])]`],
  ['one long number', (n: number) => `a eq ${'9'.repeat(n)}`],
  ['open brackets', (n: number) => '[{('.repeat(n)],
  ['closing brackets', (n: number) => `${'('.repeat(n)}\n${']'.repeat(n)}`],
  ['open quotes', (n: number) => 'a eq "x\n'.repeat(n)],
  ['one long text', (n: number) => `a eq "${'\\u0041b'.repeat(n)}"`],
  ['one long comment', (n: number) => `a truthy #${'#'.repeat(n)}`],
  ['white space', (n: number) => `a truthy${' \t'.repeat(n)}`],
  ['joints', (n: number) => 'and or '.repeat(n)],
])('%s: a long table ends, where a square of its length would not', (_, make) => {
  expect(() => readTable(make(100_000))).not.toThrow();
});

test('titles with many braces end', () => {
  const report = (): void => {};
  for (const piece of ['{', '{a ', '}', '{a}', '{"', '{{'])
    expect(() => parseTemplate(placed(piece.repeat(30_001)), report)).not.toThrow();
});

test('whatever the text, there is a condition or a finding with a place inside the text', () => {
  const scrap = fc.constantFrom(
    ...[
      'a',
      '.b',
      '[0]',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      ',',
      ':',
      '"',
      "'",
      '`',
      '\\',
      '#',
      '\n',
      '\r',
      '@',
      '$',
      '-',
      '1',
      '.5',
    ],
    ...[
      'and',
      'or',
      'not',
      'any',
      'eq',
      'in',
      'eq_field',
      'regex',
      'first(',
      'len(',
      ' ',
      ' ',
      'é',
      '\u0000',
      '\u2028',
      '\ud800',
      '==',
      '&&',
    ],
  );
  const text = fc.oneof(fc.string({ unit: scrap, maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 40 }));
  fc.assert(
    fc.property(text, (t) => {
      const { condition, found } = readTable(t);
      expect(condition === undefined).toBe(found.length > 0);
      const more: Diagnostic[] = [];
      parseTemplate(placed(t), (d) => more.push(d));
      parseValue(placed(t), (d) => more.push(d));
      for (const { span, message, fix } of [...found, ...more]) {
        expect(span && 0 <= span.start && span.start <= span.end && span.end <= t.length).toBe(true);
        expect(message + fix).not.toMatch(/undefined|\[object/);
      }
    }),
    { numRuns: 10_000, seed: 5 },
  );
});
