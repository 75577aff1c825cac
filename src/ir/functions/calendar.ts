/** A moment as it is written: year, month, day, hour, minute, second as on a calendar. */
export interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
  /** Seconds that its zone is ahead of UTC. */
  readonly offset: number;
}

export const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

export const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** Seconds since 1970 of a moment; undefined where there is no such day or hour. Python knows the years 1 to 9999. */
export function secondsOf(moment: Moment): number | undefined {
  const { year, month, day, hour, minute, second, microsecond, offset } = moment;
  const days = dayNumber(year, month, day);
  if (days === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  return days * 86_400 + hour * 3600 + minute * 60 + second - offset + microsecond / 1e6;
}

/** Days since 1970; undefined for a day that no calendar has. */
export function dayNumber(year: number, month: number, day: number): number | undefined {
  if (year < 1 || year > 9999) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / 86_400_000 : undefined;
}

/** Days since 1970 of a day of an ISO week, Monday being 1. */
export function isoWeekDay(year: number, week: number, day: number): number | undefined {
  const start = dayNumber(year, 1, 4);
  if (start === undefined || week < 1 || day < 1 || day > 7) return undefined;
  const firstMonday = start - ((((start + 3) % 7) + 7) % 7);
  const next = dayNumber(year + 1, 1, 4);
  const weeks = next === undefined ? 53 : (next - ((((next + 3) % 7) + 7) % 7) - firstMonday) / 7;
  return week > weeks ? undefined : firstMonday + (week - 1) * 7 + day - 1;
}
