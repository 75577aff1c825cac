import { describe, expect, it } from 'vitest';
import { compile, table } from './harness.ts';

function base(condition: string, options = {}): string {
  const lines = compile(table(condition), { options }).text.split('\n');
  const end = lines.findIndex((line) => line.startsWith('|'));
  return lines
    .slice(0, end)
    .map((line) => line.trim())
    .join(' ');
}

describe('the base search', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['s eq "a b"', '`sample` s="a b"'],
    ['s in ["a", "b"]\nt starts_with "c"', '`sample` s IN ("a", "b") t="c*"'],
    ['s ends_with "x"\nt contains "y"', '`sample` s="*x" t="*y*"'],
    ['tags has "x"', '`sample` tags{}="x"'],
    ['any items (kind eq "a" and name eq "b")', '`sample` items{}.kind="a" items{}.name="b"'],
    ['b is_true', '`sample` b="true"'],
    // The fixed beginning of a pattern, else its longest fixed part.
    ['s wildcard "pb.*"', '`sample` s="pb.*"'],
    ['s wildcard_any ["*.added", "*.removed", "x.*"]', '`sample` (s="x.*" OR s IN ("*.added", "*.removed"))'],
    ['s wildcard "a/b*"\nt wildcard "*ab*"', '`sample` s="a*"'],
    ['s regex "^rule\\\\.(?:off|delete)$"', '`sample` s IN ("rule.off*", "rule.delete*")'],
    ['s regex "rule(ab)+c" [full]\nt regex "x?abcde[0-9]"', '`sample` s="ruleab*" t="*abcde*"'],
    ['s regex "ab\\\\Z" [match]\nt regex "^(?=x)[ab]"', '`sample` s="ab"'],
    ['s regex "^desk" [i]\nt regex "^desk" [i, a]', '`sample` s="de*" t="desk*"'],
    ['s regex "powershell|curl" [i]\nt regex "CURL" [i]', '`sample` t="*CURL*"'],
    ['s regex "^ab|longer"\nt regex "^ab|x"', '`sample` (s="ab*" OR s="*longer*")'],
    // A term that begins with a wildcard goes where the field has another.
    ['s starts_with "a"\ns ends_with "b"\nt ends_with "b"', '`sample` s="a*" t="*b"'],
    // Left out: negations, null tests, open regexes, numbers, and text that JSON or index tokens may hold otherwise.
    ['s ne "a"\nt is_null\ns regex "x"\nn eq 5\ns eq ""', '`sample`'],
    ['s eq "a*b"\nt eq "a\\"b"', '`sample`'],
    ['s eq "a/b"\nt eq "é"', '`sample`'],
    ['s eq "null"\nt in ["a", "b*"]', '`sample`'],
    ['all items (kind eq "a")\nnone items (kind eq "b")', '`sample`'],
    // An OR needs a term in every branch.
    ['s eq "a" or t eq "b"', '`sample` (s="a" OR t="b")'],
    ['s eq "a" or t ne "b"', '`sample`'],
    ['s eq "a" or (t eq "b" and n gt 3)', '`sample` (s="a" OR t="b")'],
  ];
  for (const [condition, expected] of cases) it(condition, () => expect(base(condition)).toBe(expected));

  it('names sources by the options', () => {
    expect(base('s eq "a"', { macros: { 'Sample.Log': 'mine' }, index_macro: 'secure' })).toBe('`secure` `mine` s="a"');
    expect(base('s eq "a"', { profile: 'plain', index: 'main' })).toBe('index="main" sourcetype="sample:log" s="a"');
  });

  it('looks for values anywhere where fields are read from the raw event', () => {
    expect(base('s eq "a"\nt in ["b", "c"]\nb is_true\ns starts_with "a"', { extraction: 'raw' })).toBe(
      '`sample` "a" ("b" OR "c")',
    );
  });
});
