import type { Alert, Match, StreamEvent } from '../../ir/alerts.ts';
import { alertsOf, matchesIn, windowOf } from '../../ir/alerts.ts';
import type { Context } from '../../ir/evaluate.ts';
import type { JsonObject } from '../../ir/json.ts';
import type { FiredAlert, Reads, Row, Store, TextRunner, TimedRow } from '../../targets/runner.ts';
import type { Bench } from '../judge.ts';
import { contextFor } from '../judge.ts';

/** A stream run through the rule and through its artifact. */
export interface Replayed {
  readonly events: readonly StreamEvent[];
  readonly rows: readonly TimedRow[];
  readonly matches: readonly Match[];
  /** The key of each match, by its position. */
  readonly keyAt: ReadonlyMap<number, string>;
  readonly wanted: readonly Alert[];
  readonly fired: readonly FiredAlert[];
  /** Alerts by key, of the rule and of the artifact. */
  readonly counts: readonly { readonly key: string; readonly wanted: number; readonly text: number }[];
  /** Keys whose events stand together in one alert of the artifact. */
  readonly shared: readonly (readonly string[])[];
  /** Alerts of keys with as many by the rule as by the artifact, that begin or end with another event. */
  readonly spans: readonly Span[];
}

/** The first or the last event of an alert, by when it happened, ms: as the rule has it when the artifact's alert is raised, and there. */
export interface Span {
  readonly key: string;
  readonly end: 'first' | 'last';
  readonly wanted: number;
  readonly text: number;
}

const hour = 3_600_000;
/** The key of events that the artifact found and the rule does not. */
const noMatch = '(no match of the rule)';

/** Rows of longer streams are made each time that they are asked for: most are looked at once. */
const mostKept = 5000;

class MadeRow implements TimedRow {
  readonly time: number;
  readonly ingest: number;
  private readonly event: StreamEvent;
  private readonly runner: TextRunner;
  private readonly store: Store;
  private readonly reads: Reads | undefined;

  constructor(event: StreamEvent, runner: TextRunner, store: Store, reads: Reads | undefined) {
    this.time = event.time;
    this.ingest = event.ingest;
    this.event = event;
    this.runner = runner;
    this.store = store;
    this.reads = reads;
  }

  get row(): Row {
    return this.runner.row(this.event, this.store, this.reads);
  }
}

/** Runs the artifact on its schedule from the full hour before the first event until every window, lag and evaluation is over. `known`: its matches. */
export function replay(bench: Bench, events: readonly StreamEvent[], known?: readonly Match[]): Replayed {
  const { unit, rule, proof, program, runner, workspace } = bench;
  const [store] = bench.stores;
  const context = (event: JsonObject): Context => contextFor(event, unit.logType, workspace);
  const matches = known ?? matchesIn(rule, events, context);
  const wanted = alertsOf(rule, events, context, matches);
  const rowsOf = (reads?: Reads): readonly TimedRow[] =>
    store ? events.map((one) => new MadeRow(one, runner, store, reads)) : [];
  const asked = rowsOf(program.reads);
  const kept = events.length > mostKept ? asked : asked.map(({ row, time, ingest }) => ({ row, time, ingest }));
  const first = events.reduce((least, { time }) => Math.min(least, time), Number.POSITIVE_INFINITY);
  const last = events.reduce((most, { ingest }) => Math.max(most, ingest), Number.NEGATIVE_INFINITY);
  const until = last + windowOf(rule) + (proof.settings.lagMinutes + proof.settings.everyMinutes) * 60_000 + 2 * hour;
  const settled = Math.max(until, last + (program.settles ?? 0));
  const fired = program.alerts(kept, Math.floor(first / hour) * hour, settled);
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
  const equal = [...counts].flatMap(([key, entry]) => (entry.wanted === entry.text && key !== noMatch ? [key] : []));
  return {
    events,
    rows: rowsOf(),
    matches,
    keyAt,
    wanted,
    fired,
    counts: [...counts].map(([key, entry]) => ({ key, ...entry })),
    shared: [...shared.values()],
    spans: equal.flatMap((key) => spansOf(key, events, wanted, fired, (position) => keyAt.get(position) === key)),
  };
}

/** Where the alerts of a key begin or end otherwise: what has not arrived when an alert is raised is no part of it yet. */
function spansOf(
  key: string,
  events: readonly StreamEvent[],
  wanted: readonly Alert[],
  fired: readonly FiredAlert[],
  isOwn: (position: number) => boolean,
): readonly Span[] {
  const theirs = fired
    .map((alert) => ({ ...alert, sources: alert.sources.filter(isOwn) }))
    .filter(({ sources }) => sources.length > 0)
    .toSorted((a, b) => a.at - b.at);
  return wanted
    .filter((alert) => alert.key === key)
    .flatMap(({ positions }, i): readonly Span[] => {
      const alert = theirs[i];
      if (alert === undefined) return [];
      const arrived = (by: (ingest: number) => boolean): readonly number[] =>
        positions.flatMap((position) => {
          const one = events[position];
          return one !== undefined && by(one.ingest) ? [one.time] : [];
        });
      const times = alert.sources.map((position) => events[position]?.time ?? 0);
      // An event that arrives with the run may be in it or not.
      const seen = alert.until ?? alert.at;
      const before = arrived((ingest) => ingest < seen);
      const until = arrived((ingest) => ingest <= seen);
      if (until.length === 0) return [];
      const ends = [
        { end: 'first', pick: Math.min, text: alert.first ?? Math.min(...times) },
        { end: 'last', pick: Math.max, text: alert.last ?? Math.max(...times) },
      ] as const;
      return ends.flatMap(({ end, pick, text }): readonly Span[] => {
        const known = [before, until].flatMap((some) => (some.length === 0 ? [] : [pick(...some)]));
        const isOne = known.some((instant) => seconds(instant) === seconds(text));
        return isOne ? [] : [{ key, end, wanted: pick(...until), text }];
      });
    });
}

/** Alerts show whole seconds. */
function seconds(instant: number): number {
  return Math.floor(instant / 1000);
}
