import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { blankTests } from '../../../src/source/rule/blank-tests.ts';

const blocks = [
  'Tests:\n  - Name: a\n    Log: {"x": 1}\n',
  'Tests:\n- Name: a\n  Log:\n    {\n      "x": "y: z",\n    }\n\n# a comment\n-\n  Name: b\n',
  'Tests: []\n',
  'Tests: [\n  {Name: a,\n   Log: {}}\n]\n',
  'Tests: # why\n  - Name: "Severity: Low"\n    Note: |\n      Enabled: false\n\n      more\n',
  'Tests:\r\n  - Name: a\r\n',
];
const before = [
  '',
  'Runbook: |\n  text\n',
  'Runbook: |+\n  text\n\n',
  'Description: plain\n  on two lines\n',
  'Reference: >-\n  x\n',
];
const after = ['', 'Severity: High\n', '"Severity": High\n', '? Severity\n: High\n', '# last\n\nSeverity: High'];

test('what is left is the file without its tests, offset by offset', () => {
  for (const head of before) {
    for (const block of blocks) {
      for (const tail of after) {
        const text = head + block + tail;
        const blanked = blankTests(text);
        expect(blanked?.length, text).toBe(text.length);
        expect(parse(blanked ?? '') ?? {}, text).toEqual(parse(head + tail) ?? {});
        if (tail.includes('Severity')) expect(blanked?.indexOf('Severity'), text).toBe(text.lastIndexOf('Severity'));
      }
    }
  }
});

test('nothing to blank', () => {
  expect(blankTests('RuleID: a\nDescription: |\n  Tests: none\n')).toBeUndefined();
});

test('a second document is not hidden', () => {
  expect(blankTests('Tests: []\n---\na: 1\n')).toContain('\n---\na: 1\n');
});

test('a file that ends in its tests without a line break', () => {
  const text = 'RuleID: a\nTests: [{Name: b}]';
  expect(parse(blankTests(text) ?? '')).toEqual({ RuleID: 'a' });
});
