import { matchesGlob } from '../../glob.ts';
import type { MappedRule } from '../../mapping/mapping.ts';
import type { Limit, Settings } from '../target.ts';
import { tableOf } from './home.ts';
import { readOptions } from './options.ts';
import type { Schedule } from './schedule.ts';
import { limit } from './sentinel-limits.ts';

const minute = 60_000;
/** Between a minute's arrivals and the run over them. */
const delay = 2 * minute;
/** Events that arrive later than that after they happened are not looked at. */
const latest = 12 * 60 * minute;

/** A rule of the kind NRT runs each minute over what arrived in a minute. https://learn.microsoft.com/azure/sentinel/near-real-time-rules */
export const nrtSchedule: Schedule = { every: 1, lookBack: 1, limits: [] };

/** Whether a rule runs near real time: where the configuration wants it and Sentinel can; else why it stays on its schedule. */
export function nrtFor(
  { rule, home }: MappedRule,
  settings: Settings,
): { readonly runs: boolean; readonly limits: readonly Limit[] } {
  if (!readOptions(settings.options).nrt.some((glob) => matchesGlob(glob, rule.id))) return { runs: false, limits: [] };
  const table = tableOf(home);
  const why =
    rule.alert.threshold > 1
      ? 'its matches are counted over more than the minute of one run'
      : !table.ingestion
        ? `${table.table} is no single table`
        : settings.lagMinutes * minute >= latest
          ? 'its events may arrive 12 hours late or later'
          : undefined;
  return why === undefined
    ? { runs: true, limits: [] }
    : {
        runs: false,
        limits: [limit('nrt', `the rule stays on its schedule and does not run near real time: ${why}.`)],
      };
}

interface Arrived {
  readonly row: { readonly time: number; readonly ingest: number };
  readonly position: number;
}

/** What each run sees that sees anything, the rows in their order: those that arrived in the minute that ended two minutes before. */
export function nrtRuns<S extends Arrived>(
  rows: readonly S[],
  from: number,
  until: number,
): readonly { readonly now: number; readonly until: number; readonly seen: readonly S[] }[] {
  const runs = new Map<number, S[]>();
  for (const one of rows) {
    const { time, ingest } = one.row;
    const now = from + (Math.floor((ingest - from) / minute) + 1) * minute + delay;
    if (now < from || now > until || ingest - time >= latest) continue;
    runs.set(now, [...(runs.get(now) ?? []), one]);
  }
  return [...runs]
    .sort(([a], [b]) => a - b)
    .map(([now, seen]) => ({ now, until: now - delay, seen: seen.sort((a, b) => a.position - b.position) }));
}
