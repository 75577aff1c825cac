import type { FunctionName } from '../../../../ir/functions.ts';
import type { Value } from '../../../../ir/value.ts';
import type { Machine, OpaqueSym, Sym } from '../../sym.ts';
import { float, int } from '../../sym.ts';
import { data, noneSym, toValue } from '../../values.ts';

/** A number of the IR, where it is known to be one. */
export function numberIn(machine: Machine, object: OpaqueSym, part: string): Value {
  const value = toValue(machine, object.parts[part] ?? noneSym);
  return value.kind === 'unknown' ? machine.terms.literal(null) : value;
}

/** A float as the code sees it. */
export function floatSym(machine: Machine, value: Value): Sym {
  return data(machine, value, float);
}

/** An integer as the code sees it. */
export function integerSym(machine: Machine, value: Value): Sym {
  return data(machine, value, int);
}

/** Applies a function of the IR to a number and constants. */
export function apply(machine: Machine, name: FunctionName, value: Value, ...more: readonly (bigint | Value)[]): Value {
  const args = more.map((one) => (typeof one === 'bigint' ? machine.terms.literal(one) : one));
  return machine.terms.call(name, value, ...args);
}

/** Seconds to the microsecond, as Python keeps times. */
export function toMicroseconds(machine: Machine, value: Value): Value {
  return apply(machine, 'round', value, 6n);
}

/** The whole part below, as an integer. */
export function floorOf(machine: Machine, value: Value): Value {
  return apply(machine, 'to_integer', apply(machine, 'floor_divide', value, 1n));
}
