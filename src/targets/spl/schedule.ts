import type { Settings } from '../target.ts';
import type { Options } from './options.ts';

/** When a search runs and which events it reads. Times are Splunk's relative ones. */
export interface Schedule {
  readonly cron: string;
  /** Minutes between runs. */
  readonly every: number;
  readonly earliest: string;
  readonly latest: string;
  /** Bounds on the time of indexing: what arrived since the last run. Absent where older events count too. */
  readonly indexEarliest: string | undefined;
  readonly indexLatest: string | undefined;
  readonly notes: readonly string[];
  /** What cron cannot say, a sentence each. */
  readonly limits: readonly string[];
}

/** Clocks of sources may run ahead by that much. */
const aheadMinutes = 5;

/**
 * One alert for each event: everything indexed since the last run, however late within the lag. A threshold: the window, the lag and
 * the period, of which one event at least must be fresh.
 */
export function scheduleFor(settings: Settings, options: Options, threshold: number, windowMinutes: number): Schedule {
  const every = periodFor(settings.everyMinutes);
  const limits =
    every === settings.everyMinutes || options.cron !== undefined
      ? []
      : [`Cron cannot say every ${settings.everyMinutes} minutes: the search runs every ${every}.`];
  const notes =
    options.cron === undefined
      ? []
      : [
          `The cron expression is the configuration's: the windows assume a run every ${settings.everyMinutes} minutes.`,
        ];
  const period = options.cron === undefined ? every : settings.everyMinutes;
  const lookBack = period + settings.lagMinutes;
  const common = { cron: options.cron?.trim().replace(/\s+/g, ' ') ?? cronOf(every), every: period, notes, limits };
  return threshold > 1
    ? {
        ...common,
        earliest: `-${lookBack + windowMinutes}m@m`,
        latest: '@m',
        indexEarliest: undefined,
        indexLatest: undefined,
      }
    : {
        ...common,
        earliest: `-${lookBack}m@m`,
        latest: `+${aheadMinutes}m@m`,
        indexEarliest: `-${period}m@m`,
        indexLatest: '@m',
      };
}

const periods = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, 1440];

/** The longest period up to the wanted one that cron can keep without a gap or a repeat. */
function periodFor(minutes: number): number {
  return periods.findLast((period) => period <= minutes) ?? 1;
}

function cronOf(every: number): string {
  if (every === 1) return '* * * * *';
  if (every < 60) return `*/${every} * * * *`;
  if (every === 60) return '0 * * * *';
  return every === 1440 ? '0 0 * * *' : `0 */${every / 60} * * *`;
}
