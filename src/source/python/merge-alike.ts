import { choice, collapse } from './choice.ts';
import type { ChoiceSym, Cond, Machine, OpaqueSym, Sym } from './sym.ts';

interface Leaf {
  readonly when: Cond;
  readonly value: Sym;
}

/** A choice between many values with those of one sort put together: data, and objects of the library of one type. */
export function mergeAlike(machine: Machine, made: ChoiceSym): Sym {
  const { terms } = machine;
  const merged: Leaf[] = [];
  let count = 0;
  const visit = (one: Sym, when: Cond): void => {
    if (when === terms.no) return;
    if (one.kind === 'choice') {
      visit(one.then, terms.and(when, one.when));
      visit(one.otherwise, terms.and(when, terms.not(one.when)));
      return;
    }
    count += 1;
    for (const [i, had] of merged.entries()) {
      const value = alike(machine, when, one, had.value);
      if (value === undefined) continue;
      merged[i] = { when: terms.or(had.when, when), value };
      return;
    }
    merged.push({ when, value: one });
  };
  visit(made, terms.yes);
  const [last, ...rest] = merged.reverse();
  if (last === undefined || merged.length === count) return made;
  return rest.reduce<Sym>(
    (otherwise, { when, value }) => ({ kind: 'choice', when, then: value, otherwise }),
    last.value,
  );
}

function alike(machine: Machine, when: Cond, one: Sym, other: Sym): Sym | undefined {
  if (one.kind === 'opaque' && other.kind === 'opaque') return sameType(machine, when, one, other);
  const isJson = (sym: Sym): boolean => sym.kind === 'data' || sym.kind === 'const' || sym.kind === 'bool';
  if (!isJson(one) || !isJson(other)) return undefined;
  return collapse(machine, { kind: 'choice', when, then: one, otherwise: other });
}

function sameType(machine: Machine, when: Cond, one: OpaqueSym, other: OpaqueSym): Sym | undefined {
  if (one.type !== other.type || one.behaviour !== other.behaviour) return undefined;
  const names = Object.keys(one.parts);
  if (names.join() !== Object.keys(other.parts).join()) return undefined;
  const parts: Record<string, Sym> = {};
  for (const name of names) {
    const [then, otherwise] = [one.parts[name], other.parts[name]];
    if (then === undefined || otherwise === undefined) return undefined;
    const value = then === otherwise ? then : choice(machine, when, then, otherwise);
    const whole = value.kind === 'choice' ? collapse(machine, value) : value;
    if (whole === undefined) return undefined;
    parts[name] = whole;
  }
  return { ...one, parts };
}
