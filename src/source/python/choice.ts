import type { Json } from '../../ir/json.ts';
import type { Value } from '../../ir/value.ts';
import { surely } from './implied.ts';
import { mergeAlike } from './merge-alike.ts';
import type { Cond, Machine, Sym } from './sym.ts';
import type { Plain } from './terms.ts';

/** Choices with more values than this become one value of the IR where they can. */
const mostLeaves = 4;

/** One of two values, as simple as it can be said. */
export function choice(machine: Machine, when: Cond, then: Sym, otherwise: Sym): Sym {
  const { terms } = machine;
  if (when === terms.yes || same(then, otherwise)) return then;
  if (when === terms.no) return otherwise;
  const [a, b] = [asCond(machine, then), asCond(machine, otherwise)];
  if (a !== undefined && b !== undefined)
    return fromCond(machine, terms.or(terms.and(when, a), terms.and(terms.not(when), b)));
  const simpler = withoutGuard(machine, when, then, otherwise) ?? withDefault(machine, when, then, otherwise);
  if (simpler !== undefined) return simpler;
  if (then.kind === 'choice' && then.when === when) return choice(machine, when, then.then, otherwise);
  if (otherwise.kind === 'choice' && otherwise.when === when) return choice(machine, when, then, otherwise.otherwise);
  if (then.kind === 'choice' && same(then.otherwise, otherwise))
    return choice(machine, terms.and(when, then.when), then.then, otherwise);
  if (otherwise.kind === 'choice' && same(otherwise.then, then))
    return choice(machine, terms.or(when, otherwise.when), then, otherwise.otherwise);
  const made: Sym = { kind: 'choice', when, then, otherwise };
  return leaves(made) > mostLeaves ? (collapse(machine, made) ?? mergeAlike(machine, made)) : made;
}

/**
 * `x.k if x else None` is `x.k`, and `x.get(k, d) if x else d` is `x.get(k, d)`: what is read there is the other value
 * anyway where the condition does not hold.
 */
function withoutGuard(machine: Machine, when: Cond, then: Sym, otherwise: Sym): Sym | undefined {
  const { terms } = machine;
  if (then.kind === 'const' && otherwise.kind === 'data')
    return withoutGuard(machine, terms.not(when), otherwise, then);
  if (then.kind !== 'data' || otherwise.kind !== 'const') return undefined;
  const [inner, given] = defaultOf(then.value);
  const isSame = given === undefined ? otherwise.value === null : given === otherwise.value;
  if (!isSame) return undefined;
  // With a default, an explicit null is there too: only what holds of the whole path counts.
  const implied = new Map(terms.impliedBy(inner));
  if (given !== undefined) implied.delete(inner);
  const parts = when.kind === 'and' ? when.operands : [when];
  const rest = parts.filter((part) => !surely(part, implied));
  return rest.length === parts.length ? undefined : choice(machine, terms.and(...rest), then, otherwise);
}

/** The value and the constant that `if_missing` or `default` puts in its place; undefined where it is no such call. */
function defaultOf(value: Value): readonly [Value, Json | undefined] {
  const [inner, otherwise] = value.kind === 'call' ? value.args : [];
  if (value.kind !== 'call' || (value.name !== 'default' && value.name !== 'if_missing')) return [value, undefined];
  return inner === undefined || otherwise?.kind !== 'literal' ? [value, undefined] : [inner, otherwise.value];
}

/** `d if x is None else x` is `default(x, d)`. */
function withDefault(machine: Machine, when: Cond, then: Sym, otherwise: Sym): Sym | undefined {
  const { terms } = machine;
  if (when.kind === 'not') return withDefault(machine, when.operand, otherwise, then);
  if (when.kind === 'and' && then.kind === 'const' && otherwise.kind === 'data') {
    const [inner, given] = defaultOf(otherwise.value);
    const isNull = terms.and(terms.not(terms.test(inner, 'missing')), terms.test(inner, 'is_null'));
    if (given === undefined || given !== then.value || when !== isNull) return undefined;
    const value = terms.call('default', inner, terms.literal(given));
    return { ...otherwise, value, types: otherwise.types & ~1 };
  }
  if (when.kind !== 'test' || (when.operator !== 'is_null' && when.operator !== 'missing')) return undefined;
  if (then.kind !== 'const' || otherwise.kind !== 'data' || when.subject !== otherwise.value) return undefined;
  if (then.value === null) return otherwise;
  const name = when.operator === 'is_null' ? 'default' : 'if_missing';
  const value = terms.call(name, otherwise.value, terms.literal(then.value));
  const own = when.operator === 'is_null' ? otherwise.types & ~1 : otherwise.types;
  return { ...otherwise, value, types: own | typesOfConstant(then.value) };
}

/** The boolean that a value is, where it is a boolean. */
export function asCond(machine: Machine, sym: Sym): Cond | undefined {
  if (sym.kind === 'bool') return sym.when;
  if (sym.kind !== 'const' || typeof sym.value !== 'boolean') return undefined;
  return sym.value ? machine.terms.yes : machine.terms.no;
}

/** A boolean. */
export function fromCond(machine: Machine, when: Cond): Sym {
  if (when === machine.terms.yes) return { kind: 'const', value: true };
  if (when === machine.terms.no) return { kind: 'const', value: false };
  return { kind: 'bool', when };
}

/** Applies a function to each value that a choice may be. */
export function distribute(machine: Machine, sym: Sym, make: (one: Sym) => Sym): Sym {
  if (sym.kind !== 'choice') return make(sym);
  const [then, otherwise] = machine.branch(
    sym.when,
    () => distribute(machine, sym.then, make),
    () => distribute(machine, sym.otherwise, make),
  );
  if (then === undefined) return otherwise ?? sym;
  return otherwise === undefined ? then : choice(machine, sym.when, then, otherwise);
}

/** Applies a question to each value that a choice may be. */
export function distributeCond(machine: Machine, sym: Sym, ask: (one: Sym) => Cond): Cond {
  if (sym.kind !== 'choice') return ask(sym);
  const { terms } = machine;
  const [then, otherwise] = machine.branch(
    sym.when,
    () => distributeCond(machine, sym.then, ask),
    () => distributeCond(machine, sym.otherwise, ask),
  );
  if (then === undefined) return otherwise ?? terms.no;
  if (otherwise === undefined) return then;
  return terms.or(terms.and(sym.when, then), terms.and(terms.not(sym.when), otherwise));
}

/** Whether two values are surely the same. */
export function same(a: Sym, b: Sym): boolean {
  if (a === b) return true;
  if (a.kind === 'const' && b.kind === 'const') return a.value === b.value;
  if (a.kind === 'data' && b.kind === 'data')
    return a.value === b.value && a.types === b.types && a.nature === b.nature;
  if (a.kind === 'object' && b.kind === 'object') return a.id === b.id;
  return a.kind === 'bool' && b.kind === 'bool' && a.when === b.when;
}

function leaves(sym: Sym): number {
  return sym.kind === 'choice' ? leaves(sym.then) + leaves(sym.otherwise) : 1;
}

/** A choice of constants and data as one value; undefined where some part has no such form. */
export function collapse(machine: Machine, sym: Sym): Extract<Sym, { kind: 'data' }> | undefined {
  const { terms } = machine;
  switch (sym.kind) {
    case 'data':
      return sym;
    case 'const':
      return { kind: 'data', value: terms.literal(sym.value), types: typesOfConstant(sym.value), nature: 'event' };
    case 'bool': {
      const when = terms.plain(sym.when);
      if (when === undefined) return undefined;
      const value = terms.choose(when, terms.literal(true), terms.literal(false));
      return { kind: 'data', value, types: 2, nature: 'event' };
    }
    case 'choice': {
      const when: Plain | undefined = terms.plain(sym.when);
      const then = collapse(machine, sym.then);
      const otherwise = collapse(machine, sym.otherwise);
      if (when === undefined || then === undefined || otherwise === undefined) return undefined;
      const containers = 32 | 64;
      if (then.nature !== otherwise.nature && then.types & containers && otherwise.types & containers) return undefined;
      const value = terms.choose(when, then.value, otherwise.value);
      const nature = then.types & containers ? then.nature : otherwise.nature;
      return { kind: 'data', value, types: then.types | otherwise.types, nature };
    }
    default:
      return undefined;
  }
}

/** The type of a constant, as the bits of `Types`. */
export function typesOfConstant(value: null | boolean | bigint | number | string): number {
  if (value === null) return 1;
  if (typeof value === 'boolean') return 2;
  if (typeof value === 'bigint') return 4;
  return typeof value === 'number' ? 8 : 16;
}
