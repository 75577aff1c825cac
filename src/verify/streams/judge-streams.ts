import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { reasonHolds } from '../../fidelity/holds.ts';
import type { Reason } from '../../fidelity/reason.ts';
import type { ReasonCode } from '../../fidelity/reasons.ts';
import { streamReasonHolds } from '../../fidelity/stream-holds.ts';
import type { Match, StreamEvent } from '../../ir/alerts.ts';
import { alertsOf, matchesIn, windowOf } from '../../ir/alerts.ts';
import type { JsonObject } from '../../ir/json.ts';
import type { TimedRow } from '../../targets/runner.ts';
import type { Bench } from '../judge.ts';
import { contextFor } from '../judge.ts';
import type { Explained, UndeclaredStream } from '../verdict.ts';
import type { Stream } from './make-streams.ts';

/** What replaying streams showed. */
export interface JudgedStreams {
  readonly explained: readonly Explained[];
  readonly undeclared: readonly UndeclaredStream[];
  readonly diagnostics: readonly Diagnostic[];
}

const hour = 3_600_000;
/** Undeclared streams of a unit that are shown. */
const shown = 2;

/**
 * Replays an artifact on its schedule over streams and compares its alerts with the rule's, key by key: more is wider, fewer is narrower,
 * and each difference must be explained by a declared reason of that direction that holds for the key.
 */
export function judgeStreams(bench: Bench, streams: readonly Stream[]): JudgedStreams {
  const { unit, rule } = bench;
  const explained = new Map<string, { code: ReasonCode; direction: 'wider' | 'narrower'; streams: Set<Stream> }>();
  const undeclared: UndeclaredStream[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const stream of streams) {
    const replayed = replay(bench, stream.events);
    for (const { key, wanted, text } of replayed.counts) {
      if (wanted === text) continue;
      const direction = text > wanted ? 'wider' : 'narrower';
      const codes = explaining(bench, stream.events, replayed.matches, key, direction);
      for (const code of codes) {
        const mark = `${code} ${direction}`;
        const entry = explained.get(mark) ?? { code, direction, streams: new Set<Stream>() };
        entry.streams.add(stream);
        explained.set(mark, entry);
      }
      if (codes.length > 0 || undeclared.length >= shown) continue;
      undeclared.push({ case: stream.name, key, rule: wanted, text, events: stream.events.map(shownEvent) });
      diagnostics.push(
        diagnostic(
          'undeclared-alerts',
          { case: stream.name, target: unit.target, key, wanted, text },
          { span: rule.spans.get('Threshold') ?? rule.spans.get('RuleID'), rule: rule.id, target: unit.target },
        ),
      );
    }
  }
  return {
    explained: [...explained.values()].map(({ code, direction, streams: seen }) => ({
      scope: 'alert',
      code,
      direction,
      cases: seen.size,
    })),
    undeclared,
    diagnostics,
  };
}

interface Replayed {
  readonly matches: readonly Match[];
  readonly counts: readonly { readonly key: string; readonly wanted: number; readonly text: number }[];
}

function replay(bench: Bench, events: readonly StreamEvent[]): Replayed {
  const { unit, rule, program, runner } = bench;
  const [store] = bench.stores;
  const context = (event: JsonObject) => contextFor(event, unit.logType, bench.workspace);
  const matches = matchesIn(rule, events, context);
  const wanted = alertsOf(rule, events, context);
  const rows = store
    ? events.map((one): TimedRow => ({ row: runner.row(one, store), time: one.time, ingest: one.ingest }))
    : [];
  const first = Math.min(...events.map((one) => one.time));
  const last = Math.max(...events.map((one) => one.ingest));
  const fired = program.alerts(rows, Math.floor(first / hour) * hour, last + windowOf(rule) + lagOf(bench) + 2 * hour);
  const keyAt = new Map(matches.map((match) => [match.position, match.key]));
  const counts = new Map<string, { wanted: number; text: number }>();
  const count = (key: string): { wanted: number; text: number } => {
    const entry = counts.get(key) ?? { wanted: 0, text: 0 };
    counts.set(key, entry);
    return entry;
  };
  for (const alert of wanted) count(alert.key).wanted += 1;
  for (const alert of fired) {
    const keys = new Set(alert.sources.map((position) => keyAt.get(position) ?? '(no match of the rule)'));
    for (const key of keys) count(key).text += 1;
  }
  return { matches, counts: [...counts].map(([key, entry]) => ({ key, ...entry })) };
}

function lagOf(bench: Bench): number {
  return bench.proof.settings.lagMinutes * 60_000;
}

/** The declared reasons that explain a difference for one key: about the alert over the stream, or about one of its events. */
function explaining(
  bench: Bench,
  events: readonly StreamEvent[],
  matches: readonly Match[],
  key: string,
  direction: 'wider' | 'narrower',
): readonly ReasonCode[] {
  const { proof, rule, unit } = bench;
  const seen = {
    own: matches.filter((match) => match.key === key),
    all: matches,
    threshold: rule.alert.threshold,
    window: windowOf(rule),
    lag: lagOf(bench),
    every: proof.settings.everyMinutes * 60_000,
  };
  const onEvents = (reason: Reason): boolean =>
    events.some(({ event }) =>
      reasonHolds(reason, direction, contextFor(event, unit.logType, bench.workspace), undefined),
    );
  const codes = [
    ...proof.alertFidelity[direction].filter(
      (reason) => streamReasonHolds(reason.code, direction, seen) || onEvents(reason),
    ),
    ...proof.fidelity[direction].filter(onEvents),
  ].map((reason) => reason.code);
  return [...new Set(codes)];
}

function shownEvent({ event, time, ingest }: StreamEvent): UndeclaredStream['events'][number] {
  return { time: new Date(time).toISOString(), ingest: new Date(ingest).toISOString(), event };
}
