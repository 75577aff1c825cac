import type { Value } from '../../../ir/value.ts';
import type { Machine, Sym, Types } from '../sym.ts';
import { bool, int, number, str } from '../sym.ts';
import { hasType, toValue } from '../values.ts';

/** The text that an argument is, as the IR says it. Raises the exception where it is none; undefined where it never is. */
export function textArgument(machine: Machine, sym: Sym, type = 'TypeError'): Value | undefined {
  return typedArgument(machine, sym, str, type);
}

/** The number that an argument is; booleans count as numbers. */
export function numberArgument(machine: Machine, sym: Sym, type = 'TypeError'): Value | undefined {
  return typedArgument(machine, sym, number | bool, type);
}

/** The integer that an argument is; booleans count as integers. */
export function integerArgument(machine: Machine, sym: Sym): Value | undefined {
  return typedArgument(machine, sym, int | bool, 'TypeError');
}

function typedArgument(machine: Machine, sym: Sym, types: Types, type: string): Value | undefined {
  const fits = hasType(machine, sym, types);
  machine.raise(machine.terms.not(fits), type);
  if (fits === machine.terms.no) return undefined;
  const value = toValue(machine, sym);
  return value.kind === 'unknown' ? undefined : value;
}

/** The constant text that an argument is. */
export function constantText(sym: Sym | undefined): string | undefined {
  return sym?.kind === 'const' && typeof sym.value === 'string' ? sym.value : undefined;
}

/** The constant integer that an argument is. */
export function constantInteger(sym: Sym | undefined): number | undefined {
  if (sym?.kind !== 'const') return undefined;
  if (typeof sym.value === 'boolean') return sym.value ? 1 : 0;
  return typeof sym.value === 'bigint' ? Number(sym.value) : undefined;
}
