import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { reasonHolds } from '../../fidelity/holds.ts';
import type { Reason } from '../../fidelity/reason.ts';
import type { ReasonCode } from '../../fidelity/reasons.ts';
import { streamReasonHolds } from '../../fidelity/stream-holds.ts';
import { windowOf } from '../../ir/alerts.ts';
import type { Context } from '../../ir/evaluate.ts';
import { evaluate } from '../../ir/evaluate.ts';
import { wholeCondition } from '../../ir/rule.ts';
import type { Row } from '../../targets/runner.ts';
import type { Bench } from '../judge.ts';
import { contextFor } from '../judge.ts';
import type { Explained, UndeclaredStream } from '../verdict.ts';
import type { Stream } from './make-streams.ts';
import type { Replayed, Span } from './replay.ts';
import { replay } from './replay.ts';

/** What replaying streams showed. */
export interface JudgedStreams {
  readonly explained: readonly Explained[];
  readonly undeclared: readonly UndeclaredStream[];
  readonly diagnostics: readonly Diagnostic[];
}

type Direction = 'wider' | 'narrower';

/** A difference for one key, or for keys that share an alert. */
export interface Difference {
  readonly key: string;
  readonly wanted: number;
  readonly text: number;
  readonly directions: readonly Direction[];
  /** The end of an alert that differs, where as many were raised. */
  readonly span?: Span;
  /** The codes that can explain it; any where undefined. */
  readonly only?: readonly ReasonCode[];
}

/** A difference with the declared reasons that explain it: none is a fault of ours. */
export interface JudgedDifference {
  readonly difference: Difference;
  readonly reasons: readonly { readonly code: ReasonCode; readonly direction: Direction }[];
}

/** Undeclared streams of a unit that are shown. */
const shown = 2;
/** Only these say that the events of two keys may be in one alert. */
const sharing: readonly ReasonCode[] = [
  'key-computed',
  'key-split',
  'null-key',
  'dedup-key',
  'unknown-field',
  'unparsed-value',
  'alert-cap',
];

/** What says that each match, or each full window, alerts. */
const noSilence: readonly ReasonCode[] = ['dedup-none', 'dedup-key', 'window-tumbling'];
/** These say only that there are more or fewer alerts: none excuses an alert about other events. */
const counting: readonly ReasonCode[] = ['dedup-none', 'dedup-key', 'rerun', 'refire', 'alert-cap'];

/**
 * Replays an artifact on its schedule over streams and compares its alerts with the rule's, key by key: more is wider, fewer is narrower,
 * events of two keys in one alert a shared bucket; each difference must be explained by a declared reason that holds for the key.
 */
export function judgeStreams(bench: Bench, streams: readonly Stream[]): JudgedStreams {
  const { unit, rule } = bench;
  const explained = new Map<string, { code: ReasonCode; direction: Direction; streams: Set<Stream> }>();
  const undeclared: UndeclaredStream[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const stream of streams) {
    const replayed = replay(bench, stream.events);
    const onEvents = askedOnEvents(bench, replayed);
    for (const difference of differencesIn(replayed)) {
      const { key, wanted, text } = difference;
      const reasons = explaining(bench, replayed, difference, onEvents);
      for (const { code, direction } of reasons) {
        const mark = `${code} ${direction}`;
        const entry = explained.get(mark) ?? { code, direction, streams: new Set<Stream>() };
        entry.streams.add(stream);
        explained.set(mark, entry);
      }
      if (reasons.length > 0 || undeclared.length >= shown) continue;
      const events = stream.events.map(shownEvent);
      const at = { span: rule.spans.get('Threshold') ?? rule.spans.get('RuleID'), rule: rule.id, target: unit.target };
      const place = { case: stream.name, target: unit.target, key };
      const span = difference.span && {
        end: difference.span.end,
        rule: new Date(difference.span.wanted).toISOString(),
        text: new Date(difference.span.text).toISOString(),
      };
      undeclared.push({ case: stream.name, key, rule: wanted, text, span, events });
      diagnostics.push(
        span
          ? diagnostic('undeclared-span', { ...place, end: span.end, wanted: span.rule, text: span.text }, at)
          : diagnostic('undeclared-alerts', { ...place, wanted, text }, at),
      );
    }
  }
  const counted = [...explained.values()].map(
    ({ code, direction, streams: seen }): Explained => ({ scope: 'alert', code, direction, cases: seen.size }),
  );
  return { explained: counted.sort(byCode), undeclared, diagnostics };
}

/** Judges one replay. Events that neither match nor stand in an alert have no part in it. */
export function judgeReplay(bench: Bench, replayed: Replayed): readonly JudgedDifference[] {
  const told = new Set([
    ...replayed.matches.map(({ position }) => position),
    ...replayed.fired.flatMap((f) => f.sources),
  ]);
  const seen = {
    ...replayed,
    events: replayed.events.filter((_, position) => told.has(position)),
    rows: replayed.rows.filter((_, position) => told.has(position)),
  };
  const onEvents = askedOnEvents(bench, seen);
  return differencesIn(seen).map((difference) => ({
    difference,
    reasons: explaining(bench, seen, difference, onEvents),
  }));
}

function byCode(a: Explained, b: Explained): number {
  return `${a.code} ${a.direction}` < `${b.code} ${b.direction}` ? -1 : 1;
}

function differencesIn({ counts, shared, spans }: Replayed): readonly Difference[] {
  const byKey = counts.flatMap(({ key, wanted, text }): Difference[] =>
    wanted === text ? [] : [{ key, wanted, text, directions: [text > wanted ? 'wider' : 'narrower'] }],
  );
  const buckets = shared.map(
    (keys): Difference => ({
      key: keys.join(' and '),
      wanted: 0,
      text: 1,
      directions: ['wider', 'narrower'],
      only: sharing,
    }),
  );
  const ends = spans.map((span): Difference => {
    const isMore = span.end === 'first' ? span.text < span.wanted : span.text > span.wanted;
    return { key: span.key, wanted: 1, text: 1, directions: [isMore ? 'wider' : 'narrower'], span };
  });
  return [...byKey, ...buckets, ...ends];
}

/** The declared reasons that explain a difference: about the alert over the stream, or about an event on which the text itself differs. */
function explaining(
  bench: Bench,
  replayed: Replayed,
  { key, directions, span, only }: Difference,
  onEvents: OnEvents,
): readonly { readonly code: ReasonCode; readonly direction: Direction }[] {
  const { proof, rule } = bench;
  const keys = only === undefined ? [key] : [...new Set(replayed.matches.map((match) => match.key))];
  const seen = keys.map((one) => ({
    own: replayed.matches.filter((match) => match.key === one),
    all: replayed.matches,
    alerts: replayed.wanted.filter((alert) => alert.key === one),
    fired: replayed.fired
      .filter(({ sources }) => sources.some((position) => replayed.keyAt.get(position) === one))
      .map(({ sources, at, quietFrom = at }) => ({ positions: sources, quietFrom })),
    silences: !noSilence.some((code) => proof.alertFidelity.wider.some((reason) => reason.code === code)),
    threshold: rule.alert.threshold,
    window: windowOf(rule),
    about: span === undefined ? ('number' as const) : ('span' as const),
    lag: proof.settings.lagMinutes * 60_000,
    every: proof.settings.everyMinutes * 60_000,
  }));
  const found = directions.flatMap((direction) => [
    ...proof.alertFidelity[direction]
      .filter(({ code }) => only === undefined || only.includes(code))
      .filter(({ code }) => span === undefined || !counting.includes(code))
      .filter(
        (reason) =>
          seen.some((one) => streamReasonHolds(reason.code, direction, one)) || onEvents(reason, direction, false),
      )
      .map(({ code }) => ({ code, direction })),
    ...(only === undefined ? proof.fidelity[direction] : [])
      .filter((reason) => onEvents(reason, direction, true))
      .map(({ code }) => ({ code, direction })),
  ]);
  return found.filter(
    (one, i) => found.findIndex((other) => other.code === one.code && other.direction === one.direction) === i,
  );
}

/** Whether a reason about events holds on one of them; `differing`: on one that the text answers otherwise than the rule. */
type OnEvents = (reason: Reason, direction: Direction, differing: boolean) => boolean;

/** Asks of the events of a replay, each question once. */
function askedOnEvents({ unit, rule, program, workspace }: Bench, { rows, events }: Replayed): OnEvents {
  const condition = wholeCondition(rule);
  let read:
    | readonly { readonly context: Context; readonly row: Row | undefined; readonly differs: boolean }[]
    | undefined;
  const known = new Map<Reason, Map<string, boolean>>();
  return (reason, direction, differing) => {
    const mark = `${direction} ${differing}`;
    const answers = known.get(reason) ?? new Map<string, boolean>();
    known.set(reason, answers);
    const before = answers.get(mark);
    if (before !== undefined) return before;
    read ??= events.map(({ event }, i) => {
      const row = rows[i]?.row;
      const context = contextFor(event, unit.logType, workspace);
      return { context, row, differs: row !== undefined && program.matches(row) !== evaluate(condition, context) };
    });
    const holds = read.some(
      ({ context, row, differs }) => (differs || !differing) && reasonHolds(reason, direction, context, row),
    );
    answers.set(mark, holds);
    return holds;
  };
}

function shownEvent({ event, time, ingest }: Stream['events'][number]): UndeclaredStream['events'][number] {
  return { time: new Date(time).toISOString(), ingest: new Date(ingest).toISOString(), event };
}
