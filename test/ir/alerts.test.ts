import { describe, expect, test } from 'vitest';
import type { Alert, StreamEvent } from '../../src/ir/alerts.ts';
import { alertsOf, matchesIn, windowOf } from '../../src/ir/alerts.ts';
import { contextOf } from '../../src/ir/evaluate.ts';
import type { JsonObject } from '../../src/ir/json.ts';
import type { Rule } from '../../src/ir/rule.ts';
import { read, ruleText } from '../source/rule-file/read.ts';

const hour = 3_600_000;

function ruleFor(changes: Readonly<Record<string, string>>): Rule {
  const { rule, found } = read(ruleText({ Condition: 'e eq "x"', DedupPeriodMinutes: '60', ...changes }));
  // A period that Panther would not take is told, and the rule is still read.
  if (!rule || found.some((one) => !one.endsWith(' dedup-period'))) throw new Error(found.join('\n'));
  return rule;
}

/** A matching event that arrives at an instant (ms), at once unless it happened earlier. */
const at = (ingest: number, event: JsonObject = {}, time = ingest): StreamEvent => ({
  event: { e: 'x', ...event },
  time,
  ingest,
});

const alerts = (rule: Rule, ...stream: readonly StreamEvent[]): readonly Alert[] =>
  alertsOf(rule, stream, (event) => contextOf(event));
const raised = (rule: Rule, ...stream: readonly StreamEvent[]): readonly number[] =>
  alerts(rule, ...stream).map((alert) => alert.at);
const keys = (rule: Rule, ...events: readonly JsonObject[]): readonly string[] =>
  matchesIn(
    rule,
    events.map((event) => at(0, event)),
    (event) => contextOf(event),
  ).map(({ key }) => key);

const two = ruleFor({ Threshold: '2' });
const single = ruleFor({});
const byWho = { GroupBy: '[who]' };

describe('the edge of a window, to the millisecond', () => {
  for (const [about, last, second, first] of [
    ['a millisecond before its end', hour - 1, [hour - 1], [0]],
    ['at its end', hour, [hour], [0]],
    ['a millisecond after it', hour + 1, [], [0, hour + 1]],
  ] as const)
    test(about, () => {
      expect(raised(two, at(0), at(last))).toEqual(second);
      expect(raised(single, at(0), at(last))).toEqual(first);
    });

  test('the next window opens with the match that came too late, not where the last one ended', () => {
    expect(raised(two, at(0), at(hour + 10), at(2 * hour + 10))).toEqual([2 * hour + 10]);
    expect(raised(two, at(0), at(hour + 10), at(2 * hour + 11))).toEqual([]);
  });

  test('an alert late in its window does not make it longer', () => {
    const found = alerts(two, at(0), at(hour), at(hour + 1), at(hour + 2));
    expect(found.map(({ opened, at: when, positions }) => [opened, when, positions])).toEqual([
      [0, hour, [0, 1]],
      [hour + 1, hour + 2, [2, 3]],
    ]);
  });

  test('no window is shorter than five minutes', () => {
    expect(windowOf(ruleFor({ DedupPeriodMinutes: '1' }))).toBe(300_000);
    expect(windowOf(ruleFor({ DedupPeriodMinutes: '5' }))).toBe(300_000);
    expect(windowOf(ruleFor({ DedupPeriodMinutes: '6' }))).toBe(360_000);
    const short = ruleFor({ DedupPeriodMinutes: '1' });
    expect(raised(short, at(0), at(300_000), at(300_001))).toEqual([0, 300_001]);
  });
});

describe('the key', () => {
  test('is cut after a thousand characters', () => {
    const rule = ruleFor({ ...byWho, Threshold: '2' });
    const [long] = keys(rule, { who: 'k'.repeat(1001) });
    expect(long).toBe('k'.repeat(1000));
    const same = 'k'.repeat(1000);
    expect(raised(rule, at(0, { who: `${same}a` }), at(1, { who: `${same}b` }))).toEqual([1]);
    expect(raised(rule, at(0, { who: `${same.slice(1)}a` }), at(1, { who: `${same.slice(1)}b` }))).toEqual([]);
  });

  test('that is missing is said as Python says it, an empty one is the RuleID', () => {
    expect(keys(ruleFor(byWho), {}, { who: null }, { who: '' })).toEqual(['None', 'None', 'A.B']);
  });

  test('lacks a part that is missing or null, not one that is empty', () => {
    const rule = ruleFor({ GroupBy: '[who, ip]' });
    const events = [{ who: 'a', ip: 'b' }, { who: 'a' }, { who: null, ip: 'b' }, { who: '', ip: 'b' }];
    const matches = matchesIn(
      rule,
      events.map((event) => at(0, event)),
      (event) => contextOf(event),
    );
    expect(matches.map(({ lacksKey }) => lacksKey)).toEqual([false, true, true, false]);
  });

  test('of two parts keeps those apart that share one', () => {
    const rule = ruleFor({ GroupBy: '[who, ip]', Threshold: '2' });
    expect(raised(rule, at(0, { who: 'a', ip: '1' }), at(1, { who: 'a', ip: '2' }))).toEqual([]);
    expect(raised(rule, at(0, { who: 'a', ip: '1' }), at(1, { who: 'a', ip: '1' }))).toEqual([1]);
  });

  test('each has a window of its own, and alerts come in the order in which they are raised', () => {
    const rule = ruleFor({ ...byWho, Threshold: '2' });
    const found = alerts(rule, at(0, { who: 'a' }), at(1, { who: 'b' }), at(2, { who: 'b' }), at(hour, { who: 'a' }));
    expect(found.map(({ key, opened, at: when }) => [key, opened, when])).toEqual([
      ['b', 1, 2],
      ['a', 0, hour],
    ]);
  });
});

describe('arrival decides', () => {
  test('what happened first and arrives last is counted last', () => {
    const titled = ruleFor({ Threshold: '2', AlertTitle: '"By {n}"', ...byWho });
    const late = at(hour, { who: 'a', n: 1n }, 0);
    const [found] = alerts(titled, late, at(20, { who: 'a', n: 2n }));
    expect(found).toMatchObject({ opened: 20, at: hour, positions: [1, 0], title: 'By 2' });
  });

  test('an event of long ago still counts, one of just now that arrives late does not', () => {
    expect(raised(two, at(hour, {}, -90 * hour), at(hour + 1))).toEqual([hour + 1]);
    expect(raised(two, at(0), at(hour + 1, {}, 1))).toEqual([]);
  });

  test('events that arrive together stand in the order of the stream', () => {
    expect(alerts(two, at(5), at(5))[0]?.positions).toEqual([0, 1]);
  });
});

describe('distinct values', () => {
  const rule = ruleFor({ Threshold: '2', Unique: 'ip' });

  test('start anew with each window', () => {
    expect(raised(rule, at(0, { ip: 'a' }), at(hour + 1, { ip: 'b' }))).toEqual([]);
    expect(raised(rule, at(0, { ip: 'a' }), at(hour + 1, { ip: 'a' }), at(hour + 2, { ip: 'b' }))).toEqual([hour + 2]);
  });

  test('repeats belong to the alert without counting', () => {
    const [found] = alerts(rule, at(0, { ip: 'a' }), at(1, { ip: 'a' }), at(2, { ip: 'b' }), at(3, { ip: 'b' }));
    expect(found).toMatchObject({ at: 2, positions: [0, 1, 2, 3] });
  });
});

test('title and severity are those of the first match, not of the one that reaches the threshold', () => {
  const rule = ruleFor({
    ...byWho,
    Threshold: '2',
    AlertTitle: '"By {n}"',
    DynamicSeverities: '[{ChangeTo: Critical, Conditions: n eq 1}]',
  });
  const said = (first: bigint, second: bigint): unknown =>
    alerts(rule, at(0, { n: first }), at(1, { n: second })).map(({ title, severity }) => [title, severity]);
  expect(said(1n, 2n)).toEqual([['By 1', 'Critical']]);
  expect(said(2n, 1n)).toEqual([['By 2', 'High']]);
});
