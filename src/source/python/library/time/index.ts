import type { BuiltinSym, Machine, ModuleSym, Sym } from '../../sym.ts';
import { constant } from '../../values.ts';
import { constantText, textArgument } from '../arguments.ts';
import { defineEach, raising } from '../define.ts';
import { exceptionClass } from '../exceptions.ts';
import { inert, refused, silent } from '../inert.ts';
import { membersOf, moduleOf } from '../module.ts';
import { date } from './date.ts';
import { datetime } from './datetime.ts';
import { floatSym, floorOf, numberIn } from './number.ts';
import { timedelta } from './timedelta.ts';
import { timezone, utc, zoneByName } from './zone.ts';

const now = 'it is the current time, which is not in the event';

/** `mktime` takes a clock for that of the machine: UTC, where Panther runs. */
function secondsOfStruct(name: string, see: (machine: Machine, struct: Sym) => Sym): BuiltinSym {
  return defineEach(name, ['t'], (machine, [struct], span) =>
    struct.kind === 'opaque' && struct.type === 'time.struct_time'
      ? see(machine, struct)
      : machine.unknown(`${name}()`, 'its argument has no form in the IR', span),
  );
}

const mktime = secondsOfStruct('time.mktime', (machine, struct) =>
  struct.kind === 'opaque'
    ? floatSym(machine, machine.terms.call('to_float', floorOf(machine, numberIn(machine, struct, 'seconds'))))
    : struct,
);
const timegm = secondsOfStruct('calendar.timegm', (machine, struct) =>
  struct.kind === 'opaque' ? floatSym(machine, floorOf(machine, numberIn(machine, struct, 'seconds'))) : struct,
);

/** Texts that `dateutil` reads as `fromisoformat` does. */
const iso = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

const parse = defineEach('dateutil.parser.parse', ['timestr', 'parserinfo?'], (machine, [text, info], span) => {
  const known = constantText(text);
  if (known !== undefined && info === undefined && iso.test(known)) {
    const read = datetime.members?.get('fromisoformat');
    if (read !== undefined) return machine.call(read, { positional: [text], named: new Map() }, span);
  }
  if (textArgument(machine, text) === undefined) return raising(machine, 'TypeError');
  return machine.unknown('dateutil.parser.parse()', 'it guesses the format, which has no form in the IR', span);
});

const parser = moduleOf('dateutil.parser', [
  ['parse', parse],
  ['isoparse', refused('dateutil.parser.isoparse', 'it has no form in the IR')],
  ['ParserError', exceptionClass('ParserError')],
]);

const tz = moduleOf('dateutil.tz', [
  ['UTC', utc],
  ['tzutc', defineEach('dateutil.tz.tzutc', [], () => utc)],
  ['gettz', zoneByName('dateutil.tz.gettz')],
]);

/** What reads and writes times. */
export const timeModules: readonly ModuleSym[] = [
  moduleOf('datetime', [
    ...membersOf([datetime, date, timedelta, timezone]),
    ['time', refused('datetime.time', 'a time of day has no form in the IR')],
    ['tzinfo', inert('datetime.tzinfo')],
    ['UTC', utc],
    ['MINYEAR', constant(1n)],
    ['MAXYEAR', constant(9999n)],
  ]),
  moduleOf('time', [
    ...membersOf(
      ['time', 'time_ns', 'monotonic', 'perf_counter', 'gmtime', 'localtime', 'ctime'].map((name) =>
        refused(`time.${name}`, now),
      ),
    ),
    ...membersOf(
      ['strftime', 'strptime', 'asctime'].map((name) => refused(`time.${name}`, 'it has no form in the IR')),
    ),
    ['mktime', mktime],
    ['sleep', silent('time.sleep')],
  ]),
  moduleOf('calendar', membersOf([timegm])),
  moduleOf('dateutil', [
    ['parser', parser],
    ['tz', tz],
  ]),
  ...[parser, tz],
  moduleOf('pytz', [
    ['utc', utc],
    ['UTC', utc],
    ['timezone', zoneByName('pytz.timezone')],
  ]),
  moduleOf('zoneinfo', [['ZoneInfo', zoneByName('zoneinfo.ZoneInfo')]]),
];
