import type { MethodSym, OpaqueSym, Sym } from '../../sym.ts';
import { str } from '../../sym.ts';
import { constant, data } from '../../values.ts';
import { constantText } from '../arguments.ts';
import { callable, raising } from '../define.ts';
import { aware, inUtc, isoText, localOf, naive, naiveType, unknownClock } from './moment.ts';
import { apply, floatSym, floorOf, integerSym, numberIn } from './number.ts';
import { isUtc } from './zone.ts';

type Make = (self: OpaqueSym) => MethodSym['call'];

/** Monday is 0, as the first of January 1970 was a Thursday. */
function weekday(first: bigint): Make {
  return (self) => (machine, _args, span) => {
    const local = localOf(machine, self);
    if (local === undefined) return unknownClock(machine, span);
    const days = floorOf(machine, apply(machine, 'divide', local, 86_400n));
    const day = apply(machine, 'modulo', apply(machine, 'add', days, 3n), 7n);
    return integerSym(machine, first === 0n ? day : apply(machine, 'add', day, first));
  };
}

const strftime: Make = (self) =>
  callable(['format'], (machine, [format], span) => {
    const given = constantText(format);
    const local = localOf(machine, self);
    if (given === undefined) return machine.unknown('strftime()', 'the format depends on the event', span);
    if (local === undefined) return unknownClock(machine, span);
    if (self.type !== naiveType && /%[zZ]/.test(given))
      return machine.unknown('strftime() with the zone', 'it has no form in the IR', span);
    // Without a zone Python writes nothing for it.
    const plain = given.replace(/%%|%[zZ]/g, (one) => (one === '%%' ? one : ''));
    const made = machine.terms.call('format_time', local, machine.terms.literal(plain));
    if (made.kind === 'literal' && made.value === null)
      return machine.unknown(`strftime("${given}")`, 'it has no form in the IR', span);
    return data(machine, made, str);
  });

const replace: Make = (self) => (machine, args, span) => {
  const named = [...args.named.keys()];
  const only = args.positional.length === 0 && named.length === 1 ? named[0] : undefined;
  const zone = args.named.get('tzinfo');
  const local = localOf(machine, self);
  if (only === 'tzinfo' && local !== undefined) {
    if (isUtc(zone)) return aware(machine, local, local);
    if (zone?.kind === 'const' && zone.value === null) return naive(machine, local);
  }
  const micro = args.named.get('microsecond');
  if (
    only === 'microsecond' &&
    micro?.kind === 'const' &&
    micro.value === 0n &&
    self.type === naiveType &&
    local !== undefined
  )
    return naive(machine, apply(machine, 'to_float', floorOf(machine, local)));
  return machine.unknown('datetime.replace()', 'only tzinfo=utc and microsecond=0 have a form in the IR', span);
};

const astimezone: Make = (self) =>
  callable(['tz?'], (machine, [zone], span) =>
    isUtc(zone) ? inUtc(machine, self) : machine.unknown('astimezone()', 'only UTC has a form in the IR', span),
  );

const isoformat: Make = (self) =>
  callable(['sep?', 'timespec?'], (machine, [separator = constant('T'), timespec], span) => {
    const text = constantText(separator);
    if (timespec !== undefined || text === undefined || text.includes('%'))
      return machine.unknown('isoformat() with options', 'it has no form in the IR', span);
    return isoText(machine, self, text, span);
  });

/** What `time.mktime` and `calendar.timegm` take. */
const timetuple: Make = (self) => (machine, _args, span) => {
  const local = localOf(machine, self);
  if (local === undefined) return unknownClock(machine, span);
  return { kind: 'opaque', type: 'time.struct_time', parts: { seconds: floatSym(machine, local) }, behaviour: {} };
};

const unknowns = ['time', 'timetz', 'ctime', 'isocalendar', 'dst', 'tzname', 'utcoffset', 'toordinal'];

/** The methods of a time, but for `date`. */
export const momentMethods: Readonly<Record<string, Make>> = {
  timestamp: (self) => (machine) => floatSym(machine, numberIn(machine, self, 'seconds')),
  weekday: weekday(0n),
  isoweekday: weekday(1n),
  strftime,
  __format__: strftime,
  isoformat,
  replace,
  astimezone,
  timetuple,
  utctimetuple: (self) => (machine) => ({
    kind: 'opaque',
    type: 'time.struct_time',
    parts: { seconds: floatSym(machine, numberIn(machine, self, 'seconds')) },
    behaviour: {},
  }),
  ...Object.fromEntries(
    unknowns.map((name): [string, Make] => [
      name,
      () => (machine, _args, span) => machine.unknown(`datetime.${name}()`, 'it has no form in the IR', span),
    ]),
  ),
};

/** A time that never was, where the code raises anyway. */
export function raised(machine: Parameters<MethodSym['call']>[0], type: string): Sym {
  raising(machine, type);
  return naive(machine, machine.terms.literal(0));
}
