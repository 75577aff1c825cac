import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertsOf, matchesIn } from '../../src/ir/alerts.ts';
import { contextOf } from '../../src/ir/evaluate.ts';
import type { Alert } from '../../src/ir/rule.ts';
import { alertDays, dayOf } from '../../src/project/alert-days.ts';
import { readRule } from '../../src/source/rule-file.ts';
import { ruleText } from '../support/command-line.ts';

const minute = 60_000;
const start = Date.UTC(2026, 0, 1, 12);

function alerts(minutes: readonly number[], alert: Partial<Alert>, values: readonly string[] = []): number {
  const matches = minutes.map((at, i) => ({ time: start + at * minute, key: 'k', distinct: values[i] }));
  // Only the threshold, the window and whether values are counted matter here.
  const days = alertDays(matches, { threshold: 1, windowMinutes: 60, ...alert } as Alert);
  return days.reduce((sum, day) => sum + day.alerts, 0);
}

describe('alerts by day', () => {
  it('one alert a window, which its first match opens and later ones do not extend', () => {
    expect(alerts([0, 30, 59], {})).toBe(1);
    expect(alerts([0, 59, 61], {})).toBe(2);
    expect(alerts([0, 60], {})).toBe(1);
    expect(alerts([61, 0], {})).toBe(2);
  });

  it('the threshold is counted from zero in each window', () => {
    expect(alerts([0, 10, 20], { threshold: 3 })).toBe(1);
    expect(alerts([0, 50, 70], { threshold: 3 })).toBe(0);
    expect(alerts([0, 50, 70, 80, 90], { threshold: 3 })).toBe(1);
  });

  it('distinct values are counted once', () => {
    const distinct = { kind: 'literal', value: '' } as const;
    expect(alerts([0, 1, 2], { threshold: 2, distinct }, ['a', 'a', 'a'])).toBe(0);
    expect(alerts([0, 1, 2], { threshold: 2, distinct }, ['a', 'a', 'b'])).toBe(1);
  });

  it('are those of the reference, on any stream', () => {
    const event = fc.record({
      time: fc.integer({ min: 0, max: 400 }).map((at) => start + at * minute),
      key: fc.constantFrom('a', 'b'),
      value: fc.constantFrom('x', 'y', 'z'),
    });
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 40 }),
        fc.integer({ min: 1, max: 4 }),
        fc.boolean(),
        (events, threshold, unique) => {
          const more = `Threshold: ${threshold}\nDedupPeriodMinutes: 60\nGroupBy: [actor.id]\n${unique ? 'Unique: actor.type\n' : ''}`;
          const rule = readRule(
            { file: { path: 'a.yml', text: ruleText('A.B', 'eventType eq "x"', more) }, withTests: false },
            (found) => {
              throw new Error(found.message);
            },
          );
          if (rule === undefined) throw new Error('no rule');
          const stream = events.map(({ time, key, value }) => ({
            event: { eventType: 'x', actor: { id: key, type: value } },
            time,
            ingest: time,
          }));
          const wanted = new Map<string, number>();
          for (const { at } of alertsOf(rule, stream, contextOf))
            wanted.set(dayOf(at), (wanted.get(dayOf(at)) ?? 0) + 1);
          const days = alertDays(matchesIn(rule, stream, contextOf), rule.alert);
          expect(days.flatMap(({ day, alerts: count }) => (count > 0 ? [[day, count]] : []))).toEqual(
            [...wanted].sort(),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('windows shorter than five minutes are five minutes long', () => {
    expect(alerts([0, 4], { windowMinutes: 1 })).toBe(1);
    expect(alerts([0, 6], { windowMinutes: 1 })).toBe(2);
  });
});
