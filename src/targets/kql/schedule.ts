import type { Settings } from '../target.ts';

/** When a rule runs and how far it looks back, in minutes. */
export interface Schedule {
  readonly every: number;
  readonly lookBack: number;
  readonly notes: readonly string[];
}

const twoDays = 2 * 24 * 60;
const twoWeeks = 14 * 24 * 60;

/**
 * Sentinel runs a rule every 5 minutes to 14 days, and at most hourly where it looks back two days or more.
 * https://learn.microsoft.com/azure/sentinel/scheduled-rules-overview
 */
export function scheduleFor(settings: Settings, windowMinutes: number): Schedule {
  const notes: string[] = [];
  let every = Math.min(Math.max(5, Math.round(settings.everyMinutes)), twoWeeks);
  if (every !== settings.everyMinutes)
    notes.push(
      `Sentinel runs rules every 5 minutes to 14 days: every ${every} minutes instead of ${settings.everyMinutes}.`,
    );
  const wanted = every + Math.ceil(settings.lagMinutes) + windowMinutes;
  if (wanted >= twoDays && every < 60) {
    notes.push(`A rule that looks back two days or more runs hourly at most: every 60 minutes instead of ${every}.`);
    every = 60;
  }
  const lookBack = Math.min(every + Math.ceil(settings.lagMinutes) + windowMinutes, twoWeeks);
  if (every + settings.lagMinutes + windowMinutes > twoWeeks)
    notes.push('Sentinel looks back 14 days at most: later events, and older parts of the window, are not seen.');
  return { every, lookBack, notes };
}

/** Incidents group alerts of at least 5 minutes and at most 7 days. https://learn.microsoft.com/azure/sentinel/scheduled-rules-overview */
export function groupingMinutes(windowMinutes: number): {
  readonly minutes: number;
  readonly notes: readonly string[];
} {
  const minutes = Math.min(Math.max(5, windowMinutes), 7 * 24 * 60);
  const note = `Incidents group alerts for 5 minutes to 7 days: ${minutes} minutes instead of ${windowMinutes}.`;
  return { minutes, notes: minutes === windowMinutes ? [] : [note] };
}
