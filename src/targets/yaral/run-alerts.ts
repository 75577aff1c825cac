import type { FiredAlert, TimedRow } from '../runner.ts';
import type { Runnable } from './run.ts';
import { isExistence } from './run.ts';
import type { Detection, Placed } from './run-detections.ts';
import { markOf, placedAt, stepOf } from './run-detections.ts';
import type { Member } from './run-windows.ts';
import { KeyWindows } from './run-windows.ts';

const minute = 60_000;
const hour = 60 * minute;

/** How long after its time a block of events is looked at again for late ones: https://docs.cloud.google.com/chronicle/docs/detection/detection-delays */
const looks = [0, 8 * hour, 48 * hour];
export const lastLook: number = 50 * hour;

/** The alerts of a rule that runs from `from` to `until`. https://docs.cloud.google.com/chronicle/docs/detection/rule-execution-frequency */
export function alertsOf(
  runnable: Runnable,
  rows: readonly TimedRow[],
  from: number,
  until: number,
  findIn: FindInRuns = inRuns,
): readonly FiredAlert[] {
  const { rule, event } = runnable;
  const length = rule.options.find(({ name }) => name === 'suppression_window')?.value;
  const silence = typeof length === 'object' ? length.milliseconds : 0;
  const placed = rows.map(placedAt).filter((row) => row.ingest <= until);
  const streams = rule.match === undefined || isExistence(rule.condition, event);
  const fired = streams ? streamed(runnable, placed) : findIn(runnable, placed, rule.match?.milliseconds ?? 0, until);
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
    alerts.push({
      at,
      sources: detection.sources,
      title: typeof title === 'string' ? title : undefined,
      quietFrom: instant,
    });
  }
  return alerts;
}

/** A detection when its run finds it. */
export interface Fired {
  readonly at: number;
  readonly detection: Detection;
}

/** Finds the detections of all runs over windows of some length until an instant. */
export type FindInRuns = (
  runnable: Runnable,
  rows: readonly Placed[],
  length: number,
  until: number,
) => readonly Fired[];

/** Rules on single events look at each event as it arrives. */
function streamed(runnable: Runnable, rows: readonly Placed[]): readonly Fired[] {
  return rows
    .toSorted((a, b) => a.ingest - b.ingest || a.position - b.position)
    .flatMap((row) => {
      const copies = runnable.copiesOf(row.row, row.position);
      const keys = new Set(copies.map((instance) => markOf(runnable.keyOf(instance) ?? [])));
      return [...keys].flatMap((key): readonly Fired[] => {
        const group = copies.filter((instance) => markOf(runnable.keyOf(instance) ?? []) === key);
        const judged = runnable.judge(group);
        if (!judged.fires) return [];
        const { outcome } = judged;
        return [{ at: row.ingest, detection: { key, end: row.time, sources: [row.position], outcome } }];
      });
    });
}

/**
 * Rules on several events look at blocks of event time: ten minutes where the window is shorter than an hour, else an hour; each block
 * one block later, and again for late events after 8 and after 48 hours. A detection is new where none of its key shares an event.
 */
function inRuns(runnable: Runnable, rows: readonly Placed[], length: number, until: number): readonly Fired[] {
  const { match } = runnable.rule;
  if (match === undefined) return [];
  const block = length < hour ? 10 * minute : hour;
  const members = membersIn(runnable, rows);
  const keys = new Map<string, KeyWindows>();
  const fired: Fired[] = [];
  let next = 0;
  for (const at of instantsOf(rows, length, block, until)) {
    for (let member = members[next]; member !== undefined && member.seen <= at; member = members[next]) {
      const windows = keys.get(member.key) ?? new KeyWindows(runnable, member.key, match.milliseconds, stepOf(match));
      keys.set(member.key, windows);
      windows.add(member);
      next += 1;
    }
    const found = [...keys.values()].flatMap((windows) => {
      const detections = windows.newAt(at, at - 48 * hour - 2 * block);
      return detections.map((detection) => ({ first: windows.first, detection }));
    });
    // Keys come in the order of their first event that is there.
    for (const { detection } of found.sort((a, b) => a.first - b.first)) fired.push({ at, detection });
  }
  return fired;
}

/** The copies of rows that the rule takes, in the order in which runs come to see them. */
function membersIn(runnable: Runnable, rows: readonly Placed[]): readonly Member[] {
  let place = 0;
  return rows
    .flatMap(({ row, position, time, ingest }) =>
      runnable.copiesOf(row, position).map((instance): Member => {
        place += 1;
        return { place, time, seen: Math.max(time, ingest), key: markOf(runnable.keyOf(instance) ?? []), instance };
      }),
    )
    .sort((a, b) => a.seen - b.seen);
}

/** The instants of the runs that look at some row's blocks. */
function instantsOf(rows: readonly Placed[], length: number, block: number, until: number): readonly number[] {
  // Of rows that share their runs, those count that arrived first.
  const arrivals = new Map<string, { readonly from: number; readonly to: number; ingest: number }>();
  for (const { time, ingest } of rows) {
    const from = Math.ceil(time / block) * block + block;
    const to = Math.floor((time + length) / block) * block + 2 * block;
    const mark = `${from} ${to}`;
    const known = arrivals.get(mark);
    if (known === undefined) arrivals.set(mark, { from, to, ingest });
    else known.ingest = Math.min(known.ingest, ingest);
  }
  const instants = new Set<number>();
  for (const { from, to, ingest } of arrivals.values())
    for (const delay of looks)
      for (let run = from; run <= to; run += block)
        if (run + delay <= until && run + delay >= ingest) instants.add(run + delay);
  return [...instants].sort((a, b) => a - b);
}
