import { isoWeekDay, secondsOf } from './calendar.ts';

const dates = /^(?:(\d{4})-(\d\d)-(\d\d)|(\d{4})(\d\d)(\d\d)|(\d{4})-W(\d\d)(?:-(\d))?|(\d{4})W(\d\d)(\d)?)/;
const clock =
  /^(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d+))?)?|(\d\d)(?:(\d\d)(?:[.,](\d+))?)?)?(Z|[+-]\d\d(?::?\d\d(?::?\d\d(?:\.\d+)?)?)?)?$/;

/** The seconds since 1970 of a time that Python's `datetime.fromisoformat` (3.11 and later) reads; without a zone, in UTC. */
export function isoTime(text: string): number | undefined {
  const date = dates.exec(text);
  const days = date === null ? undefined : dayOf(date);
  if (date === null || days === undefined) return undefined;
  const rest = text.slice(date[0].length);
  if (rest === '') return days * 86_400;
  // One character of any kind stands between the day and the hour.
  const time = clock.exec(rest.slice([...rest][0]?.length ?? 1));
  if (time === null) return undefined;
  const [, hour, minute, second, fraction, minute2, second2, fraction2, zone] = time;
  const offset = offsetOf(zone ?? 'Z');
  const seconds = secondsOf({
    year: 1970,
    month: 1,
    day: 1,
    hour: Number(hour),
    minute: Number(minute ?? minute2 ?? 0),
    second: Number(second ?? second2 ?? 0),
    microsecond: microseconds(fraction ?? fraction2),
    offset: offset ?? 0,
  });
  return seconds === undefined || offset === undefined ? undefined : days * 86_400 + seconds;
}

/** The seconds of `+01:00`, `-0130`, `Z`; undefined for a day and more. */
export function offsetOf(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0;
  const [, sign, hours, minutes = '0', seconds = '0', fraction] =
    /^([+-])(\d\d)(?::?(\d\d)(?::?(\d\d)(?:\.(\d+))?)?)?$/.exec(zone) ?? [];
  if (Number(minutes) > 59 || Number(seconds) > 59 || hours === undefined) return undefined;
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + microseconds(fraction) / 1e6;
  return size >= 86_400 ? undefined : sign === '-' ? -size : size;
}

/** What `.5` or `.123456789` is in microseconds: further digits are cut off. */
export function microseconds(fraction: string | undefined): number {
  return Number((fraction ?? '').slice(0, 6).padEnd(6, '0'));
}

function dayOf(found: RegExpExecArray): number | undefined {
  const [, y1, m1, d1, y2, m2, d2, y3, w3, e3, y4, w4, e4] = found;
  const week = w3 ?? w4;
  if (week !== undefined) return isoWeekDay(Number(y3 ?? y4), Number(week), Number(e3 ?? e4 ?? 1));
  const date = { year: Number(y1 ?? y2), month: Number(m1 ?? m2), day: Number(d1 ?? d2) };
  const seconds = secondsOf({ ...date, hour: 0, minute: 0, second: 0, microsecond: 0, offset: 0 });
  return seconds === undefined ? undefined : seconds / 86_400;
}
