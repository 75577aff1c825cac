import { describe, expect, test } from 'vitest';
import { matcher, RegexGaveUp } from '../../src/regex/index.ts';
import { regexRows } from './python-tables.ts';

/** The answer, or why there is none. */
function ask(pattern: string, text: string): boolean | string {
  const compiled = matcher(pattern);
  if ('error' in compiled) return compiled.error;
  try {
    return compiled.matches(text);
  } catch (thrown) {
    if (thrown instanceof RegexGaveUp) return 'gave up';
    throw thrown;
  }
}

describe('matcher', () => {
  test.each(regexRows)(
    '$pattern $flags on $text as Python: $matches',
    ({ pattern, flags, ignoreCase, text, matches }) => {
      const compiled = matcher(pattern, flags, ignoreCase);
      expect('matches' in compiled && compiled.matches(text)).toBe(matches);
    },
  );

  const long = 'a'.repeat(20_000);
  test.each([
    ['(a+)+$', `${long}!`, false],
    ['(a|a)*b', long, false],
    ['(.*)*(.*)*x', long, false],
    ['(x+x+)+y', 'x'.repeat(20_000), false],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', long, false],
    ['(?=(a+)+$)(?<!b)!', `${long}!`, false],
    ['(?:a?){500}a{500}', 'a'.repeat(500), true],
    ['(.*a){40}', long.slice(0, 2000), true],
    ['(a*)*\\1b', long, 'gave up'],
    ['(?:(a+)+\\1?)+$', `${'a'.repeat(200)}!`, 'gave up'],
    ['(?:a{1000}){1000}', long, 'its counted repeats make it too large'],
    ['(?:){1000000000}a', long, true],
    ['(?:(?:){1000}){1000}', '', true],
  ])('%s ends on a hostile text', (pattern, text, answer) => {
    expect(ask(pattern, text)).toBe(answer);
  });

  test('a text ends for which a square of its length would not', () => {
    expect(ask('(?:a|ab|b)*(?:(?:ab)+)*$', `${'ab'.repeat(200_000)}!`)).toBe(true);
  });

  test('a text beyond the Basic Multilingual Plane counts characters, not UTF-16 units', () => {
    expect(ask('^.{2}$', '😀😀')).toBe(true);
    expect(ask('^.$', '\ud83d')).toBe(true);
  });

  test('the flags are part of what is remembered', () => {
    expect(ask('^b', 'a\nb')).toBe(false);
    const multiline = matcher('^b', ['m']);
    expect('matches' in multiline && multiline.matches('a\nb')).toBe(true);
    expect(matcher('(')).toEqual({ error: 'missing ), unterminated subpattern', at: 0 });
  });
});
