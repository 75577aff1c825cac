import type { Span } from '../../../../diagnostics/source.ts';
import type { Value } from '../../../../ir/value.ts';
import { choice } from '../../choice.ts';
import type { Behaviour, Cond, Machine, OpaqueSym, Sym } from '../../sym.ts';
import { str } from '../../sym.ts';
import { constant, data, noneSym } from '../../values.ts';
import { dayOf } from './date.ts';
import { momentMethods } from './moment-methods.ts';
import { apply, floatSym, floorOf, integerSym, numberIn, toMicroseconds } from './number.ts';
import { deltaOf, deltaType, secondsOf } from './timedelta.ts';
import { someZone } from './zone.ts';

/** The types of the objects of times without and with a zone: Python does not compare one with the other. */
export const naiveType = 'datetime.datetime';
export const awareType = 'datetime.datetime with a zone';

/** A time without a zone. */
export function naive(machine: Machine, seconds: Value): OpaqueSym {
  const own = floatSym(machine, seconds);
  return { kind: 'opaque', type: naiveType, parts: { seconds: own, local: own }, behaviour };
}

/** A constant time without a zone. */
export function constantMoment(seconds: number): OpaqueSym {
  const own = constant(seconds);
  return { kind: 'opaque', type: naiveType, parts: { seconds: own, local: own }, behaviour };
}

/** A time with a zone: in UTC, and as its own clock reads. `local` is absent where that is not known. */
export function aware(machine: Machine, seconds: Value, local: Value | undefined): OpaqueSym {
  const own = floatSym(machine, seconds);
  const parts = local === undefined ? { seconds: own } : { seconds: own, local: floatSym(machine, local) };
  return { kind: 'opaque', type: awareType, parts, behaviour };
}

/** Whether a value is a time. */
export function isMoment(sym: Sym): sym is OpaqueSym {
  return sym.kind === 'opaque' && (sym.type === naiveType || sym.type === awareType);
}

/** A time as its own clock reads; undefined where that is not known. */
export function localOf(machine: Machine, moment: OpaqueSym): Value | undefined {
  return moment.parts['local'] === undefined ? undefined : numberIn(machine, moment, 'local');
}

/** A time moved by some seconds. */
function moved(machine: Machine, moment: OpaqueSym, by: Value): OpaqueSym {
  const shift = (value: Value): Value => toMicroseconds(machine, machine.terms.call('add', value, by));
  const seconds = shift(numberIn(machine, moment, 'seconds'));
  if (moment.type === naiveType) return naive(machine, seconds);
  const local = localOf(machine, moment);
  return aware(machine, seconds, local === undefined ? undefined : shift(local));
}

const fields: Readonly<Record<string, (machine: Machine, local: Value) => Value>> = {
  year: (machine, local) => apply(machine, 'to_integer', written(machine, local, '%Y')),
  month: (machine, local) => apply(machine, 'to_integer', written(machine, local, '%m')),
  day: (machine, local) => apply(machine, 'to_integer', written(machine, local, '%d')),
  hour: (machine, local) => floorOf(machine, apply(machine, 'divide', apply(machine, 'modulo', local, 86_400n), 3600n)),
  minute: (machine, local) => floorOf(machine, apply(machine, 'divide', apply(machine, 'modulo', local, 3600n), 60n)),
  second: (machine, local) => floorOf(machine, apply(machine, 'modulo', local, 60n)),
  microsecond: (machine, local) =>
    apply(machine, 'round', apply(machine, 'multiply', apply(machine, 'modulo', local, 1n), 1_000_000n)),
};

function written(machine: Machine, local: Value, format: string): Value {
  return machine.terms.call('format_time', local, machine.terms.literal(format));
}

const behaviour: Behaviour = {
  joins: true,
  attribute: (machine, self, name, span) => {
    const field = fields[name];
    if (field !== undefined) {
      const local = localOf(machine, self);
      return local === undefined ? unknownClock(machine, span) : integerSym(machine, field(machine, local));
    }
    if (name === 'tzinfo') return self.type === naiveType ? noneSym : someZone;
    if (name === 'fold') return constant(0n);
    if (name === 'date') return method(self, name, (inner, at) => dateOf(inner, self, at));
    const own = momentMethods[name];
    return own === undefined ? undefined : { kind: 'method', self, name, call: own(self) };
  },
  key: (_machine, self) => self.parts['seconds'] ?? constant(0),
  text: (machine, self, span) => isoText(machine, self, ' ', span),
  operate: (machine, self, operator, other, reflected) => {
    if (other.kind !== 'opaque') return undefined;
    if (other.type === deltaType && operator === 'Add') return moved(machine, self, secondsOf(machine, other));
    if (reflected || operator !== 'Sub') return undefined;
    const seconds = numberIn(machine, self, 'seconds');
    if (other.type === deltaType)
      return moved(machine, self, machine.terms.call('subtract', machine.terms.literal(0), secondsOf(machine, other)));
    if (other.type !== self.type) return undefined;
    const before = numberIn(machine, other, 'seconds');
    return deltaOf(machine, toMicroseconds(machine, machine.terms.call('subtract', seconds, before)));
  },
};

function method(self: OpaqueSym, name: string, make: (machine: Machine, span: Span) => Sym): Sym {
  return { kind: 'method', self, name, call: (machine, _args, span) => make(machine, span) };
}

function dateOf(machine: Machine, self: OpaqueSym, span: Span): Sym {
  const local = localOf(machine, self);
  if (local === undefined) return unknownClock(machine, span);
  return dayOf(machine, floorOf(machine, apply(machine, 'divide', local, 86_400n)));
}

/** What is read off a clock whose zone is not known. */
export function unknownClock(machine: Machine, span: Span): Sym {
  return machine.unknown('the clock of a time with a zone', 'its zone has no form in the IR', span);
}

/** `isoformat()`. */
export function isoText(machine: Machine, self: OpaqueSym, separator: string, span: Span): Sym {
  const local = localOf(machine, self);
  if (local === undefined) return unknownClock(machine, span);
  const { terms } = machine;
  const format = `%Y-%m-%d${separator}%H:%M:%S`;
  const isWhole: Cond = terms.test(apply(machine, 'modulo', local, 1n), 'eq', [terms.literal(0n)]);
  const [whole, full] = [written(machine, local, format), written(machine, local, `${format}.%f`)];
  const made = choice(machine, isWhole, data(machine, whole, str), data(machine, full, str));
  if (self.type === naiveType) return made;
  const plain = terms.plain(isWhole);
  const text = plain === undefined ? full : terms.choose(plain, whole, full);
  return data(machine, terms.call('concat', text, offsetText(machine, self, local)), str);
}

/** `+02:00`. */
function offsetText(machine: Machine, self: OpaqueSym, local: Value): Value {
  const { terms } = machine;
  const offset = terms.call('subtract', local, numberIn(machine, self, 'seconds'));
  const isBehind = terms.plain(terms.test(offset, 'lt', [terms.literal(0n)]));
  const sign =
    isBehind === undefined ? terms.literal('+') : terms.choose(isBehind, terms.literal('-'), terms.literal('+'));
  const size = terms.call('absolute', offset);
  const two = (value: Value): Value =>
    terms.call('pad_left', terms.call('str', floorOf(machine, value)), terms.literal(2n), terms.literal('0'));
  const hours = two(apply(machine, 'divide', size, 3600n));
  const minutes = two(apply(machine, 'divide', apply(machine, 'modulo', size, 3600n), 60n));
  return terms.call('concat', sign, hours, terms.literal(':'), minutes);
}

/** A time in UTC. */
export function inUtc(machine: Machine, moment: OpaqueSym): OpaqueSym {
  const seconds = numberIn(machine, moment, 'seconds');
  return aware(machine, seconds, seconds);
}
