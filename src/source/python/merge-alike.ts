import { choice, collapse } from './choice.ts';
import type { ChoiceSym, Cond, Machine, OpaqueSym, Sym } from './sym.ts';

/** A choice between many values with those of one sort put together: data, and objects of the library of one type. */
export function mergeAlike(machine: Machine, made: ChoiceSym): Sym {
  const sorts = new Map<unknown, number>();
  const count = (one: Sym): void => {
    if (one.kind !== 'choice') {
      sorts.set(sortOf(one), (sorts.get(sortOf(one)) ?? 0) + 1);
      return;
    }
    count(one.then);
    count(one.otherwise);
  };
  count(made);
  const isMany = [...sorts.values()].some((number) => number > 1);
  if (!isMany) return made;
  let whole: Sym | undefined;
  // The commonest sort needs no condition: it is what is left.
  for (const [sort] of [...sorts].sort(([, a], [, b]) => b - a)) {
    const value = only(machine, made, sort);
    if (value === undefined || value === 'apart') return made;
    whole =
      whole === undefined
        ? value
        : { kind: 'choice', when: whereIs(machine, made, sort), then: value, otherwise: whole };
  }
  return whole ?? made;
}

/** What values are put together by: all data, the objects of one type, and any other value by itself. */
function sortOf(sym: Sym): unknown {
  if (sym.kind === 'data' || sym.kind === 'const' || sym.kind === 'bool') return 'data';
  return sym.kind === 'opaque' && sym.behaviour.joins === true ? `${sym.type} ${Object.keys(sym.parts).join()}` : sym;
}

/** The choice among the values of one sort; undefined where there is none, `apart` where they cannot be put together. */
function only(machine: Machine, of: Sym, sort: unknown): Sym | 'apart' | undefined {
  if (of.kind !== 'choice') return sortOf(of) === sort ? of : undefined;
  const [then, otherwise] = [only(machine, of.then, sort), only(machine, of.otherwise, sort)];
  if (then === undefined) return otherwise;
  if (otherwise === undefined || then === 'apart') return then;
  if (otherwise === 'apart') return otherwise;
  if (then.kind === 'opaque' && otherwise.kind === 'opaque')
    return joined(machine, of.when, then, otherwise) ?? 'apart';
  return collapse(machine, { kind: 'choice', when: of.when, then, otherwise }) ?? 'apart';
}

/** Where the value is of the sort. */
function whereIs(machine: Machine, of: Sym, sort: unknown): Cond {
  const { terms } = machine;
  if (of.kind !== 'choice') return sortOf(of) === sort ? terms.yes : terms.no;
  const [then, otherwise] = [whereIs(machine, of.then, sort), whereIs(machine, of.otherwise, sort)];
  return terms.or(terms.and(of.when, then), terms.and(terms.not(of.when), otherwise));
}

function joined(machine: Machine, when: Cond, one: OpaqueSym, other: OpaqueSym): Sym | undefined {
  const parts: Record<string, Sym> = {};
  for (const [name, then] of Object.entries(one.parts)) {
    const otherwise = other.parts[name];
    const value = otherwise === undefined || otherwise === then ? then : choice(machine, when, then, otherwise);
    const whole = value.kind === 'choice' ? collapse(machine, value) : value;
    if (whole === undefined) return undefined;
    parts[name] = whole;
  }
  return { ...one, parts };
}
