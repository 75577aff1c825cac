import type { Test } from '../../ir/condition.ts';
import type { Json } from '../../ir/json.ts';
import { isList, isNumber } from '../../ir/json.ts';
import type { Value } from '../../ir/value.ts';
import type { Cond, Types } from './sym.ts';
import { anything, bool, dict, float, int, list, none, number, str } from './sym.ts';

/** A key that is absent, as against an explicit null: both are None, but a default takes the place of one alone. */
export const absent: Types = 128;
/** Every type, and absence. */
export const whatever: Types = anything | absent;

/** Notes the types that values have where a condition holds (or, `holds` false, does not). */
export function learn(cond: Cond, holds: boolean, note: (value: Value, types: Types) => void): void {
  switch (cond.kind) {
    case 'and':
      if (holds) for (const operand of cond.operands) learn(operand, true, note);
      return;
    case 'or':
      if (!holds) for (const operand of cond.operands) learn(operand, false, note);
      else learnEither(cond.operands, note);
      return;
    case 'not':
      learn(cond.operand, !holds, note);
      return;
    case 'test': {
      const types = holds ? whereTrue(cond) : whereFalse(cond);
      if (types !== whatever) note(cond.subject, types);
      return;
    }
    case 'true':
    case 'false':
    case 'quantifier':
    case 'unlifted':
      return;
  }
}

/** Of values that each alternative speaks of, what they have together. */
function learnEither(operands: readonly Cond[], note: (value: Value, types: Types) => void): void {
  if (operands.length > 8) return;
  let all: Map<Value, Types> | undefined;
  for (const operand of operands) {
    const own = new Map<Value, Types>();
    learn(operand, true, (value, types) => own.set(value, (own.get(value) ?? whatever) & types));
    if (all === undefined) all = own;
    else
      for (const [value, types] of all) {
        const other = own.get(value);
        if (other === undefined) all.delete(value);
        else all.set(value, types | other);
      }
    if (all.size === 0) return;
  }
  for (const [value, types] of all ?? []) note(value, types);
}

function literals(test: Test): readonly Json[] | undefined {
  const found = test.operands.flatMap((one) => (one.kind === 'literal' ? [one.value] : []));
  return found.length === test.operands.length ? found : undefined;
}

/** The types that a value may have where a test on it holds. */
function whereTrue(test: Test): Types {
  switch (test.operator) {
    case 'is_null':
      return none | absent;
    case 'missing':
      return absent;
    case 'truthy':
      return anything & ~none;
    case 'is_true':
    case 'is_false':
      return bool;
    case 'type_is':
      return namedTypes(test);
    case 'eq':
    case 'in':
      return (literals(test) ?? [undefined]).reduce<Types>((all, one) => all | equalTypes(one), 0);
    case 'contains': {
      const texts = (literals(test) ?? [undefined]).every((one) => one !== undefined && typeof one !== 'string');
      return texts ? list | dict : str | list | dict;
    }
    case 'has':
      return list;
    case 'starts_with':
    case 'ends_with':
    case 'wildcard':
    case 'regex':
    case 'cidr':
    case 'ip_is':
      return str;
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return (literals(test) ?? [undefined]).reduce<Types>(
        (all, one) => all | (one === undefined ? str | number : isNumber(one) ? number : str),
        0,
      );
    case 'in_list':
      return anything & ~none;
  }
}

function whereFalse(test: Test): Types {
  switch (test.operator) {
    case 'is_null':
      return anything & ~none;
    case 'missing':
      return anything;
    case 'type_is': {
      const names = new Set(literals(test));
      let types = namedTypes(test);
      // A float is a number too, and an integer one of two kinds of number.
      if (names.has('integer') && !names.has('number')) types = (types & ~number) | int;
      if (names.has('null')) types &= ~none;
      return whatever & ~types;
    }
    case 'eq':
    case 'in':
      return literals(test)?.includes(null) ? anything & ~none : whatever;
    default:
      return whatever;
  }
}

/** The type of a constant. */
export function typesOfJson(value: Json): Types {
  if (value === null) return none;
  if (typeof value === 'string') return str;
  if (typeof value === 'boolean') return bool;
  if (typeof value === 'bigint') return int;
  if (typeof value === 'number') return float;
  return isList(value) ? list : dict;
}

function equalTypes(value: Json | undefined): Types {
  if (value === undefined) return whatever;
  if (value === null) return none | absent;
  if (typeof value === 'string') return str;
  if (typeof value === 'boolean' || isNumber(value)) return number | bool;
  return isList(value) ? list : dict;
}

const types: Readonly<Record<string, Types>> = {
  string: str,
  number,
  integer: int,
  boolean: bool,
  list,
  object: dict,
  null: none,
};

function namedTypes(test: Test): Types {
  return (literals(test) ?? [undefined]).reduce<Types>(
    (all, one) => all | (typeof one === 'string' ? (types[one] ?? 0) : whatever),
    0,
  );
}
