import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/ir/json.ts';
import { isGap, readKql } from '../../../src/targets/kql/parse.ts';
import type { CompiledKql } from '../../../src/targets/kql/run.ts';
import { compileKql } from '../../../src/targets/kql/run.ts';
import { compileRust } from '../../../src/targets/kql/run-regex.ts';
import type { KqlTable } from '../../../src/targets/kql/syntax.ts';

const table: KqlTable = {
  name: 'T',
  columns: { TimeGenerated: 'datetime', S: 'string', N: 'long', B: 'bool', D: 'dynamic' },
};

function compiled(text: string): CompiledKql {
  const { syntax } = readKql(text, [table], false);
  if (isGap(syntax)) throw new Error(syntax.construct);
  const made = compileKql(syntax, [table], text);
  if (isGap(made)) throw new Error(made.construct);
  return made;
}

const keeps = (condition: string, row: JsonObject = {}): boolean => compiled(`T | where ${condition}`).matches(row);

test.each([
  ['N == 1', false],
  ['N != 1', true],
  ['not(N == 1)', true],
  ['N != long(null)', false],
  ['not(N > 1)', false],
  ['isnull(N) and isnull(D.x) and not(isnull(S)) and isempty(S)', true],
  ['S != "x" and S !in ("x") and S == ""', true],
  ['not(ipv4_is_private(S))', false],
  ['coalesce(N > 1, false) == false', true],
  ['D.x != "y"', true],
  ['array_length(D) > 0', false],
  ['array_length(parse_json("[]")) == 0 and isnotnull(parse_json("[]")) and isnotempty(parse_json("[]"))', true],
])('a row without values: %s is %s', (condition, kept) => {
  expect(keeps(condition)).toBe(kept);
});

test.each([
  ['"firewall-add" has_all ("wall", "add")', false],
  ['"firewall-add" has "ADD" and "firewall-add" !has_cs "ADD"', true],
  ['"a.b" =~ "A.B" and "a.b" != "A.B"', true],
  ['("a" "b") == "ab"', true],
  ['"x" in~ ("X") and "x" !in ("X")', true],
  ['"ab\\n" matches regex @"b$"', false],
  ['1 in (1.0) and 5 between (5 .. 6)', true],
])('text and lists: %s is %s', (condition, kept) => {
  expect(keeps(`S == "" and (${condition})`)).toBe(kept);
});

test('an empty list gives no row, null gives one', () => {
  const apply = compiled('T | mv-apply I = D on (summarize Hits = countif(tostring(I.t) == "x")) | where Hits == 0');
  expect(apply.matches({ D: [] })).toBe(false);
  expect(apply.matches({ D: null })).toBe(true);
  expect(apply.matches({ D: [{ t: 'x' }] })).toBe(false);
});

test('a text that counts takes a row by what stands before', () => {
  const counts = compiled('T | where S == "a" | summarize Count = count() by S | where Count >= 3');
  expect(counts.matches({ S: 'a' })).toBe(true);
  expect(counts.matches({ S: 'b' })).toBe(false);
  const rows = ['a', 'b', 'a', 'a'].map((S) => ({ row: { S }, ingest: 0 }));
  expect(counts.results(rows, 0)).toEqual([{ columns: { S: 'a', Count: 3n }, sources: [0, 2, 3] }]);
});

test('windows see the rows around', () => {
  const text = 'T | sort by S asc, N asc | extend P = prev(N), R = row_cumsum(N, S != prev(S)) | project S, N, P, R';
  const rows = [
    ['a', 1n],
    ['b', 5n],
    ['a', 2n],
  ] as const;
  const got = compiled(text).results(
    rows.map(([S, N]) => ({ row: { S, N }, ingest: 0 })),
    0,
  );
  expect(got.map(({ columns }) => columns)).toEqual([
    { S: 'a', N: 1n, P: null, R: 1n },
    { S: 'a', N: 2n, P: 1n, R: 3n },
    { S: 'b', N: 5n, P: 2n, R: 5n },
  ]);
});

test('what the reader does not know is said with its place', () => {
  expect(readKql('T | evaluate bag_unpack(D)', [table], false).syntax).toMatchObject({ at: 4 });
  const text = 'T | where S == hash_sha256(S)';
  const { syntax } = readKql(text, [table], false);
  expect(isGap(syntax) ? syntax : compileKql(syntax, [table], text)).toEqual({
    construct: 'the function hash_sha256()',
    at: 15,
  });
});

test('a trace tells each condition with what it saw', () => {
  const lines = compiled('T\n| where S == "a" and (N > 1 or isnull(B))').trace({ S: 'b', N: 5n });
  expect(lines.map(({ depth, text, line, answer }) => [depth, text, line, answer])).toEqual([
    [0, 'S == "a"', 2, 'false'],
    [0, 'N > 1 or isnull(B)', 2, 'true'],
    [1, 'N > 1', 2, 'true'],
    [1, 'isnull(B)', 2, 'true'],
  ]);
});

test.each([
  ['(?i)straSSE', 'STRASSE', true],
  ['^a\\z', 'a\n', false],
  ['\\d', '٣', true],
  ['(?-u:\\d)', '٣', false],
  ['[a-z&&[^b]]', 'b', false],
  ['[\\p{L}\\p{N}_\\-]+$', 'é-9', true],
  ['\\x{1F46E}', '👮', true],
  ['(?s)a.b', 'a\nb', true],
  ['a.b', 'a\nb', false],
])('regex %s on %j: %s', (pattern, text, found) => {
  const regex = compileRust(pattern);
  expect('refused' in regex ? regex.refused : regex.finds(text)).toBe(found);
});

test.each(['(?=a)', '(a)\\1', 'a\\Z', '(?<!a)b', '['])('regex %s is not of this syntax', (pattern) => {
  expect(compileRust(pattern)).toHaveProperty('refused');
});

describe('a hostile regex', () => {
  test('ends, whatever the text', () => {
    const made = compileRust('^(a+)+$');
    if ('refused' in made) throw new Error(made.refused);
    expect(made.finds(`${'a'.repeat(50_000)}b`)).toBe(false);
    expect(made.finds('a'.repeat(50_000))).toBe(true);
  });

  test('is given up on a long text where our own matcher cannot read it', () => {
    const made = compileRust('^(\\p{Greek}+)+$');
    if ('refused' in made) throw new Error(made.refused);
    expect(made.finds('αβ')).toBe(true);
    expect(() => made.finds(`${'α'.repeat(50_000)}b`)).toThrow('takes too long');
  });
});
