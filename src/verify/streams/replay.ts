import type { Alert, Match, StreamEvent } from '../../ir/alerts.ts';
import { alertsOf, matchesIn, windowOf } from '../../ir/alerts.ts';
import type { Context } from '../../ir/evaluate.ts';
import type { JsonObject } from '../../ir/json.ts';
import type { TimedRow } from '../../targets/runner.ts';
import type { Bench } from '../judge.ts';
import { contextFor } from '../judge.ts';

/** A stream run through the rule and through its artifact. */
export interface Replayed {
  readonly events: readonly StreamEvent[];
  readonly rows: readonly TimedRow[];
  readonly matches: readonly Match[];
  readonly wanted: readonly Alert[];
  /** Alerts by key, of the rule and of the artifact. */
  readonly counts: readonly { readonly key: string; readonly wanted: number; readonly text: number }[];
  /** Keys whose events stand together in one alert of the artifact. */
  readonly shared: readonly (readonly string[])[];
}

const hour = 3_600_000;
/** The key of events that the artifact found and the rule does not. */
const noMatch = '(no match of the rule)';

/** Runs the artifact on its schedule from the full hour before the first event until every window, lag and evaluation is over. */
export function replay(bench: Bench, events: readonly StreamEvent[]): Replayed {
  const { unit, rule, proof, program, runner, workspace } = bench;
  const [store] = bench.stores;
  const context = (event: JsonObject): Context => contextFor(event, unit.logType, workspace);
  const matches = matchesIn(rule, events, context);
  const wanted = alertsOf(rule, events, context);
  const rows = store
    ? events.map((one): TimedRow => ({ row: runner.row(one, store), time: one.time, ingest: one.ingest }))
    : [];
  const first = Math.min(...events.map((one) => one.time));
  const last = Math.max(...events.map((one) => one.ingest));
  const until = last + windowOf(rule) + (proof.settings.lagMinutes + proof.settings.everyMinutes) * 60_000 + 2 * hour;
  const fired = program.alerts(rows, Math.floor(first / hour) * hour, until);
  const keyAt = new Map(matches.map((match) => [match.position, match.key]));
  const counts = new Map<string, { wanted: number; text: number }>();
  const count = (key: string): { wanted: number; text: number } => {
    const entry = counts.get(key) ?? { wanted: 0, text: 0 };
    counts.set(key, entry);
    return entry;
  };
  for (const alert of wanted) count(alert.key).wanted += 1;
  const shared = new Map<string, readonly string[]>();
  for (const alert of fired) {
    const keys = [...new Set(alert.sources.map((position) => keyAt.get(position) ?? noMatch))].sort();
    for (const key of keys) count(key).text += 1;
    const real = keys.filter((key) => key !== noMatch);
    if (real.length > 1) shared.set(JSON.stringify(real), real);
  }
  return {
    events,
    rows,
    matches,
    wanted,
    counts: [...counts].map(([key, entry]) => ({ key, ...entry })),
    shared: [...shared.values()],
  };
}
