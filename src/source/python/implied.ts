import type { Value } from '../../ir/value.ts';
import { absent, learn, whatever } from './facts.ts';
import type { Cond, Types } from './sym.ts';
import { dict, list, none, str } from './sym.ts';

/** What must be so where a value is there: the values that it is read from, each with its possible types. */
export type Implied = ReadonlyMap<Value, Types>;

/** A type with nothing empty in it: `truthy` holds. */
const nonempty: Types = 256;

const known = new WeakMap<Value, Implied>();

/** What a value that is there (neither missing nor null) implies. `prefix` gives the value that the last step is taken from. */
export function impliedBy(value: Value, prefix: (value: Value) => Value | undefined): Implied {
  const had = known.get(value);
  if (had !== undefined) return had;
  const found = new Map<Value, Types>();
  const add = (one: Value, types: Types): void => {
    found.set(one, (found.get(one) ?? whatever | nonempty) & types);
    descend(one);
  };
  const descend = (one: Value): void => {
    const below = prefix(one);
    if (below !== undefined) {
      const steps =
        one.kind === 'at' ? one.steps : one.kind === 'reference' && one.to.scope !== 'model' ? one.to.path : [];
      add(below, (typeof steps.at(-1) === 'number' ? list : dict) | nonempty);
      return;
    }
    if (one.kind === 'first') {
      add(one.list, list | nonempty);
      return;
    }
    const [first] = one.kind === 'call' ? one.args : [];
    if (one.kind !== 'call' || first === undefined) return;
    if (one.name === 'iterate') add(first, str | list | dict | nonempty);
    else if (one.name === 'parse_json') add(first, str | nonempty);
    else if (textFunctions.has(one.name)) add(first, str);
  };
  add(value, whatever & ~(none | absent));
  known.set(value, found);
  return found;
}

const textFunctions: ReadonlySet<string> = new Set([
  'lower',
  'upper',
  'trim',
  'split',
  'rsplit',
  'strip',
  'lstrip',
  'rstrip',
  'replace',
]);

/** Whether a condition surely holds, given what is implied. */
export function surely(cond: Cond, implied: Implied): boolean {
  switch (cond.kind) {
    case 'true':
      return true;
    case 'and':
      return cond.operands.every((operand) => surely(operand, implied));
    case 'or':
      return cond.operands.some((operand) => surely(operand, implied));
    case 'not':
      return surelyNot(cond.operand, implied);
    case 'test': {
      const types = implied.get(cond.subject);
      if (types === undefined) return false;
      if (cond.operator === 'truthy')
        return (
          (types & nonempty) !== 0 &&
          (types & (none | absent)) === 0 &&
          (types & ~nonempty) !== (whatever & ~(none | absent))
        );
      if (cond.operator !== 'type_is') return false;
      return (types & ~nonempty & ~named(cond)) === 0;
    }
    case 'quantifier':
      return cond.quantifier === 'any' && [...implied.keys()].some((one) => isFirstOf(one, cond));
    case 'false':
    case 'unlifted':
      return false;
  }
}

/** Whether a value is the first element for which a quantifier asks. */
function isFirstOf(value: Value, cond: Extract<Cond, { kind: 'quantifier' }>): boolean {
  return value.kind === 'first' && value.list === cond.list && value.where === cond.where;
}

function surelyNot(cond: Cond, implied: Implied): boolean {
  switch (cond.kind) {
    case 'false':
      return true;
    case 'and':
      return cond.operands.some((operand) => surelyNot(operand, implied));
    case 'or':
      return cond.operands.every((operand) => surelyNot(operand, implied));
    case 'not':
      return surely(cond.operand, implied);
    case 'test': {
      const types = implied.get(cond.subject);
      if (types === undefined) return false;
      if (cond.operator === 'is_null' || cond.operator === 'missing') return (types & (none | absent)) === 0;
      return cond.operator === 'type_is' && (types & ~nonempty & named(cond)) === 0;
    }
    case 'true':
    case 'quantifier':
    case 'unlifted':
      return false;
  }
}

function named(cond: Cond): Types {
  let types: Types = 0;
  learn(cond, true, (_value, found) => {
    types = found;
  });
  return types;
}
