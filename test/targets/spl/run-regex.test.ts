import { expect, test } from 'vitest';
import { pcre } from '../../../src/targets/spl/run-regex.ts';

const matches = (pattern: string, text: string): boolean | string => {
  const made = pcre(pattern);
  return typeof made === 'string' ? made : made(text);
};

test.each([
  // Options in the middle hold to the end of their group, for each further branch of it.
  ['(?:(?i)(?s)a)|(?:(?i)B)', 'b', true],
  ['(?:(?i)a)|B', 'b', false],
  ['a(?i)b|c', 'C', true],
  ['a(?i)b|c', 'AB', false],
  ['x(?-i)y', 'xy', true],
  ['(?:(?s)a.b)c', 'a\nbc', true],
  ['(?i)A\\z', 'ba', true],
  // The very end, and the end before a last line feed.
  ['a\\z', 'a\n', false],
  ['a\\Z', 'a\n', true],
  ['[\\]()|]\\x{41}', ')A', true],
  ['[]a]', ']', true],
  ['^\\d+\\z', '٣', false],
  ['(?=x)', 'ax', true],
])('%s on %j: %s', (pattern, text, answer) => {
  expect(matches(pattern, text)).toBe(answer);
});

test('a pattern that is none has a message', () => {
  expect(typeof pcre('(a')).toBe('string');
});
