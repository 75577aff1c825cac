import fc from 'fast-check';
import { RE2JS } from 're2js';
import { expect, test } from 'vitest';
import { compileRe2 } from '../../../src/targets/yaral/re2.ts';

const patterns = [
  'a',
  'a.b',
  '(?s)a.b',
  '^a',
  'b$',
  '(?m)^b',
  '(?m)a$',
  '\\Aa',
  'b\\z',
  '\\bab\\b',
  'a\\Bb',
  '[a-c]+',
  '[^a-c]',
  '[]a]',
  '[a-]',
  '[[:alpha:]]',
  '[[:^digit:]]',
  '\\d+',
  '\\D',
  '\\w+\\W',
  '\\s',
  '\\S+',
  '[\\d_]',
  '[^\\W]',
  '\\pL',
  '\\p{Lu}',
  '\\P{L}',
  '\\p{Greek}',
  '\\p{^Greek}',
  '(?i)AB',
  'a(?i)B',
  '(?i:A)b',
  '(?i)[^a]b',
  '(?i)é',
  'a|b|',
  '(a|ab)(c|bcd)',
  'a{2}',
  'a{1,2}b',
  'a{2,}',
  'a??b',
  '(?:a*)*b',
  '(a+)+$',
  '\\x41',
  '\\x{e9}',
  '\\101',
  '\\Qa.b\\E',
  '\\.',
  '\\/',
  'a\\nb',
  '(?P<n>a)b',
  '(?-s).b',
  '(?U)a+',
  '.',
  '',
  '^$',
  '(?s)^.{2}(.*)$',
  'x*',
  '[\\x00-\\x{10ffff}]',
  '(?is)a.B',
  '\\t',
  '[\\t\\n ]',
  '(?i:ab|C)d',
  '\u212a',
  '(?i)k',
  '(?i)[k]',
];
const refused = [
  '(',
  ')',
  'a**',
  '*a',
  '(?=a)',
  '(?!a)',
  '(?<=a)b',
  '(a)\\1',
  '(?>a)',
  'a++',
  '[z-a]',
  '\\p{Nope}',
  '[',
  'a{1001}',
  '\\8',
  '(?<n',
];

const texts = fc.oneof(
  fc.stringMatching(/^[abcdAB_ .\n019éÉλ/-]{0,12}$/),
  fc.constantFrom('', 'ab', 'a\nb', 'AB', 'a.b', 'abcd', 'k\u212aK', '\t', 'aaa', 'Aa', 'λ', '😀'),
);

test.each(patterns)('/%s/ answers as RE2 does', (pattern) => {
  for (const ignoreCase of [false, true]) {
    const ours = compileRe2(`(?s)${pattern}`, ignoreCase);
    if ('refused' in ours) throw new Error(ours.refused);
    const theirs = RE2JS.compile(`(?s)${pattern}`, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
    fc.assert(
      fc.property(texts, (text) => {
        expect(ours.finds(text), JSON.stringify(text)).toBe(theirs.matcher(text).find());
      }),
      { numRuns: 60, seed: 5 },
    );
    expect(ours.groups).toBe(theirs.groupCount());
  }
});

test.each(refused)('/%s/ is refused, as by RE2', (pattern) => {
  expect(compileRe2(pattern, false)).toHaveProperty('refused');
  expect(() => RE2JS.compile(pattern)).toThrow();
});

test('no pattern hangs on a long text', () => {
  const text = `${'a'.repeat(20_000)}!`;
  for (const pattern of ['(a+)+$', '(a|a)*b', 'a*a*a*a*b', '(?i)(.*)*x$']) {
    const compiled = compileRe2(`(?s)${pattern}`, false);
    if ('refused' in compiled) throw new Error(compiled.refused);
    const before = performance.now();
    expect(compiled.finds(text)).toBe(false);
    expect(performance.now() - before).toBeLessThan(3000);
  }
});
