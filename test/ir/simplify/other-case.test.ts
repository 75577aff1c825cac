import { describe, expect, test } from 'vitest';
import { contextOf, evaluate } from '../../../src/ir/evaluate.ts';
import { printCondition } from '../../../src/ir/print.ts';
import { simplify } from '../../../src/ir/simplify/simplify.ts';
import { tableOf as table } from '../../source/condition-table/placed.ts';

const known = [
  'upper(a) eq "X/K"',
  'upper(a) in ["/", "SS/"]',
  'a ieq "x/k"',
  'lower(a) in ["s", "k/"]',
  'upper(a) eq "K"',
];
const rows = [
  'a contains "/"',
  'a starts_with "/"',
  'a ends_with "/"',
  'a contains "k"',
  'a ieq "x/k"',
  'a iin ["q", "s"]',
  'a eq "X/K"',
  'a contains_any ["-", "/"]',
];
/** Letters beyond ASCII that become ASCII letters in another case, and what they look like. */
const texts = [
  'x/k',
  'X/\u212A',
  'X/K',
  '/',
  '\u00DF/',
  's\u017F/',
  'ss/',
  '\u017F',
  's',
  'k/',
  '\u212A/',
  'k',
  '\u212A',
  'q',
  '',
];

describe('rows on a text beside rows on the text in another case', () => {
  test.each([
    ['upper(a) eq "X/K"\na contains "/"', 'upper(a) eq "X/K"'],
    ['upper(a) eq "XK"\na contains "/"', 'false'],
    ['upper(a) in ["X/", "Y/"]\nnot a ends_with "/"', 'false'],
    ['upper(a) eq "X"\na ieq "y"', 'false'],
    ['a ieq "x/k"\na contains "/"', 'a ieq "x/k"'],
    // The long s is one too in capitals.
    ['upper(a) eq "S"\na ieq "s"', 'upper(a) eq "S"\na ieq "s"'],
    ['upper(a) eq "X"\na contains "x"', 'upper(a) eq "X"\na contains "x"'],
  ])('%s', (given, left) => {
    expect(printCondition(simplify(table(given)))).toBe(left);
  });

  test('are decided as every text answers', () => {
    for (const fact of known)
      for (const row of rows)
        for (const given of [`${fact}\n${row}`, `${fact}\nnot ${row}`]) {
          const condition = table(given);
          const left = simplify(condition);
          for (const a of texts)
            expect(evaluate(left, contextOf({ a })), `${given} on ${a}`).toBe(evaluate(condition, contextOf({ a })));
        }
  });
});
