import type { FiredAlert, TimedRow } from '../runner.ts';
import { firstNot } from '../sorted.ts';
import type { Cell, Cells } from './cell.ts';
import { manyOf, textOfCell } from './cell.ts';
import type { Stanza } from './read-conf.ts';
import { relativeTime } from './relative-time.ts';
import type { Result } from './run-stats.ts';

/** When a saved search runs, over which events, and how it keeps quiet; times as Splunk writes them. */
export interface Saved {
  readonly cron: string;
  readonly earliest: string;
  readonly latest: string;
  readonly indexEarliest: string | undefined;
  readonly indexLatest: string | undefined;
  readonly suppressFields: readonly string[] | undefined;
  readonly suppressSeconds: number;
}

/** What a stanza says of its schedule. */
export function savedOf(stanza: Stanza | undefined): Saved {
  const get = (key: string): string | undefined => stanza?.settings.get(key)?.value;
  const period = /^(\d+)([smhd]?)$/.exec(get('alert.suppress.period') ?? '');
  const unit: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };
  return {
    cron: get('cron_schedule') ?? '*/5 * * * *',
    earliest: get('dispatch.earliest_time') ?? '',
    latest: get('dispatch.latest_time') ?? 'now',
    indexEarliest: get('dispatch.index_earliest'),
    indexLatest: get('dispatch.index_latest'),
    suppressFields:
      get('alert.suppress') === 'true' || get('alert.suppress') === '1'
        ? (get('alert.suppress.fields') ?? '').split(/\s*,\s*/).filter((f) => f !== '')
        : undefined,
    suppressSeconds: period ? Number(period[1]) * (unit[period[2] ?? ''] ?? 1) : 0,
  };
}

/** What one run at an instant reads: bounds of event time and of index time, seconds; the later ones are not read themselves. */
interface Bounds {
  readonly low: number;
  readonly high: number;
  readonly indexLow: number;
  readonly indexHigh: number;
}

function boundsAt(saved: Saved, now: number): Bounds {
  const bound = (text: string | undefined, otherwise: number): number =>
    text === undefined || text === '' ? otherwise : (relativeTime(text, now) ?? otherwise);
  return {
    low: bound(saved.earliest, Number.NEGATIVE_INFINITY),
    high: bound(saved.latest, now),
    indexLow: bound(saved.indexEarliest, Number.NEGATIVE_INFINITY),
    indexHigh: bound(saved.indexLatest, Number.POSITIVE_INFINITY),
  };
}

function isIndexed({ indexLow, indexHigh }: Bounds, { ingest }: Pick<TimedRow, 'ingest'>, now: number): boolean {
  const instant = ingest / 1000;
  return instant <= now && instant >= indexLow && instant < indexHigh;
}

/** The rows that one run at an instant (seconds) reads: indexed by then, and within the bounds of event time and of index time. */
export function visibleAt(
  saved: Saved,
  rows: readonly TimedRow[],
  now: number,
): readonly { readonly row: TimedRow; readonly position: number }[] {
  const bounds = boundsAt(saved, now);
  return rows.flatMap((row, position) => {
    const time = row.time / 1000;
    return time >= bounds.low && time < bounds.high && isIndexed(bounds, row, now) ? [{ row, position }] : [];
  });
}

/** The fields of a result that an alert shows. */
export const shownFields: readonly string[] = ['title', 'firstTime', 'lastTime'];

/** An event that some run may take, with its place among the rows and its instants (ms). */
export interface Candidate {
  readonly cells: Cells;
  readonly position: number;
  readonly time: number;
  readonly ingest: number;
}

/**
 * Every alert of a saved search over a stream: runs on schedule, events visible once indexed, throttled by its fields. `run` takes the
 * events of a run in the order of their positions.
 */
export function firedAlerts(
  saved: Saved,
  candidates: readonly Candidate[],
  from: number,
  until: number,
  run: (seen: readonly Candidate[], now: number) => readonly Result[],
): FiredAlert[] {
  const fired: FiredAlert[] = [];
  const quiet = new Map<string, number>();
  const byTime = candidates.toSorted((a, b) => a.time - b.time || a.position - b.position);
  for (let at = Math.ceil(from / 60_000) * 60_000; at <= until; at += 60_000) {
    if (!cronFires(saved.cron, new Date(at))) continue;
    const now = at / 1000;
    const bounds = boundsAt(saved, now);
    const seen = byTime
      .slice(
        firstNot(byTime, ({ time }) => time / 1000 < bounds.low),
        firstNot(byTime, ({ time }) => time / 1000 < bounds.high),
      )
      .filter((candidate) => isIndexed(bounds, candidate, now))
      .sort((a, b) => a.position - b.position);
    for (const { cells, sources } of run(seen, now)) {
      if (saved.suppressFields !== undefined) {
        const key = JSON.stringify(saved.suppressFields.map((name) => manyOf(cells.get(name) ?? null)));
        const last = quiet.get(key);
        if (last !== undefined && now < last + saved.suppressSeconds) continue;
        quiet.set(key, now);
      }
      const [first, last] = ['firstTime', 'lastTime'].map((name) => shownInstant(cells.get(name) ?? null));
      fired.push({ at, sources, title: titleOf(cells), first, last });
    }
  }
  return fired;
}

/** An instant as `convert ctime()` writes it, in UTC: whole seconds. */
function shownInstant(cell: Cell): number | undefined {
  const instant = cell === null ? Number.NaN : Date.parse(`${textOfCell(cell)}Z`);
  return Number.isNaN(instant) ? undefined : instant;
}

function titleOf(cells: Cells): string | undefined {
  const title: Cell = cells.get('title') ?? null;
  return title === null ? undefined : textOfCell(title);
}

/** Whether a cron expression of five fields fires in a minute (UTC). */
export function cronFires(cron: string, at: Date): boolean {
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*'] = cron.trim().split(/\s+/);
  return (
    fits(minute, at.getUTCMinutes()) &&
    fits(hour, at.getUTCHours()) &&
    fits(day, at.getUTCDate()) &&
    fits(month, at.getUTCMonth() + 1) &&
    fits(weekday, at.getUTCDay())
  );
}

function fits(field: string, value: number): boolean {
  return field.split(',').some((part) => {
    const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (!match) return false;
    const step = Number(match[3] ?? 1);
    if (match[1] === undefined) return value % step === 0;
    const low = Number(match[1]);
    const high = match[2] === undefined ? (match[3] === undefined ? low : Number.POSITIVE_INFINITY) : Number(match[2]);
    return value >= low && value <= high && (value - low) % step === 0;
  });
}
