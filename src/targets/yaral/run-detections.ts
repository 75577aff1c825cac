import type { Json } from '../../ir/json.ts';
import type { ResultRow, TimedRow } from '../runner.ts';
import type { Runnable } from './run.ts';
import type { Instance, Scalar } from './run-value.ts';
import type { RuleSyntax } from './syntax.ts';

/** Hop windows start at steps of this part of their length. */
const stepsInWindow = 10;

/** A detection: a match of the rule, or a window of matches of one key. */
export interface Detection {
  readonly key: string;
  /** The window's end, or the event's own time. */
  readonly end: number;
  readonly sources: readonly number[];
  readonly outcome: Readonly<Record<string, Json>>;
}

/** All detections over rows that are there at an instant. */
export function resultsOf(runnable: Runnable, rows: readonly TimedRow[], now: number): readonly ResultRow[] {
  const there = rows.map(placedAt).filter(({ ingest }) => ingest <= now);
  return detectionsOf(runnable, there).map(({ outcome, sources }) => ({ columns: outcome, sources }));
}

/** A row with its place in the stream. */
export type Placed = TimedRow & { readonly position: number };

/** A row at its place. What is stored of it may be made only when it is asked for. */
export function placedAt(timed: TimedRow, position: number): Placed {
  const { time, ingest } = timed;
  return {
    time,
    ingest,
    position,
    get row() {
      return timed.row;
    },
  };
}

/** The detections over rows, each window of each key looked at anew. */
export function detectionsOf(runnable: Runnable, rows: readonly Placed[]): readonly Detection[] {
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
  const step = stepOf(match);
  return [...groups].flatMap(([key, members]) => windowsOf(runnable, key, members, match.milliseconds, step));
}

/** How far apart windows begin: tumbling ones at their length. */
export function stepOf({ kind, milliseconds }: NonNullable<RuleSyntax['match']>): number {
  return kind === 'by' ? milliseconds : Math.max(1000, Math.floor(milliseconds / stepsInWindow));
}

/** A key's values as one text. */
export function markOf(key: readonly Scalar[]): string {
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
    const judged = runnable.judge(inside.map(({ instance }) => instance));
    if (!judged.fires) continue;
    const { outcome } = judged;
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
