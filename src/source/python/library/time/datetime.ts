import { secondsOf } from '../../../../ir/functions/calendar.ts';
import type { Value } from '../../../../ir/value.ts';
import { choice } from '../../choice.ts';
import type { BuiltinSym, Machine, Sym } from '../../sym.ts';
import { int, number } from '../../sym.ts';
import { constant, typesOf } from '../../values.ts';
import { constantInteger, constantText, numberArgument, textArgument } from '../arguments.ts';
import { defineEach, raising } from '../define.ts';
import { instancesOf } from '../instances.ts';
import { raiseWhereMissing } from '../numbers.ts';
import { aware, awareType, constantMoment, naive, naiveType } from './moment.ts';
import { raised } from './moment-methods.ts';
import { apply, toMicroseconds } from './number.ts';
import { isUtc } from './zone.ts';

/** A zone at the end of a time, as `fromisoformat` takes it. */
const zone = '(?:Z|[+-]\\d\\d(?::?\\d\\d(?::?\\d\\d(?:\\.\\d+)?)?)?)$';

/** A time that `fromisoformat` takes, with a zone. */
const zoned = `^(?:\\d{4}-\\d\\d-\\d\\d|\\d{8}|\\d{4}-?W\\d\\d(?:-?\\d)?).\\d\\d(?::?\\d\\d(?::?\\d\\d(?:[.,]\\d+)?)?)?${zone}`;

const fromisoformat = defineEach('datetime.fromisoformat', ['date_string'], (machine, [text]) => {
  const { terms } = machine;
  const value = textArgument(machine, text);
  if (value === undefined) return raised(machine, 'TypeError');
  const seconds = terms.call('parse_time', value, terms.literal('iso'));
  raiseWhereMissing(machine, seconds, 'ValueError');
  if (seconds.kind === 'literal' && seconds.value === null) return naive(machine, terms.literal(0));
  const hasZone = terms.test(value, 'regex', [terms.literal(zoned)], { flags: ['s'] });
  const bare = terms.call('regex_replace', value, terms.literal(zone), terms.literal(''), terms.literal(''));
  const local = terms.call('parse_time', bare, terms.literal('iso'));
  return choice(machine, hasZone, aware(machine, seconds, local), naive(machine, seconds));
});

const strptime = defineEach('datetime.strptime', ['date_string', 'format'], (machine, [text, format], span) => {
  const { terms } = machine;
  const value = textArgument(machine, text);
  const given = constantText(format);
  if (given === undefined) return machine.unknown('strptime()', 'the format depends on the event', span);
  if (value === undefined) return raised(machine, 'TypeError');
  const seconds = terms.call('parse_time', value, terms.literal(given));
  raiseWhereMissing(machine, seconds, 'ValueError');
  if (seconds.kind === 'literal' && seconds.value === null) return naive(machine, terms.literal(0));
  if (!/%z/.test(given.replaceAll('%%', ''))) return naive(machine, seconds);
  if (!given.endsWith('%z')) return aware(machine, seconds, undefined);
  const bare = terms.call('regex_replace', value, terms.literal(zone), terms.literal(''), terms.literal(''));
  const local = terms.call('parse_time', bare, terms.literal(given.slice(0, -2)));
  return aware(machine, seconds, local);
});

/** The first and the last second that Python knows. */
const [firstSecond, lastSecond] = [-62_135_596_800n, 253_402_300_799n];

function fromTimestamp(name: string): BuiltinSym {
  return defineEach(`datetime.${name}`, ['timestamp', 'tz?'], (machine, [timestamp, tz], span) => {
    const { terms } = machine;
    const value = numberArgument(machine, timestamp);
    if (value === undefined) return raised(machine, 'TypeError');
    const outside = [
      terms.test(value, 'lt', [terms.literal(firstSecond)]),
      terms.test(value, 'gt', [terms.literal(lastSecond)]),
    ];
    machine.raise(terms.or(...outside), 'ValueError');
    const seconds = wholeOrRounded(machine, timestamp, value);
    if (tz === undefined || (tz.kind === 'const' && tz.value === null)) return naive(machine, seconds);
    if (isUtc(tz)) return aware(machine, seconds, seconds);
    return machine.unknown('a time zone other than UTC', 'it has no form in the IR', span);
  });
}

function wholeOrRounded(machine: Machine, given: Sym, value: Value): Value {
  const asFloat = apply(machine, 'to_float', value);
  return (typesOf(machine, given) & number) === int ? asFloat : toMicroseconds(machine, asFloat);
}

function current(name: string): BuiltinSym {
  return defineEach(`datetime.${name}`, ['tz?'], (machine, _, span) =>
    machine.unknown(`datetime.${name}()`, 'it is the current time, which is not in the event', span),
  );
}

const parts = ['hour?', 'minute?', 'second?', 'microsecond?', 'tzinfo?'] as const;

/** `datetime`. */
export const datetime: BuiltinSym = {
  ...defineEach('datetime.datetime', ['year', 'month', 'day', ...parts], (machine, given, span) => {
    const zero = constant(0n);
    const [year, month, day, hour, minute, second, microsecond] = given
      .slice(0, 7)
      .map((one) => constantInteger(one ?? zero));
    const tz = given[7];
    if (
      year === undefined ||
      month === undefined ||
      day === undefined ||
      hour === undefined ||
      minute === undefined ||
      second === undefined ||
      microsecond === undefined
    )
      return machine.unknown('a datetime of numbers of the event', 'it has no form in the IR', span);
    const seconds = secondsOf({ year, month, day, hour, minute, second, microsecond, offset: 0 });
    if (seconds === undefined) return raising(machine, 'ValueError');
    const value = machine.terms.literal(seconds);
    if (tz === undefined || (tz.kind === 'const' && tz.value === null)) return naive(machine, value);
    if (isUtc(tz)) return aware(machine, value, value);
    return machine.unknown('a time zone other than UTC', 'it has no form in the IR', span);
  }),
  instances: instancesOf({ opaque: [naiveType, awareType] }),
  get members() {
    return new Map<string, Sym>([
      ['fromisoformat', fromisoformat],
      ['strptime', strptime],
      ['fromtimestamp', fromTimestamp('fromtimestamp')],
      ['utcfromtimestamp', fromTimestamp('utcfromtimestamp')],
      ...['now', 'utcnow', 'today'].map((name): [string, Sym] => [name, current(name)]),
      ['max', limit(9999, 12, 31)],
      ['min', limit(1, 1, 1)],
    ]);
  },
};

/** `datetime.max` and `datetime.min`. */
function limit(year: number, month: number, day: number): Sym {
  const late = year === 9999;
  const seconds = secondsOf({
    year,
    month,
    day,
    hour: late ? 23 : 0,
    minute: late ? 59 : 0,
    second: late ? 59 : 0,
    microsecond: late ? 999_999 : 0,
    offset: 0,
  });
  return constantMoment(seconds ?? 0);
}
