import type { Json } from '../../ir/json.ts';
import type { FiredAlert, ResultRow, TimedRow } from '../runner.ts';
import type { Runnable } from './run.ts';
import { isExistence } from './run.ts';
import type { Instance, Scalar } from './run-value.ts';

/** Hop windows start at steps of this part of their length. */
const stepsInWindow = 10;
const minute = 60_000;
const hour = 60 * minute;

/** How long after its time a block of events is looked at again for late ones: https://docs.cloud.google.com/chronicle/docs/detection/detection-delays */
const looks = [0, 8 * hour, 48 * hour];
export const lastLook: number = 50 * hour;

/** A detection: a match of the rule, or a window of matches of one key. */
interface Detection {
  readonly key: string;
  /** The window's end, or the event's own time. */
  readonly end: number;
  readonly sources: readonly number[];
  readonly outcome: Readonly<Record<string, Json>>;
}

/** All detections over rows that are there at an instant. */
export function resultsOf(runnable: Runnable, rows: readonly TimedRow[], now: number): readonly ResultRow[] {
  const there = rows.flatMap((row, position) => (row.ingest <= now ? [{ ...row, position }] : []));
  return detectionsOf(runnable, there).map(({ outcome, sources }) => ({ columns: outcome, sources }));
}

type Placed = TimedRow & { readonly position: number };

function detectionsOf(runnable: Runnable, rows: readonly Placed[]): readonly Detection[] {
  const { match } = runnable.rule;
  if (match === undefined)
    return rows.flatMap(({ row, position, time }) => {
      const group = runnable.copiesOf(row, position);
      if (group.length === 0) return [];
      const { outcome, fires } = runnable.judge(group);
      return fires ? [{ key: '', end: time, sources: [position], outcome }] : [];
    });
  const groups = new Map<string, { readonly time: number; readonly instance: Instance }[]>();
  for (const { row, position, time } of rows) {
    for (const instance of runnable.copiesOf(row, position)) {
      const key = markOf(runnable.keyOf(instance) ?? []);
      const group = groups.get(key) ?? [];
      group.push({ time, instance });
      groups.set(key, group);
    }
  }
  const step =
    match.kind === 'by' ? match.milliseconds : Math.max(1000, Math.floor(match.milliseconds / stepsInWindow));
  return [...groups].flatMap(([key, members]) => windowsOf(runnable, key, members, match.milliseconds, step));
}

function markOf(key: readonly Scalar[]): string {
  return key.map((part) => `${typeof part} ${String(part)}`).join('\n');
}

/** The windows of a key whose events satisfy the condition; of neighbours in which it holds, the first. */
function windowsOf(
  runnable: Runnable,
  key: string,
  members: readonly { readonly time: number; readonly instance: Instance }[],
  length: number,
  step: number,
): readonly Detection[] {
  const starts = new Set<number>();
  for (const { time } of members) {
    const last = Math.floor(time / step) * step;
    for (let start = last; start > time - length; start -= step) starts.add(start);
  }
  const found: Detection[] = [];
  let before: number | undefined;
  for (const start of [...starts].sort((a, b) => a - b)) {
    const inside = members.filter(({ time }) => time >= start && time < start + length);
    const { outcome, fires } = runnable.judge(inside.map(({ instance }) => instance));
    if (!fires) continue;
    const isNeighbour = before !== undefined && start - before <= step && step < length;
    before = start;
    const sources = [...new Set(inside.map(({ instance }) => instance.position))].sort((a, b) => a - b);
    const last = found.at(-1);
    if (isNeighbour && last) {
      found[found.length - 1] = { ...last, sources: [...new Set([...last.sources, ...sources])].sort((a, b) => a - b) };
    } else found.push({ key, end: start + length, sources, outcome });
  }
  return found;
}

/** The alerts of a rule that runs from `from` to `until`. https://docs.cloud.google.com/chronicle/docs/detection/rule-execution-frequency */
export function alertsOf(
  runnable: Runnable,
  rows: readonly TimedRow[],
  from: number,
  until: number,
): readonly FiredAlert[] {
  const { rule, event } = runnable;
  const length = rule.options.find(({ name }) => name === 'suppression_window')?.value;
  const silence = typeof length === 'object' ? length.milliseconds : 0;
  const placed = rows.map((row, position) => ({ ...row, position })).filter((row) => row.ingest <= until);
  const streams = rule.match === undefined || isExistence(rule.condition, event);
  const fired = streams ? streamed(runnable, placed) : inRuns(runnable, placed, rule.match?.milliseconds ?? 0, until);
  const quiet = new Map<string, number>();
  const alerts: FiredAlert[] = [];
  for (const { at, detection } of fired.toSorted((a, b) => a.at - b.at || a.detection.end - b.detection.end)) {
    if (at < from || at > until) continue;
    const by = detection.outcome['suppression_key'];
    const key = rule.match ? detection.key : by === undefined ? '' : String(by);
    const instant = rule.match ? detection.end : at;
    const since = quiet.get(key);
    if (silence > 0 && since !== undefined && instant < since + silence) continue;
    quiet.set(key, instant);
    const { title } = detection.outcome;
    alerts.push({ at, sources: detection.sources, title: typeof title === 'string' ? title : undefined });
  }
  return alerts;
}

interface Fired {
  readonly at: number;
  readonly detection: Detection;
}

/** Rules on single events look at each event as it arrives. */
function streamed(runnable: Runnable, rows: readonly Placed[]): readonly Fired[] {
  return rows
    .toSorted((a, b) => a.ingest - b.ingest || a.position - b.position)
    .flatMap((row) => {
      const copies = runnable.copiesOf(row.row, row.position);
      const keys = new Set(copies.map((instance) => markOf(runnable.keyOf(instance) ?? [])));
      return [...keys].flatMap((key): readonly Fired[] => {
        const group = copies.filter((instance) => markOf(runnable.keyOf(instance) ?? []) === key);
        const { outcome, fires } = runnable.judge(group);
        return fires ? [{ at: row.ingest, detection: { key, end: row.time, sources: [row.position], outcome } }] : [];
      });
    });
}

/**
 * Rules on several events look at blocks of event time: ten minutes where the window is shorter than an hour, else an hour; each block
 * one block later, and again for late events after 8 and after 48 hours. A detection is new where none of its key shares an event.
 */
function inRuns(runnable: Runnable, rows: readonly Placed[], length: number, until: number): readonly Fired[] {
  const block = length < hour ? 10 * minute : hour;
  const fired: Fired[] = [];
  const instants = new Set<number>();
  for (const { time, ingest } of rows) {
    for (const delay of looks) {
      for (let run = Math.ceil(time / block) * block + block; run <= time + length + 2 * block; run += block) {
        if (run + delay <= until && run + delay >= ingest) instants.add(run + delay);
      }
    }
  }
  const known: Detection[] = [];
  for (const at of [...instants].sort((a, b) => a - b)) {
    const there = rows.filter((row) => row.ingest <= at && row.time <= at);
    for (const detection of detectionsOf(runnable, there)) {
      if (detection.end > at || at > detection.end + 48 * hour + 2 * block) continue;
      const isKnown = known.some(
        (other) => other.key === detection.key && other.sources.some((source) => detection.sources.includes(source)),
      );
      if (isKnown) continue;
      known.push(detection);
      fired.push({ at, detection });
    }
  }
  return fired;
}
