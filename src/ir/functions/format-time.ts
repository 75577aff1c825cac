import { dayNumber, months, weekdays } from './calendar.ts';

/** A time by a format of Python's `strftime`, in UTC; missing for a time that no calendar has, or a directive that we do not know. */
export function formatTime(seconds: number, format: string): string | undefined {
  const micro = Math.round((seconds - Math.floor(seconds)) * 1e6);
  const date = new Date((Math.floor(seconds) + (micro === 1e6 ? 1 : 0)) * 1000);
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) return undefined;
  let known = true;
  const text = format.replace(/%(.)/gsu, (_, directive: string) => {
    const made = write(directive, date, micro === 1e6 ? 0 : micro);
    known &&= made !== undefined;
    return made ?? '';
  });
  return known ? text : undefined;
}

function write(directive: string, date: Date, micro: number): string | undefined {
  const [hour, weekday] = [date.getUTCHours(), date.getUTCDay()];
  const month = months[date.getUTCMonth()] ?? '';
  switch (directive) {
    case 'Y':
      return String(date.getUTCFullYear());
    case 'm':
      return two(date.getUTCMonth() + 1);
    case 'd':
      return two(date.getUTCDate());
    case 'H':
      return two(hour);
    case 'M':
      return two(date.getUTCMinutes());
    case 'S':
      return two(date.getUTCSeconds());
    case 'f':
      return String(micro).padStart(6, '0');
    case 'y':
      return two(date.getUTCFullYear() % 100);
    case 'I':
      return two(hour % 12 === 0 ? 12 : hour % 12);
    case 'p':
      return hour < 12 ? 'AM' : 'PM';
    case 'B':
      return month;
    case 'b':
      return month.slice(0, 3);
    case 'A':
      return weekdays[weekday];
    case 'a':
      return weekdays[weekday]?.slice(0, 3);
    case 'w':
      return String(weekday);
    case 'u':
      return String(weekday === 0 ? 7 : weekday);
    case 'j':
      return String(dayOfYear(date)).padStart(3, '0');
    case 'z':
      return '+0000';
    case 'Z':
      return 'UTC';
    case 's':
      return String(Math.floor(date.getTime() / 1000));
    case 'F':
      return formatTime(date.getTime() / 1000, '%Y-%m-%d');
    case 'T':
    case 'X':
      return formatTime(date.getTime() / 1000, '%H:%M:%S');
    case 'R':
      return formatTime(date.getTime() / 1000, '%H:%M');
    case 'D':
    case 'x':
      return formatTime(date.getTime() / 1000, '%m/%d/%y');
    case 'e':
      return String(date.getUTCDate()).padStart(2);
    case '%':
      return '%';
    default:
      return undefined;
  }
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function dayOfYear(date: Date): number {
  return Math.floor(date.getTime() / 86_400_000) - (dayNumber(date.getUTCFullYear(), 1, 1) ?? 0) + 1;
}
