import { describe, expect, test } from 'vitest';
import { printCondition, printTemplate, printValue } from '../../../src/ir/print.ts';
import { read, ruleText } from './read.ts';

const whole = `AnalysisType: rule
RuleID: "Okta.Support.Reset"
DisplayName: Okta Support Reset
Enabled: false
CreateAlert: false
Status: Experimental
LogTypes:
  - Okta.SystemLog
Severity: High
Tags: [Okta, 'Initial Access:Trusted Relationship', "a & b",]
Reports:
  MITRE ATT&CK:
    - TA0001:T1199
    - TA0006:T1098.001
  CIS:
    - 3.10
    - 3.1
Description: >
  A password was reset
  by support.
Reference: https://a.example/x, https://b.example/y#z
Runbook: Ask.
DedupPeriodMinutes: 15
Threshold: 3
SummaryAttributes: [eventType, actor.alternateId, "actor:id", p_any_ip_addresses]
Tests:
  - Name: one
    ExpectedResult: true
    Log: {"id": 9223372036854775808, "a.b/c": 1.0, "actor": {"alternateId": "x",},}
    LogType: Okta.SystemLog
  - Name: two
    ExpectedResult: false
    Log:
      eventType: y
Condition: |
  eventType eq "user.account.reset_password"
  actor.alternateId ne "a"
Raises: actor is_null
Unique: actor.id
GroupBy:
  - actor.alternateId
  - KeyPath: client.ipAddress
AlertTitle: "{actor.alternateId} was {{reset}}"
AlertContext:
  ip: client.ipAddress
  who: {DeepKey: [target, 0, alternateId]}
DynamicSeverities:
  - ChangeTo: Critical
    Conditions: actor.type eq "admin"
  - ChangeTo: Low
    Conditions:
      - Key: outcome
        Condition: IsNull
InlineFilters:
  - All: []
Version: 1.10
Author: Me
Date: 2024-02-29
Modified: "2025-01-01"
FalsePositives:
  - Support calls.
Waivers:
  - Target: yaral
    Code: row-dropped
    Reason: fine
    Field: client.ipAddress
    Expires: 2030-12-31
Suppress:
  - Lint: one-sided-tests
    Reason: none to be had
Homes:
  kql: Okta_CL
`;

describe('a whole rule', () => {
  const { rule, found } = read(whole);
  if (!rule) throw new Error(found.join('\n'));

  test('is read without a finding', () => expect(found).toEqual([]));

  test('identity and lifecycle', () => {
    expect(rule).toMatchObject({
      id: 'Okta.Support.Reset',
      displayName: 'Okta Support Reset',
      logTypes: ['Okta.SystemLog'],
    });
    expect(rule.lifecycle).toEqual({
      enabled: false,
      createAlert: false,
      status: 'Experimental',
      version: '1.10',
      date: '2024-02-29',
      modified: '2025-01-01',
    });
  });

  test('metadata', () => {
    expect(rule.metadata).toMatchObject({
      description: 'A password was reset by support.',
      references: ['https://a.example/x', 'https://b.example/y#z'],
      runbook: 'Ask.',
      author: 'Me',
      falsePositives: ['Support calls.'],
      tags: ['Okta', 'Initial Access:Trusted Relationship', 'a & b'],
      reports: [
        { framework: 'MITRE ATT&CK', ids: ['TA0001:T1199', 'TA0006:T1098.001'] },
        { framework: 'CIS', ids: ['3.10', '3.1'] },
      ],
      attack: [
        { tactic: 'TA0001', technique: 'T1199' },
        { tactic: 'TA0006', technique: 'T1098.001' },
      ],
    });
    expect(rule.metadata.summaryAttributes.map(({ path, text }) => [text, path])).toEqual([
      ['eventType', { scope: 'event', path: ['eventType'] }],
      ['actor.alternateId', { scope: 'event', path: ['actor', 'alternateId'] }],
      ['actor:id', { scope: 'event', path: ['actor', 'id'] }],
      ['p_any_ip_addresses', { scope: 'event', path: ['p_any_ip_addresses'] }],
    ]);
  });

  test('detection, with the place of each row', () => {
    expect(printCondition(rule.condition)).toBe('eventType eq "user.account.reset_password"\nactor.alternateId ne "a"');
    expect(printCondition(rule.raises)).toBe('actor is_null');
    expect(rule.filter.kind).toBe('true');
    const second = rule.condition.kind === 'and' ? rule.condition.operands[1]?.span : undefined;
    expect(second && whole.slice(second.start, second.end)).toBe('actor.alternateId ne "a"');
  });

  test('alert', () => {
    const { alert } = rule;
    expect(alert).toMatchObject({ threshold: 3, windowMinutes: 15, keyedBy: 'group-by' });
    expect(alert.keyParts.map((part) => printValue(part))).toEqual(['actor.alternateId', 'client.ipAddress']);
    expect(printValue(alert.key)).toBe('concat(actor.alternateId, "|", client.ipAddress)');
    expect(alert.distinct && printValue(alert.distinct)).toBe('actor.id');
    expect(printTemplate(alert.title)).toBe('{actor.alternateId} was {{reset}}');
    expect(alert.outputs.map((o) => [o.name, printValue(o.value)])).toEqual([
      ['ip', 'client.ipAddress'],
      ['who', 'target[0].alternateId'],
    ]);
    expect(alert.severity.otherwise).toBe('High');
    expect(alert.severity.cases.map((c) => [c.severity, printCondition(c.when)])).toEqual([
      ['Critical', 'actor.type eq "admin"'],
      ['Low', 'outcome is_null'],
    ]);
  });

  test('tests keep every number and key as it is', () => {
    expect(rule.tests.map((t) => [t.name, t.expected])).toEqual([
      ['one', true],
      ['two', false],
    ]);
    expect(rule.tests[0]?.log).toEqual({ id: 9223372036854775808n, 'a.b/c': 1, actor: { alternateId: 'x' } });
    expect(rule.tests[0]?.extras).toEqual({ LogType: 'Okta.SystemLog' });
  });

  test('waivers, suppressions and homes', () => {
    expect(rule.waivers).toMatchObject([
      { target: 'yaral', code: 'row-dropped', reason: 'fine', field: 'client.ipAddress', expires: '2030-12-31' },
    ]);
    expect(rule.suppressions).toMatchObject([{ lint: 'one-sided-tests', reason: 'none to be had' }]);
    expect(rule.homes).toEqual({ kql: 'Okta_CL' });
  });

  test('without its tests it is the same rule, every place included', () => {
    const quick = read(whole, { withTests: false });
    expect(quick.found).toEqual([]);
    expect(quick.rule?.tests).toEqual([]);
    const spans = [...rule.spans].filter(([key]) => key !== 'Tests');
    expect(quick.rule && [...quick.rule.spans]).toEqual(spans);
    expect({ ...quick.rule, tests: undefined, spans: undefined }).toEqual({
      ...rule,
      tests: undefined,
      spans: undefined,
    });
  });
});

describe('the grouping key and the title', () => {
  test('without GroupBy the title is the key', () => {
    const { rule } = read(ruleText({ AlertTitle: '"of {actor.id}"' }));
    expect(rule?.alert.keyedBy).toBe('title');
    expect(rule?.alert.key).toBe(rule?.alert.title);
  });

  test('without AlertTitle the title is the DisplayName and the key the RuleID', () => {
    const { rule } = read(ruleText({ DisplayName: 'Some {name}' }));
    expect(rule?.alert).toMatchObject({
      keyedBy: 'rule-id',
      key: { kind: 'literal', value: 'A.B' },
      title: { kind: 'literal', value: 'Some {name}' },
    });
  });

  test('without DisplayName the title is the RuleID', () => {
    expect(read(ruleText()).rule?.alert.title).toMatchObject({ kind: 'literal', value: 'A.B' });
  });

  test('one GroupBy value is the key itself', () => {
    const { rule } = read(ruleText({ GroupBy: '[{Key: user}]' }));
    expect(rule && printValue(rule.alert.key)).toBe('user');
  });

  test('defaults', () => {
    expect(read(ruleText()).rule?.alert).toMatchObject({ threshold: 1, windowMinutes: 60, outputs: [], keyParts: [] });
  });
});

describe('the sidecar', () => {
  const panther = ruleText({ Condition: undefined, Filename: 'a.py' });

  test('holds the condition of a rule whose file is Panther’s own', () => {
    const { rule, found } = read(panther, { sidecar: 'Condition: a eq 1\nAlertTitle: "{a}"\n' });
    expect(found).toEqual(['6:11 python-body-ignored']);
    expect(rule && printCondition(rule.condition)).toBe('a eq 1');
    expect(rule?.spans.get('Condition')?.file.path).toBe('a.rulegen.yml');
    expect(rule?.spans.get('RuleID')?.file.path).toBe('a.yml');
  });

  test('an empty sidecar says nothing', () => {
    expect(read(ruleText(), { sidecar: '# later\n' }).found).toEqual([]);
  });

  test('a key in both, a foreign key, a broken table: each at its place', () => {
    const sidecar = 'Condition: a eq\nSeverity: High\nHomes: {kql: x}\n';
    const { rule, found } = read(ruleText({ Homes: '{kql: y}', Condition: undefined }), { sidecar });
    expect(rule).toBeUndefined();
    expect(found.map((f) => f.replace(/table-.*/, 'table'))).toEqual([
      'a.rulegen.yml:2:1 unknown-key',
      'a.rulegen.yml:3:1 key-in-both',
      'a.rulegen.yml:1:14 table',
    ]);
  });

  test('a sidecar that is no YAML stops the rule', () => {
    const { rule, found } = read(ruleText(), { sidecar: 'Homes: [\n' });
    expect(rule).toBeUndefined();
    expect(found).toEqual(['a.rulegen.yml:2:1 yaml-syntax']);
  });
});
