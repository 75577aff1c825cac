import { describe, expect, test } from 'vitest';
import { read, ruleText } from './read.ts';

/** Line 1 AnalysisType, 2 RuleID, 3 Enabled, 4 Severity, 5 LogTypes, 6 Condition, then what a case adds. */
const cases: readonly (readonly [
  what: string,
  changes: Record<string, string | undefined>,
  found: readonly string[],
])[] = [
  ['a misspelt key', { Treshold: '2' }, ['7:1 unknown-key']],
  ['severity in another case', { Severity: 'high' }, ['4:11 not-one-of']],
  ['a severity that is a list', { Severity: '[High]' }, ['4:11 not-one-of']],
  ['a number for a text', { Description: '5' }, ['7:14 wrong-type']],
  ['a text for a boolean', { Enabled: '"true"' }, ['3:10 wrong-type']],
  ['YAML 1.1 booleans', { Enabled: 'yes' }, ['3:10 wrong-type']],
  ['a text for a list', { LogTypes: 'Okta.SystemLog' }, ['5:11 wrong-type']],
  ['no log type', { LogTypes: '[]' }, ['5:11 bad-value']],
  ['a fraction for a number', { Threshold: '1.5' }, ['7:12 wrong-type']],
  ['a threshold of 0', { Threshold: '0' }, ['7:12 bad-value']],
  ['a negative period', { DedupPeriodMinutes: '-5' }, ['7:21 bad-value']],
  ['no RuleID', { RuleID: undefined }, ['1:1 missing-key']],
  ['no Severity and no LogTypes', { Severity: undefined, LogTypes: undefined }, ['1:1 missing-key', '1:1 missing-key']],
  ['a RuleID that is a path', { RuleID: 'a/b' }, ['2:9 bad-rule-id']],
  ['a RuleID that climbs', { RuleID: '..' }, ['2:9 bad-rule-id']],
  ['a RuleID with a backslash', { RuleID: 'a\\b' }, ['2:9 bad-rule-id']],
  ['a RuleID with quotes', { RuleID: `'a"b'` }, ['2:9 bad-rule-id']],
  ['a RuleID with a line break', { RuleID: '"a\\nb"' }, ['2:9 bad-rule-id']],
  ['a RuleID with a control character', { RuleID: '"a\\x1bb"' }, ['2:9 bad-rule-id']],
  ['a RuleID that reads right to left', { RuleID: '"a\\u202Eb"' }, ['2:9 bad-rule-id']],
  ['an empty RuleID', { RuleID: '""' }, ['2:9 bad-rule-id']],
  ['a RuleID that is a number', { RuleID: '5' }, ['2:9 wrong-type']],
  ['a hidden file as RuleID', { RuleID: '.a' }, ['2:9 bad-rule-id']],
  ['a Python body alone', { Condition: undefined, Filename: 'a.py' }, ['6:11 python-body']],
  ['no detection', { Condition: undefined }, ['2:1 no-condition']],
  ['an empty Condition', { Condition: '""' }, ['6:13 table-empty']],
  ['a Condition without a value', { Condition: '' }, ['6:12 wrong-type']],
  ['a Condition that is a number of many digits', { Condition: '9'.repeat(30) }, ['6:12 wrong-type']],
  ['a Condition that is a list', { Condition: '[a]' }, ['6:12 wrong-type']],
  ['two conditions', { Detection: '[{Key: a, Condition: IsNull}]' }, ['6:1 two-conditions']],
  ['an empty Detection', { Condition: undefined, Detection: '[]' }, ['6:1 wrong-type']],
  ['a Detection without a value', { Condition: undefined, Detection: '' }, ['6:12 wrong-type']],
  ['scheduled', { AnalysisType: 'scheduled_rule' }, ['1:15 unsupported-analysis-type']],
  ['correlation', { AnalysisType: 'correlation_rule' }, ['1:15 unsupported-analysis-type']],
  ['a policy', { AnalysisType: 'policy' }, ['1:15 unsupported-analysis-type']],
  ['an unknown kind', { AnalysisType: 'Rule' }, ['1:15 unsupported-analysis-type']],
  ['no kind', { AnalysisType: undefined }, ['1:1 missing-key']],
  ['scheduled by its keys', { ScheduledQueries: '[q]' }, ['7:1 unsupported-analysis-type']],
  ['derived', { BaseDetection: 'x' }, ['7:1 unsupported-analysis-type']],
  ['an unclosed title', { AlertTitle: '"of {actor"' }, ['7:17 table-unclosed']],
  ['a date that is none', { Date: '2025-02-30' }, ['7:7 bad-date']],
  ['a date in another form', { Modified: '30/01/2025' }, ['7:11 bad-date']],
  ['GroupBy that is a text', { GroupBy: 'a' }, ['7:10 wrong-type']],
  ['GroupBy of a number', { GroupBy: '[5]' }, ['7:11 detection-form']],
  ['GroupBy with a wildcard and an index', { GroupBy: '[{KeyPath: "a[*].b[0]"}]' }, ['7:21 bad-key-path']],
  ['AlertContext that is a text', { AlertContext: 'a' }, ['7:15 wrong-type']],
  ['AlertContext without a value', { AlertContext: '[{KeyName: a}]' }, ['7:16 missing-key']],
  [
    'AlertContext with one name twice',
    { AlertContext: '[{KeyName: a, KeyValue: b}, {KeyName: a, KeyValue: c}]' },
    ['7:53 duplicate-name'],
  ],
  ['AlertContext with a broken path', { AlertContext: '{a: "b..c"}' }, ['7:20 table']],
  [
    'a dynamic severity that is none',
    { DynamicSeverities: '[{ChangeTo: high, Conditions: a exists}]' },
    ['7:32 not-one-of'],
  ],
  ['a dynamic severity without conditions', { DynamicSeverities: '[{ChangeTo: High}]' }, ['7:21 missing-key']],
  ['a waiver without a reason', { Waivers: '[{Target: kql, Code: row-dropped}]' }, ['7:11 missing-key']],
  ['a waiver for nothing', { Waivers: '[{Target: kql, Code: row-droped, Reason: x}]' }, ['7:31 unknown-reason']],
  [
    'a waiver with a wrong day',
    { Waivers: '[{Target: kql, Code: row-dropped, Reason: x, Expires: soon}]' },
    ['7:64 bad-date'],
  ],
  ['a suppression without a reason', { Suppress: '[{Lint: x}]' }, ['7:12 missing-key']],
  ['homes that are a list', { Homes: '[a]' }, ['7:8 wrong-type']],
];

describe('a bad rule is refused, with the place', () => {
  for (const [what, changes, expected] of cases) {
    test(what, () => {
      const { rule, found } = read(ruleText(changes));
      expect(found.map((f) => f.replace(/table-(?!empty|unclosed).*/, 'table'))).toEqual(expected);
      expect(rule).toBeUndefined();
    });
  }
});

describe('what is odd but usable is a warning', () => {
  const odd: readonly (readonly [string, Record<string, string>, string[]])[] = [
    ['a period below Panther’s least', { DedupPeriodMinutes: '3' }, ['7:21 dedup-period']],
    ['a period of 0', { DedupPeriodMinutes: '0' }, ['7:21 dedup-period']],
    ['a DisplayName that Panther refuses', { DisplayName: '\'100% "sure"\'' }, ['7:14 bad-display-name']],
    ['a Python body beside the table', { Filename: 'a.py' }, ['7:11 python-body-ignored']],
    ['repeated tags', { Tags: '[Okta, okta]' }, ['7:14 duplicate-entry']],
    ['a framework that is an id', { Reports: '{TA0004: [T1548]}' }, ['7:11 bad-framework']],
    ['a summary attribute that is no path', { SummaryAttributes: '["a..b"]' }, ['7:21 bad-key-path']],
  ];
  for (const [what, changes, expected] of odd) {
    test(what, () => {
      const { rule, found } = read(ruleText(changes));
      expect(found).toEqual(expected);
      expect(rule).toBeDefined();
    });
  }

  test('periods become what Panther makes of them', () => {
    expect(read(ruleText({ DedupPeriodMinutes: '3' })).rule?.alert.windowMinutes).toBe(5);
    expect(read(ruleText({ DedupPeriodMinutes: '0' })).rule?.alert.windowMinutes).toBe(60);
  });

  test.each([
    ['TA003:T1556', 'Did you mean "TA0003:T1556"?'],
    ['ta0006:t1098.1', 'Did you mean "TA0006:T1098.001"?'],
    ['TA0006.T1098', 'Did you mean "TA0006:T1098"?'],
    ['TA0006 / T1098.001', 'Did you mean "TA0006:T1098.001"?'],
    ['T1098', 'Write tactic and technique, such as TA0001:T1199 or TA0006:T1098.001.'],
    ['Persistence', 'Write tactic and technique, such as TA0001:T1199 or TA0006:T1098.001.'],
  ])('MITRE entry %s stays in the report and is tagged nowhere', (entry, fix) => {
    const { rule, diagnostics } = read(ruleText({ Reports: `{MITRE ATT&CK: ["${entry}"]}` }));
    expect(diagnostics.map((d) => [d.code, d.severity, d.fix])).toEqual([['bad-mitre', 'warning', fix]]);
    expect(rule?.metadata.reports[0]?.ids).toEqual([entry]);
    expect(rule?.metadata.attack).toEqual([]);
  });
});

describe('suggestions', () => {
  test.each([
    ['Treshold', { Treshold: '2' }, 'Did you mean "Threshold"?'],
    ['high', { Severity: 'high' }, 'Did you mean "High"?'],
    ['Rule', { AnalysisType: 'Rule' }, 'Did you mean "rule"?'],
    ['row-droped', { Waivers: '[{Target: kql, Code: row-droped, Reason: x}]' }, 'Did you mean "row-dropped"?'],
  ])('%s', (_, changes, fix) => {
    expect(read(ruleText(changes)).diagnostics.map((d) => d.fix)).toEqual([fix]);
  });
});

test('one pass reports everything, and every finding names the rule', () => {
  const text = ruleText({
    Severity: 'urgent',
    Threshold: 'many',
    Condition: 'a eqq 1',
    AlertTitle: '"{"',
    Extra: '1',
    Waivers: '[{Target: kql}]',
    Tests: '[{Name: x}]',
  });
  const { found, diagnostics } = read(text);
  expect(found.map((f) => f.replace(/table-.*/, 'table'))).toEqual([
    '4:11 not-one-of',
    '7:12 wrong-type',
    '9:1 unknown-key',
    '10:11 missing-key',
    '10:11 missing-key',
    '6:14 table',
    '8:14 table',
    '11:9 missing-key',
    '11:9 missing-key',
  ]);
  expect(diagnostics.filter((d) => d.code.startsWith('table-')).map((d) => d.rule)).toEqual(['A.B', 'A.B']);
});

describe('files that are no rules', () => {
  test.each([
    ['nothing', '', ['1:1 wrong-type']],
    ['a list', '- a\n', ['1:1 wrong-type']],
    ['a text', 'hello\n', ['1:1 wrong-type']],
    ['two documents', `${ruleText()}---\na: 1\n`, ['7:1 yaml-several-documents']],
    ['a repeated key', `${ruleText()}Enabled: false\n`, ['7:1 yaml-duplicate-key']],
    ['binary', '\u007fELF\u0001\0', ['1:5 not-text']],
    [
      'a hostile key',
      ruleText({ __proto__: undefined }).replace('Enabled', '__proto__: {a: 1}\nEnabled'),
      ['3:1 unknown-key'],
    ],
  ])('%s', (_, text, expected) => {
    const { rule, found } = read(text);
    expect(found).toEqual(expected);
    expect(rule).toBeUndefined();
  });

  test('a fault in the tests is found only where they are read, and only faulty tests are left out', () => {
    const text = ruleText({
      Tests: '\n  - {Name: a, ExpectedResult: yes, Log: {}}\n  - {Name: b, ExpectedResult: true, Log: {}}',
    });
    expect(read(text, { withTests: false }).found).toEqual([]);
    const { rule, found } = read(text);
    expect(found).toEqual(['8:31 wrong-type']);
    expect(rule?.tests.map((t) => t.name)).toEqual(['b']);
  });
});

describe('tests of a rule', () => {
  test.each([
    ['no Log', '{Name: a, ExpectedResult: true}', ['7:9 missing-key'], 0],
    ['a Log that is a text', '{Name: a, ExpectedResult: true, Log: "{}"}', ['7:46 wrong-type'], 0],
    ['a Log that is a list', '{Name: a, ExpectedResult: true, Log: [1]}', ['7:46 wrong-type'], 0],
    ['no name', '{ExpectedResult: true, Log: {}}', ['7:9 missing-key'], 0],
    ['a name that is a number', '{Name: 3.10, ExpectedResult: true, Log: {}}', [], 1],
    ['an unknown key', '{Name: a, ExpectedResults: true, Log: {}}', ['7:19 unknown-key', '7:9 missing-key'], 0],
    ['no test', '5', ['7:9 wrong-type'], 0],
    [
      'one name twice',
      '{Name: a, ExpectedResult: true, Log: {}}, {Name: a, ExpectedResult: false, Log: {}}',
      ['7:58 duplicate-name'],
      2,
    ],
    ['mocks', '{Name: a, ExpectedResult: true, Log: {}, Mocks: [{objectName: f, returnValue: "1"}]}', [], 1],
  ])('%s', (_, tests, expected, count) => {
    const { rule, found } = read(ruleText({ Tests: `[${tests}]` }));
    expect(found).toEqual(expected);
    expect(rule?.tests).toHaveLength(count);
  });
});
