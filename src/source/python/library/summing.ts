import type { Value } from '../../../ir/value.ts';
import { operate } from '../operate.ts';
import type { BuiltinSym, Machine, Segment } from '../sym.ts';
import { bool, float, int, number } from '../sym.ts';
import { constant, data, hasType, someTurn, toValue, typesOf } from '../values.ts';
import { define } from './define.ts';
import { gather, makeOf, plainValues } from './gather.ts';
import { raiseWhereMissing } from './numbers.ts';

/** `sum()`. */
const sum = define('sum', ['iterable', 'start?'], (machine, [iterable, start = constant(0n)], span) => {
  const segments = gather(machine, iterable, span);
  const values = plainValues(machine, segments);
  if (values !== undefined) return values.reduce((a, b) => operate(machine, 'Add', a, b, span), start);
  const counted = countOf(machine, segments);
  if (counted !== undefined) return operate(machine, 'Add', start, data(machine, counted, int), span);
  const value = toValue(machine, makeOf(machine, 'list', segments), span);
  if (value.kind === 'unknown') return value;
  const types = segments.reduce((all, segment) => all | typesOf(machine, segment.value), 0);
  const made = machine.terms.call('sum', value);
  if ((types & ~(number | bool)) !== 0 || types === 0) raiseUnsummable(machine, segments);
  raiseWhereMissing(machine, made, 'TypeError');
  const result = types & float ? number : int;
  return operate(machine, 'Add', start, data(machine, made, types === 0 ? number : result), span);
});

function raiseUnsummable(machine: Machine, segments: readonly Segment[]): void {
  const { terms } = machine;
  for (const { loops, when, value } of segments) {
    const wrong = terms.not(hasType(machine, value, number | bool));
    machine.raise(someTurn(machine, loops, terms.and(when, wrong)), 'TypeError');
  }
}

/** `sum(1 for … if …)`: how many elements there are. */
function countOf(machine: Machine, segments: readonly Segment[]): Value | undefined {
  const isOne = ({ value }: Segment): boolean => value.kind === 'const' && value.value === 1n;
  if (!segments.every(isOne)) return undefined;
  const value = toValue(machine, makeOf(machine, 'list', segments));
  return value.kind === 'unknown' ? undefined : machine.terms.call('len', value);
}

/** Python's `sum()`. */
export const summingBuiltins: readonly BuiltinSym[] = [sum];
