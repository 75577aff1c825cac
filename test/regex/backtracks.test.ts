import { describe, expect, test } from 'vitest';
import { backtracks } from '../../src/regex/index.ts';

describe('backtracks', () => {
  test.each([
    '(a+)+$',
    '(a|a)*',
    '(.*)*',
    '(a*)*b',
    '(a*b*)*c',
    '(\\w+\\s?)*$',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '(x+x+)+y',
    '(\\s|\\n)*x',
    '(?:a.*)*b',
    '([a-z]+|\\d+|[a-z0-9])*!',
    '(?=(a+)+$)b',
    '(a{1,30}){1,30}b',
    '(a?){50}b',
    '(?i)(a|A)*b',
  ])('%s is exponential', (pattern) => {
    expect(backtracks(pattern)).toMatchObject({ grade: 'exponential', catastrophic: true });
  });

  test.each(['\\s*\\s*x', '.*foo.*bar.*', '^\\S+@\\S+$', 'a+a+b', '(?:ab)*(?:ab)*c'])(
    '%s is polynomial only',
    (pattern) => {
      expect(backtracks(pattern)).toMatchObject({ grade: 'polynomial', catastrophic: false });
    },
  );

  test.each([
    '^[a-z]+\\d+$',
    '\\w+-\\w+',
    '(foo|bar)+x',
    '(?:[a-z]+\\.)+com',
    '([^/]+/)*x',
    '"(?:[^"\\\\]|\\\\.)*"',
    '^(\\d{1,3}\\.){3}\\d{1,3}$',
    '(.|\\n)*x',
    '^(?:a|b|c)*$',
    '(a|ab)*c',
    '(|a)*b',
    '(a++)+b',
    '(?>a+)+b',
    '[\\w.+-]+@[\\w-]+\\.[\\w.-]+',
    '(?-i:(a|A)*b)',
    '(',
    '',
  ])('%s is no risk', (pattern) => {
    expect(backtracks(pattern)).toEqual({ grade: 'linear', catastrophic: false, why: '', at: 0 });
  });

  test('it points at the repeat, in UTF-16 units', () => {
    expect(backtracks('😀(a+)+$').at).toBe(4);
    expect('😀(a+)+$'[4]).toBe('+');
  });

  test('the analysis itself ends', () => {
    const branches = Array.from({ length: 200 }, (_, i) => `a${i}.*`).join('|');
    const hostile = [`(?:${branches})*`, '(?:a*)'.repeat(150), `${'(?:'.repeat(100)}a*${')*'.repeat(100)}b`];
    for (const pattern of hostile) expect(['linear', 'polynomial', 'exponential']).toContain(backtracks(pattern).grade);
  });
});
