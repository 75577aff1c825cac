import { describe, expect, it } from 'vitest';
import type { Alert } from '../../src/ir/rule.ts';
import { alertDays } from '../../src/project/alert-days.ts';

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

  it('windows shorter than five minutes are five minutes long', () => {
    expect(alerts([0, 4], { windowMinutes: 1 })).toBe(1);
    expect(alerts([0, 6], { windowMinutes: 1 })).toBe(2);
  });
});
