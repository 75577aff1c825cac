import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Condition } from '../../../src/ir/condition.ts';
import { printCondition, printRow } from '../../../src/ir/print.ts';
import { Findings } from '../../../src/source/condition-table/findings.ts';
import { lex } from '../../../src/source/condition-table/lexer.ts';
import type { Token } from '../../../src/source/condition-table/token.ts';
import { allParses } from './all-parses.ts';
import { condition } from './arbitrary.ts';
import { bare, placed, readTable } from './placed.ts';

/** Every parse of a text; undefined where it is no sequence of tokens (an open quote, a bad escape). */
function everyParse(text: string): readonly Condition[] | undefined {
  const findings = new Findings(placed(text));
  const { tokens } = lex(text, findings);
  return findings.count === 0 && tokens.length > 1 ? allParses(tokens) : undefined;
}

function tokensOf(text: string): readonly Token[] {
  return lex(text, new Findings(placed(text))).tokens.filter((token) => token.kind !== 'end');
}

/** A table laid out anew: gaps, newlines and comments anywhere, and some with a token lost, doubled or moved. */
const table: fc.Arbitrary<string> = fc
  .record({
    condition: condition(0, 2),
    lines: fc.boolean(),
    gaps: fc.infiniteStream(fc.nat(99)),
    damage: fc.option(fc.tuple(fc.constantFrom('drop', 'double', 'swap'), fc.nat(200)), { freq: 1 }),
  })
  .map(({ condition: c, lines, gaps, damage }) => {
    const text = lines ? printCondition(c) : printRow(c);
    const tokens = tokensOf(text);
    const pieces = tokens.map((token, i) => {
      const end = tokens[i - 1]?.end ?? 0;
      return { gap: text.slice(end, token.start), own: text.slice(token.start, token.end) };
    });
    const at = damage === null ? -1 : damage[1] % Math.max(1, pieces.length - 1);
    const [here, next] = [pieces[at], pieces[at + 1]];
    if (here !== undefined && next !== undefined) {
      if (damage?.[0] === 'drop') pieces.splice(at, 1);
      if (damage?.[0] === 'double') pieces.splice(at, 0, here);
      if (damage?.[0] === 'swap') pieces.splice(at, 2, { ...next, gap: here.gap }, { ...here, gap: next.gap });
    }
    return pieces.map(({ gap, own }) => layOut(gap, gaps.next().value ?? 0) + own).join('');
  })
  .filter((text) => text.length < 400);

function layOut(gap: string, dice: number): string {
  if (dice < 92) return gap;
  if (dice < 95) return gap === '' ? '' : '\n';
  if (dice < 96) return ' # why\n\n\t';
  if (dice < 98) return '  ';
  return dice < 99 ? '' : '\r\n';
}

test('no table has two parses, and ours is the one', { timeout: 30_000 }, () => {
  let good = 0;
  let bad = 0;
  fc.assert(
    fc.property(table, (text) => {
      const parses = everyParse(text);
      if (parses === undefined) return;
      const { condition: ours, found } = readTable(text);
      expect(parses.length, text).toBeLessThanOrEqual(1);
      const [only] = parses;
      if (only === undefined) {
        bad += 1;
        expect(ours, text).toBeUndefined();
        expect(found.length, text).toBeGreaterThan(0);
      } else {
        good += 1;
        expect(
          found.map((d) => d.message),
          text,
        ).toEqual([]);
        expect(bare(ours), text).toEqual(bare(only));
      }
    }),
    { numRuns: 6000, seed: 7 },
  );
  expect(good).toBeGreaterThan(2500);
  expect(bad).toBeGreaterThan(1500);
});

test('random sequences of words and signs have at most one parse, and ours agrees', () => {
  const word = fc.constantFrom(
    ...[
      'a',
      'b.c',
      'a[0]',
      '$',
      '$.x',
      '@',
      '@1',
      '`k`',
      'eq',
      'ne',
      'in',
      'is_null',
      'regex',
      'eq_field',
      'in_any_field',
    ],
    ...[
      'and',
      'or',
      'not',
      'true',
      'any',
      'none',
      '(',
      ')',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      ',',
      ':',
      '\n',
      '\n',
      '1',
      '"x"',
    ],
    ...['len(', 'first(', 'if(', 'const(', '[i]', '["x"]', 'null', '[i, m]', ' (', ' ('],
  );
  const rows = fc.constantFrom(
    'a eq 1',
    'b is_null',
    '@ truthy',
    'a regex "x"',
    'a eq_field b[0]',
    'c in [1]',
    'len(a) gt 1',
  );
  const text = fc
    .array(fc.tuple(fc.oneof(word, rows), fc.constantFrom(' ', ' ', ' ', '')), { minLength: 1, maxLength: 9 })
    .map((pieces) => pieces.flat().join(''));
  fc.assert(
    fc.property(text, (t) => {
      const parses = everyParse(t);
      if (parses === undefined) return;
      expect(parses.length, t).toBeLessThanOrEqual(1);
      expect(bare(readTable(t).condition), t).toEqual(bare(parses[0]));
    }),
    { numRuns: 20_000, seed: 11 },
  );
});

test('the all-parses parser knows the grammar', () => {
  expect(everyParse('a eq 1\nor b eq 2')).toHaveLength(1);
  expect(everyParse('not a eq 1 and b eq 2')).toHaveLength(1);
  expect(everyParse('any a.b (c eq 1\nd eq 2)')).toHaveLength(1);
  expect(everyParse('a eq')).toHaveLength(0);
  expect(everyParse('not\na eq 1')).toHaveLength(0);
  expect(everyParse('any a\n(b eq 1)')).toHaveLength(0);
});
