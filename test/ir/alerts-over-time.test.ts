import { describe, expect, test } from 'vitest';
import type { StreamEvent } from '../../src/ir/alerts.ts';
import { alertsOf } from '../../src/ir/alerts.ts';
import { contextOf } from '../../src/ir/evaluate.ts';
import type { JsonObject } from '../../src/ir/json.ts';
import type { Rule } from '../../src/ir/rule.ts';
import { readRule } from '../../src/source/rule-file.ts';

const minute = 60_000;

function ruleFor(more: string): Rule {
  const text = `AnalysisType: rule\nRuleID: Some.Rule\nDisplayName: Some rule\nEnabled: true\nSeverity: Low\nLogTypes: [Okta.SystemLog]\nCondition: e eq "bad"\n${more}\n`;
  const rule = readRule({ file: { path: 'rule.yml', text }, sidecar: undefined, withTests: false }, (found) => {
    if (found.severity === 'error') throw new Error(found.message);
  });
  if (!rule) throw new Error('no rule');
  return rule;
}

/** Events at so many minutes, arriving at once unless a delay is given. */
function at(...times: readonly (number | readonly [time: number, delay: number, more: JsonObject])[]): StreamEvent[] {
  return times.map((one) => {
    const [time, delay, more] = typeof one === 'number' ? [one, 0, {}] : one;
    return { event: { e: 'bad', who: 'ana', ...more }, time: time * minute, ingest: (time + delay) * minute };
  });
}

const alerts = (rule: Rule, events: readonly StreamEvent[]): number[] =>
  alertsOf(rule, events, (event) => contextOf(event)).map((alert) => alert.at / minute);

const three = ruleFor('Threshold: 3\nDedupPeriodMinutes: 60\nGroupBy: [{ Key: who }]');
const first = ruleFor('DedupPeriodMinutes: 60\nGroupBy: [{ Key: who }]');

describe("Panther's alerts over a stream", () => {
  test('the match that reaches the threshold raises one alert; more in the window raise none', () => {
    expect(alerts(three, at(0, 10))).toEqual([]);
    expect(alerts(three, at(0, 10, 20))).toEqual([20]);
    expect(alerts(three, at(0, 10, 20, 30, 40, 50))).toEqual([20]);
  });

  test('the window opens with the first match, is not extended, and counting starts anew after it', () => {
    expect(alerts(three, at(0, 30, 60))).toEqual([60]);
    expect(alerts(three, at(0, 30, 61))).toEqual([]);
    // A sliding window would count 30, 59 and 61.
    expect(alerts(three, at(0, 59, 61, 70))).toEqual([]);
    expect(alerts(three, at(0, 59, 61, 70, 80))).toEqual([80]);
    expect(alerts(first, at(0, 60, 61, 200))).toEqual([0, 61, 200]);
  });

  test('arrival counts, not when it happened', () => {
    expect(alerts(three, at(0, 10, [20, 100, {}]))).toEqual([]);
    expect(alerts(three, at([0, 100, {}], [10, 95, {}], [20, 90, {}]))).toEqual([110]);
  });

  test('keys are counted apart; events without one share their own', () => {
    expect(alerts(three, at(0, [1, 0, { who: 'joe' }], 2, [3, 0, { who: 'joe' }]))).toEqual([]);
    expect(alerts(three, at([0, 0, { who: null }], [1, 0, { who: null }], [2, 0, { who: null }]))).toEqual([2]);
  });

  test('events that do not match count for nothing', () => {
    expect(alerts(three, at(0, [1, 0, { e: 'good' }], 2))).toEqual([]);
  });

  test('distinct values are counted instead of events', () => {
    const distinct = ruleFor('Threshold: 2\nDedupPeriodMinutes: 60\nGroupBy: [{ Key: who }]\nUnique: ip');
    expect(alerts(distinct, at([0, 0, { ip: 'a' }], [1, 0, { ip: 'a' }], [2, 0, { ip: 'a' }]))).toEqual([]);
    expect(alerts(distinct, at([0, 0, { ip: 'a' }], [1, 0, { ip: 'a' }], [2, 0, { ip: 'b' }]))).toEqual([2]);
  });

  test('title and severity are those of the match that opened the window', () => {
    const titled = ruleFor(
      'Threshold: 2\nAlertTitle: By {ip}\nGroupBy: [{ Key: who }]\nDynamicSeverities:\n  - ChangeTo: High\n    Conditions: [{ Key: ip, Condition: Equals, Value: b }]',
    );
    const found = alertsOf(titled, at([0, 0, { ip: 'b' }], [1, 0, { ip: 'a' }]), (event) => contextOf(event));
    expect(found.map(({ title, severity, positions }) => ({ title, severity, positions }))).toEqual([
      { title: 'By b', severity: 'High', positions: [0, 1] },
    ]);
  });
});
