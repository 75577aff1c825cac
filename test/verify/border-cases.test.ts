import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/ir/evaluate.ts';
import type { JsonObject } from '../../src/ir/json.ts';
import { printJson } from '../../src/ir/json.ts';
import { valueAt } from '../../src/ir/put.ts';
import type { Rule } from '../../src/ir/rule.ts';
import { wholeCondition } from '../../src/ir/rule.ts';
import { readRule } from '../../src/source/rule-file.ts';
import { casesOf } from '../../src/verify/border-cases.ts';
import { contextFor } from '../../src/verify/judge.ts';
import { open } from '../support/project.ts';

const { workspace } = open();
const logType = 'Okta.SystemLog';

function ruleOf(condition: string, tests = ''): Rule {
  const rows = condition.replaceAll('\n', '\n  ');
  const text = `AnalysisType: rule\nRuleID: Some.Rule\nDisplayName: Some\nEnabled: true\nSeverity: Low\nLogTypes: [${logType}]\nCondition: |\n  ${rows}\n${tests}`;
  const rule = readRule({ file: { path: 'rule.yml', text }, sidecar: undefined, withTests: true }, (found) => {
    if (found.severity === 'error') throw new Error(found.message);
  });
  if (rule === undefined) throw new Error(text);
  return rule;
}

const eventsOf = (rule: Rule): readonly JsonObject[] => casesOf(rule, logType, workspace).map(({ event }) => event);
const matches = (rule: Rule, event: JsonObject): boolean =>
  evaluate(wholeCondition(rule), contextFor(event, logType, workspace));

const tests = `Tests:
  - Name: bad
    ExpectedResult: true
    Log: { eventType: a.b, outcome: { result: FAILURE }, target: [{ type: User, alternateId: u@x.y }] }
  - Name: good
    ExpectedResult: false
    Log: { eventType: other }
`;
const rule = ruleOf(
  'eventType eq "a.b"\noutcome.result in ["FAILURE", "DENY"]\nany target (type eq "User" and alternateId ends_with "@x.y")',
  tests,
);
const events = eventsOf(rule);

describe('border cases', () => {
  it('hold the own tests first, marked as such', () => {
    const own = casesOf(rule, logType, workspace).filter((one) => one.own);
    expect(own.map(({ name }) => name)).toEqual(['test "bad"', 'test "good"']);
  });

  it.each([
    ['missing', undefined],
    ['null', null],
    ['empty', ''],
    ['in other case', 'A.B'],
    ['prefixed', 'xa.b'],
    ['suffixed', 'a.bx'],
    ['in a list', ['a.b']],
    ['an empty list', []],
    ['zero', 0n],
    ['false', false],
  ])('have the field %s in an event that matches otherwise', (_, value) => {
    const found = events.filter((event) => {
      const now = event['eventType'];
      const same = now === value || (now !== undefined && value !== undefined && printJson(now) === printJson(value));
      return same && matches(rule, { ...event, eventType: 'a.b' });
    });
    expect(found.length).toBeGreaterThan(0);
  });

  it('have every literal of a row decide', () => {
    for (const result of ['FAILURE', 'DENY'])
      expect(events.some((e) => valueAt(e, ['outcome', 'result']) === result && matches(rule, e))).toBe(true);
  });

  it('share the conditions on one element between two', () => {
    const shared = events.filter((event) => {
      const list = event['target'];
      if (!Array.isArray(list) || list.length < 2 || matches(rule, event)) return false;
      return (
        list.some((e) => valueAt(e, ['type']) === 'User') && list.some((e) => valueAt(e, ['alternateId']) === 'u@x.y')
      );
    });
    expect(shared.length).toBeGreaterThan(0);
  });

  it('go beyond extraction limits, by bytes and by fields', () => {
    expect(events.some((e) => matches(rule, e) && printJson(e).indexOf('a.b') > 5000)).toBe(true);
    expect(events.some((e) => matches(rule, e) && Object.keys(e).length > 100)).toBe(true);
  });

  it('have numbers as text, text as numbers and booleans as text', () => {
    const typed = ruleOf('securityContext.asNumber gt 64\nsecurityContext.isProxy is_true\nversion eq "0"');
    const made = eventsOf(typed);
    const at = (...place: string[]): unknown[] => made.map((e) => valueAt(e, place));
    expect(at('securityContext', 'asNumber')).toContain('64');
    expect(at('securityContext', 'isProxy')).toContain('true');
    expect(at('version')).toContain(0n);
  });

  it('are the same in the same order each time, each event once, and no more than some hundreds', () => {
    expect(eventsOf(rule)).toEqual(events);
    expect(new Set(events.map((e) => printJson(e))).size).toBe(events.length);
    expect(events.length).toBeLessThanOrEqual(280);
  });

  it.each([
    'eventType eq "a.b"\nactor.alternateId regex "^svc-[0-9]{3}@"\nnot client.ipAddress cidr "10.0.0.0/8"',
    'any target (type eq "User" and displayName contains "x")\noutcome.reason is_null',
    'eventType eq "a.b"\n(outcome.result eq "A" or severity ne "WARN")\nsecurityContext.asNumber gte 100',
  ])('match without any test of the rule to start from: %s', (condition) => {
    const bare = ruleOf(condition);
    const answers = eventsOf(bare).map((event) => matches(bare, event));
    expect(new Set(answers)).toEqual(new Set([true, false]));
  });
});

describe('rows that decide', () => {
  /** Whether some events differ in the answer, and hold these values at a place. */
  const answersAt = (asked: Rule, path: readonly string[], values: readonly unknown[]): boolean[] =>
    values.map((value) => {
      const event = eventsOf(asked).find((one) => valueAt(one, path) === value);
      if (event === undefined) throw new Error(`no event has ${value}`);
      return matches(asked, event);
    });

  it('reach into texts that hold JSON, which stay texts', () => {
    const log = JSON.stringify({ user: { name: 'someone' } });
    const asked = ruleOf(
      'eventType eq "a.b"\nnot parse_json(debugContext.debugData.log).user.name starts_with "system:"',
      `Tests:\n  - Name: bad\n    ExpectedResult: true\n    Log: { eventType: a.b, debugContext: { debugData: { log: '${log}' } } }\n`,
    );
    const at = ['debugContext', 'debugData', 'log', 'user', 'name'];
    expect(answersAt(asked, at, ['system:.tail', 'xsystem:.tail'])).toEqual([false, true]);
    const holding = eventsOf(asked).find((one) => valueAt(one, at) === 'system:.tail');
    expect(typeof valueAt(holding, at.slice(0, 3))).toBe('string');
  });

  it('of two on one field are told apart by values that both of them see', () => {
    const asked = ruleOf(
      'actor.alternateId ends_with "@x.y"\nactor.alternateId not_starts_with "robot-"',
      'Tests:\n  - Name: bad\n    ExpectedResult: true\n    Log: { actor: { alternateId: a@x.y } }\n',
    );
    expect(answersAt(asked, ['actor', 'alternateId'], ['robot-a@x.y', 'xrobot-a@x.y'])).toEqual([false, true]);
  });
});
