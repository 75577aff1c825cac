import type { Alert } from '../ir/rule.ts';

/** A match as grouping sees it. */
export interface GroupedMatch {
  readonly time: number;
  readonly key: string;
  /** The value that is counted, where the rule counts distinct values. */
  readonly distinct: string | undefined;
}

/** What happened on one day (UTC, YYYY-MM-DD). */
export interface AlertDay {
  readonly day: string;
  readonly matches: number;
  readonly alerts: number;
}

/** The day (UTC) of an instant. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Panther's shortest window. */
const shortestWindow = 5;

/**
 * Matches and alerts by day, as Panther groups them: a key's window opens with its first match and is not extended; it raises one alert,
 * when the threshold is reached: `alertsOf` of the IR, in memory for one number a match. Event times stand for arrival.
 */
export function alertDays(matches: readonly GroupedMatch[], alert: Alert): readonly AlertDay[] {
  const length = Math.max(alert.windowMinutes, shortestWindow) * 60_000;
  const open = new Map<
    string,
    { readonly since: number; count: number; readonly values: Set<string>; fired: boolean }
  >();
  const days = new Map<string, { matches: number; alerts: number }>();
  for (const { time, key, distinct } of matches.toSorted((a, b) => a.time - b.time)) {
    const day = dayOf(time);
    const counts = days.get(day) ?? { matches: 0, alerts: 0 };
    days.set(day, counts);
    counts.matches += 1;
    const had = open.get(key);
    const window =
      had === undefined || time - had.since > length
        ? { since: time, count: 0, values: new Set<string>(), fired: false }
        : had;
    open.set(key, window);
    window.count += 1;
    if (distinct !== undefined) window.values.add(distinct);
    const reached = alert.distinct === undefined ? window.count : window.values.size;
    if (window.fired || reached < alert.threshold) continue;
    window.fired = true;
    counts.alerts += 1;
  }
  return [...days].map(([day, counts]) => ({ day, ...counts }));
}
