import { dayNumber, months, secondsOf, weekdays } from './calendar.ts';
import { microseconds, offsetOf } from './iso-time.ts';

/** What each directive of `strptime` reads. https://docs.python.org/3/library/datetime.html#format-codes */
const directives: Readonly<Record<string, string>> = {
  d: '3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9]',
  f: '\\d{1,6}',
  H: '2[0-3]|[0-1]\\d|\\d',
  I: '1[0-2]|0[1-9]|[1-9]',
  j: '36[0-6]|3[0-5]\\d|[1-2]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]',
  m: '1[0-2]|0[1-9]|[1-9]',
  M: '[0-5]\\d|\\d',
  S: '6[0-1]|[0-5]\\d|\\d',
  y: '\\d\\d',
  Y: '\\d{4}',
  z: '[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|Z',
  Z: 'utc|gmt',
  p: 'am|pm',
  A: longest(weekdays),
  a: longest(weekdays.map(short)),
  B: longest(months),
  b: longest(months.map(short)),
  w: '[0-6]',
};

/** Directives that stand for several others. */
const shorthands: Readonly<Record<string, string>> = { c: '%a %b %d %H:%M:%S %Y', x: '%m/%d/%y', X: '%H:%M:%S' };

interface Pattern {
  readonly regex: RegExp;
  readonly names: readonly string[];
}

/** The seconds since 1970 of a time that Python's `strptime` reads; without a zone, in UTC. Missing where it raises. */
export function parseTime(text: string, format: string): number | undefined {
  const pattern = patternOf(format);
  const found = pattern?.regex.exec(text);
  if (pattern === undefined || !found || found[0].length !== text.length) return undefined;
  const read = new Map(pattern.names.map((name, i) => [name, found[i + 1] ?? '']));
  const number = (name: string, otherwise: number): number => (read.has(name) ? Number(read.get(name)) : otherwise);
  const year = read.has('Y') ? number('Y', 0) : centuryOf(number('y', 0), read.has('y'));
  const month = read.has('m') ? number('m', 1) : monthOf(read.get('B') ?? read.get('b'));
  const dayOfYear = read.has('j') && !read.has('d') ? number('j', 1) : undefined;
  const offset = offsetOf(read.get('z') ?? 'Z');
  const first = dayNumber(year, 1, 1);
  if (offset === undefined || first === undefined) return undefined;
  const seconds = secondsOf({
    year,
    month: dayOfYear === undefined ? month : 1,
    day: dayOfYear === undefined ? number('d', 1) : 1,
    hour: read.has('H') ? number('H', 0) : halfDay(number('I', 0), read.get('p')),
    minute: number('M', 0),
    second: number('S', 0),
    microsecond: microseconds(read.get('f')),
    offset,
  });
  return seconds === undefined ? undefined : seconds + ((dayOfYear ?? 1) - 1) * 86_400;
}

/** The format as a regex; undefined for a format that Python refuses, or that says what no event needs (weeks, an era). */
function patternOf(format: string): Pattern | undefined {
  const names: string[] = [];
  const written = format.replace(/%([cxX])/g, (_, name: string) => shorthands[name] ?? '');
  let source = '';
  for (const [, directive, spaces, plain] of written.matchAll(/%(.)|(\s+)|([^%\s]|%$)/gsu)) {
    if (directive === '%') source += '%';
    else if (directive !== undefined) {
      const reads = Object.hasOwn(directives, directive) ? directives[directive] : undefined;
      if (reads === undefined || names.includes(directive)) return undefined;
      names.push(directive);
      source += `(${reads})`;
    } else if (spaces !== undefined) source += '\\s+';
    else if (plain === '%') return undefined;
    else source += (plain ?? '').replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  }
  return { regex: new RegExp(source, 'iy'), names };
}

function centuryOf(year: number, given: boolean): number {
  if (!given) return 1900;
  return year <= 68 ? 2000 + year : 1900 + year;
}

function monthOf(name: string | undefined): number {
  if (name === undefined) return 1;
  return months.findIndex((month) => month.toLowerCase().startsWith(name.toLowerCase())) + 1;
}

function halfDay(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}

function short(name: string): string {
  return name.slice(0, 3);
}

function longest(names: readonly string[]): string {
  return names.toSorted((a, b) => b.length - a.length).join('|');
}
