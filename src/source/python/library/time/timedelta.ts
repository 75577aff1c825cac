import type { Value } from '../../../../ir/value.ts';
import type { BinaryOperator } from '../../nodes.ts';
import type { Behaviour, BuiltinSym, Machine, OpaqueSym, Sym } from '../../sym.ts';
import { bool, number } from '../../sym.ts';
import { constant, hasType, typesOf } from '../../values.ts';
import { numberArgument } from '../arguments.ts';
import { define } from '../define.ts';
import { instancesOf } from '../instances.ts';
import { apply, floatSym, floorOf, integerSym, numberIn, toMicroseconds } from './number.ts';

/** The type of the object of a length of time. */
export const deltaType = 'datetime.timedelta';

/** A length of time in seconds. */
export function deltaOf(machine: Machine, seconds: Value): OpaqueSym {
  return { kind: 'opaque', type: deltaType, parts: { seconds: floatSym(machine, seconds) }, behaviour };
}

/** The seconds of a length of time. */
export function secondsOf(machine: Machine, delta: OpaqueSym): Value {
  return numberIn(machine, delta, 'seconds');
}

const units: readonly (readonly [string, number])[] = [
  ['days?', 86_400],
  ['seconds?', 1],
  ['microseconds?', 1e-6],
  ['milliseconds?', 1e-3],
  ['minutes?', 60],
  ['hours?', 3600],
  ['weeks?', 604_800],
];

/** `timedelta`. */
export const timedelta: BuiltinSym = {
  ...define(
    deltaType,
    units.map(([name]) => name),
    (machine, given) => {
      const { terms } = machine;
      let sum = terms.literal(0);
      for (const [i, [, size]] of units.entries()) {
        const one = given[i];
        if (one === undefined) continue;
        if (one.kind === 'unknown') return one;
        const value = numberArgument(machine, one);
        if (value === undefined) continue;
        sum = terms.call('add', sum, terms.call('multiply', value, terms.literal(size)));
      }
      return deltaOf(machine, toMicroseconds(machine, sum));
    },
  ),
  instances: instancesOf({ opaque: [deltaType] }),
  get members() {
    return new Map<string, Sym>([
      ['max', constantDelta(86_400_000_000_000)],
      ['min', constantDelta(-86_399_999_913_600)],
      ['resolution', constantDelta(1e-6)],
    ]);
  },
};

function constantDelta(seconds: number): OpaqueSym {
  return { kind: 'opaque', type: deltaType, parts: { seconds: constant(seconds) }, behaviour };
}

const behaviour: Behaviour = {
  joins: true,
  attribute: (machine, self, name) => {
    const seconds = secondsOf(machine, self);
    switch (name) {
      case 'total_seconds':
        return method(self, name, (inner) => floatSym(inner, secondsOf(inner, self)));
      case 'days':
        return integerSym(machine, floorOf(machine, apply(machine, 'floor_divide', seconds, 86_400n)));
      case 'seconds':
        return integerSym(machine, floorOf(machine, apply(machine, 'modulo', seconds, 86_400n)));
      case 'microseconds': {
        const fraction = apply(machine, 'modulo', seconds, 1n);
        return integerSym(machine, apply(machine, 'round', apply(machine, 'multiply', fraction, 1_000_000n)));
      }
      case '__abs__':
        return method(self, name, (inner) => deltaOf(inner, inner.terms.call('absolute', seconds)));
      default:
        return undefined;
    }
  },
  key: (_machine, self) => self.parts['seconds'] ?? constant(0),
  truthy: (machine, self) =>
    machine.terms.not(machine.terms.test(secondsOf(machine, self), 'eq', [machine.terms.literal(0n)])),
  text: (machine, self, span) => {
    const { seconds } = self.parts;
    return seconds?.kind === 'const' && typeof seconds.value === 'number'
      ? constant(written(seconds.value))
      : machine.unknown('the text of a timedelta', 'it has no form in the IR', span);
  },
  operate: (machine, self, operator, other, reflected) => {
    if (other.kind === 'opaque')
      return other.type === deltaType ? withDelta(machine, self, operator, other, reflected) : undefined;
    return withNumber(machine, self, operator, other, reflected);
  },
};

function method(self: OpaqueSym, name: string, make: (machine: Machine) => Sym): Sym {
  return { kind: 'method', self, name, call: (machine) => make(machine) };
}

function withDelta(
  machine: Machine,
  self: OpaqueSym,
  operator: BinaryOperator,
  other: OpaqueSym,
  reflected: boolean,
): Sym | undefined {
  const [a, b] = reflected ? [other, self] : [self, other];
  const [left, right] = [secondsOf(machine, a), secondsOf(machine, b)];
  const { terms } = machine;
  if (operator === 'Add' || operator === 'Sub')
    return deltaOf(machine, toMicroseconds(machine, terms.call(operator === 'Add' ? 'add' : 'subtract', left, right)));
  if (operator !== 'Div' && operator !== 'FloorDiv' && operator !== 'Mod') return undefined;
  machine.raise(terms.test(right, 'eq', [terms.literal(0n)]), 'ZeroDivisionError');
  if (operator === 'Div') return floatSym(machine, terms.call('divide', left, right));
  if (operator === 'Mod') return deltaOf(machine, toMicroseconds(machine, terms.call('modulo', left, right)));
  return integerSym(machine, floorOf(machine, terms.call('floor_divide', left, right)));
}

function withNumber(
  machine: Machine,
  self: OpaqueSym,
  operator: BinaryOperator,
  other: Sym,
  reflected: boolean,
): Sym | undefined {
  if ((typesOf(machine, other) & (number | bool)) === 0) return undefined;
  const { terms } = machine;
  machine.raise(terms.not(hasType(machine, other, number | bool)), 'TypeError');
  const by = numberArgument(machine, other);
  if (by === undefined) return undefined;
  const seconds = secondsOf(machine, self);
  // `-delta` comes as `0 - delta`.
  if (reflected && operator === 'Sub') return deltaOf(machine, terms.call('subtract', terms.literal(0), seconds));
  if (operator === 'Mult') return deltaOf(machine, toMicroseconds(machine, terms.call('multiply', seconds, by)));
  if (reflected || operator !== 'Div') return undefined;
  machine.raise(terms.test(by, 'eq', [terms.literal(0n)]), 'ZeroDivisionError');
  return deltaOf(machine, toMicroseconds(machine, terms.call('divide', seconds, by)));
}

/** Python's text of a length of time: `1 day, 2:03:04.500000`. */
function written(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const rest = seconds - days * 86_400;
  const whole = Math.floor(rest);
  const micro = Math.round((rest - whole) * 1e6);
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  const fraction = micro === 0 ? '' : `.${String(micro).padStart(6, '0')}`;
  return `${days === 0 ? '' : `${days} day${Math.abs(days) === 1 ? '' : 's'}, `}${clock}${fraction}`;
}
