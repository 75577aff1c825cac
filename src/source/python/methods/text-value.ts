import { isList } from '../../../ir/json.ts';
import type { Value } from '../../../ir/value.ts';
import { choice } from '../choice.ts';
import { textArgument } from '../library/arguments.ts';
import type { Machine, Sym } from '../sym.ts';
import { list, none, str } from '../sym.ts';
import { data, hasType } from '../values.ts';

/** The text that a method belongs to, as the IR says it. */
export function ownText(machine: Machine, self: Sym): Value {
  return textOr(machine, self);
}

/** An argument that must be a text. Where it never is one, the code has raised and what follows does not count. */
export function textOr(machine: Machine, sym: Sym): Value {
  return textArgument(machine, sym) ?? machine.terms.literal('');
}

/** A text made by a function of the IR. */
export function textData(machine: Machine, value: Value): Sym {
  return data(machine, value, str, 'plain');
}

/** A list of texts made by a function of the IR. */
export function listData(machine: Machine, value: Value): Sym {
  return data(machine, value, list, 'plain');
}

/** The element at a constant index of a list that a function of the IR makes; the other value where there is none. */
export function elementAt(machine: Machine, of: Value, index: number, otherwise?: Value): Value {
  const { terms } = machine;
  if (of.kind === 'literal') {
    const item = isList(of.value) ? of.value.at(index) : undefined;
    return item === undefined ? (otherwise ?? terms.literal(null)) : terms.literal(item);
  }
  const item = terms.steps(of, [index]);
  return otherwise === undefined ? item : terms.call('if_missing', item, otherwise);
}

/** Whether an argument was left out or is None. */
export function isLeftOut(sym: Sym | undefined): boolean {
  return (
    sym === undefined || (sym.kind === 'const' && sym.value === null) || (sym.kind === 'data' && sym.types === none)
  );
}

/** What a method answers to an argument that may be None, which stands for none given. */
export function unlessNone(machine: Machine, sym: Sym | undefined, otherwise: Sym, make: (given: Sym) => Sym): Sym {
  if (sym === undefined || isLeftOut(sym)) return otherwise;
  const isNone = hasType(machine, sym, none);
  const [left, made] = machine.branch(
    isNone,
    () => otherwise,
    () => make(sym.kind === 'data' ? { ...sym, types: sym.types & ~none } : sym),
  );
  if (left === undefined) return made ?? otherwise;
  return made === undefined ? left : choice(machine, isNone, left, made);
}
