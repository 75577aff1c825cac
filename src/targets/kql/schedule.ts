import type { Limit, Settings } from '../target.ts';
import { limit } from './sentinel-limits.ts';

/** When a rule runs and how far it looks back, in minutes. */
export interface Schedule {
  readonly every: number;
  readonly lookBack: number;
  readonly limits: readonly Limit[];
}

const twoDays = 2 * 24 * 60;
const twoWeeks = 14 * 24 * 60;

/**
 * Sentinel runs a rule every 5 minutes to 14 days, and at most hourly where it looks back two days or more.
 * https://learn.microsoft.com/azure/sentinel/scheduled-rules-overview
 */
export function scheduleFor(settings: Settings, windowMinutes: number): Schedule {
  const found: Limit[] = [];
  const tell = (says: string): void => {
    found.push(limit('schedule', says));
  };
  let every = Math.min(Math.max(5, Math.round(settings.everyMinutes)), twoWeeks);
  if (every !== settings.everyMinutes)
    tell(`Sentinel runs rules every 5 minutes to 14 days: every ${every} minutes instead of ${settings.everyMinutes}.`);
  const wanted = every + Math.ceil(settings.lagMinutes) + windowMinutes;
  if (wanted >= twoDays && every < 60) {
    tell(`A rule that looks back two days or more runs hourly at most: every 60 minutes instead of ${every}.`);
    every = 60;
  }
  const lookBack = Math.min(every + Math.ceil(settings.lagMinutes) + windowMinutes, twoWeeks);
  if (every + settings.lagMinutes + windowMinutes > twoWeeks)
    tell('Sentinel looks back 14 days at most: later events, and older parts of the window, are not seen.');
  return { every, lookBack, limits: found };
}

/** Incidents group alerts of at least 5 minutes and at most 7 days. https://learn.microsoft.com/azure/sentinel/scheduled-rules-overview */
export function groupingMinutes(windowMinutes: number): {
  readonly minutes: number;
  readonly limits: readonly Limit[];
} {
  const minutes = Math.min(Math.max(5, windowMinutes), 7 * 24 * 60);
  const says = `Incidents group alerts for 5 minutes to 7 days: ${minutes} minutes instead of ${windowMinutes}.`;
  return {
    minutes,
    limits: minutes === windowMinutes ? [] : [limit('grouping', says, 'warning', 'DedupPeriodMinutes')],
  };
}
