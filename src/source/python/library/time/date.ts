import { dayNumber } from '../../../../ir/functions/calendar.ts';
import type { Value } from '../../../../ir/value.ts';
import type { Behaviour, BuiltinSym, Machine, OpaqueSym, Sym } from '../../sym.ts';
import { str } from '../../sym.ts';
import { constant, data } from '../../values.ts';
import { constantInteger, constantText, textArgument } from '../arguments.ts';
import { callable, defineEach, raising } from '../define.ts';
import { raiseWhereMissing } from '../numbers.ts';
import { apply, floorOf, integerSym, numberIn } from './number.ts';
import { deltaOf, deltaType, secondsOf } from './timedelta.ts';

/** The type of the object of a day. */
export const dateType = 'datetime.date';

/** A day, as the number of days since 1970. */
export function dayOf(machine: Machine, days: Value): OpaqueSym {
  return { kind: 'opaque', type: dateType, parts: { days: integerSym(machine, days) }, behaviour };
}

function written(machine: Machine, self: OpaqueSym, format: string): Value {
  const seconds = apply(machine, 'multiply', numberIn(machine, self, 'days'), 86_400n);
  return machine.terms.call('format_time', seconds, machine.terms.literal(format));
}

const behaviour: Behaviour = {
  joins: true,
  attribute: (machine, self, name) => {
    const field = { year: '%Y', month: '%m', day: '%d' }[name];
    if (field !== undefined) return integerSym(machine, apply(machine, 'to_integer', written(machine, self, field)));
    const days = numberIn(machine, self, 'days');
    const answer = (value: Sym): Sym => ({ kind: 'method', self, name, call: () => value });
    switch (name) {
      case 'isoformat':
        return answer(data(machine, written(machine, self, '%Y-%m-%d'), str));
      case 'weekday':
        return answer(integerSym(machine, apply(machine, 'modulo', apply(machine, 'add', days, 3n), 7n)));
      case 'isoweekday': {
        const weekday = apply(machine, 'modulo', apply(machine, 'add', days, 3n), 7n);
        return answer(integerSym(machine, apply(machine, 'add', weekday, 1n)));
      }
      case 'strftime':
        return {
          kind: 'method',
          self,
          name,
          call: callable(['format'], (inner, [format], span) => {
            const text = constantText(format);
            return text === undefined
              ? inner.unknown('strftime()', 'the format depends on the event', span)
              : data(inner, written(inner, self, text), str);
          }),
        };
      default:
        return undefined;
    }
  },
  key: (_machine, self) => self.parts['days'] ?? constant(0n),
  text: (machine, self) => data(machine, written(machine, self, '%Y-%m-%d'), str),
  operate: (machine, self, operator, other, reflected) => {
    if (other.kind !== 'opaque') return undefined;
    const days = numberIn(machine, self, 'days');
    if (other.type === dateType && operator === 'Sub' && !reflected) {
      const difference = machine.terms.call('subtract', days, numberIn(machine, other, 'days'));
      return deltaOf(machine, apply(machine, 'to_float', apply(machine, 'multiply', difference, 86_400n)));
    }
    if (other.type !== deltaType || (operator !== 'Add' && (operator !== 'Sub' || reflected))) return undefined;
    const by = floorOf(machine, apply(machine, 'divide', secondsOf(machine, other), 86_400n));
    return dayOf(machine, machine.terms.call(operator === 'Add' ? 'add' : 'subtract', days, by));
  },
};

/** What `date.fromisoformat` takes: a day without an hour. */
const dayOnly = '^(?:\\d{4}-\\d\\d-\\d\\d|\\d{8}|\\d{4}-?W\\d\\d(?:-?\\d)?)$';

const fromisoformat = defineEach('date.fromisoformat', ['date_string'], (machine, [text]) => {
  const { terms } = machine;
  const value = textArgument(machine, text);
  if (value === undefined) return dayOf(machine, terms.literal(0n));
  machine.raise(terms.not(terms.test(value, 'regex', [terms.literal(dayOnly)])), 'ValueError');
  const seconds = terms.call('parse_time', value, terms.literal('iso'));
  raiseWhereMissing(machine, seconds, 'ValueError');
  return dayOf(machine, floorOf(machine, apply(machine, 'divide', seconds, 86_400n)));
});

/** `date`. */
export const date: BuiltinSym = {
  ...defineEach('datetime.date', ['year', 'month', 'day'], (machine, given, span) => {
    const [year, month, day] = given.map(constantInteger);
    if (year === undefined || month === undefined || day === undefined)
      return machine.unknown('a date of numbers of the event', 'it has no form in the IR', span);
    const days = dayNumber(year, month, day);
    return days === undefined ? raising(machine, 'ValueError') : dayOf(machine, machine.terms.literal(BigInt(days)));
  }),
  instances: (value, { terms }) => {
    if (value.kind === 'unknown') return value.fault;
    return value.kind === 'opaque' && value.type.startsWith('datetime.date') ? terms.yes : terms.no;
  },
  members: new Map<string, Sym>([
    ['fromisoformat', fromisoformat],
    [
      'today',
      defineEach('date.today', [], (machine, _, span) =>
        machine.unknown('date.today()', 'it is the current day, which is not in the event', span),
      ),
    ],
  ]),
};
