import { RegexGaveUp } from '../../regex/index.ts';
import type { Test } from '../condition.ts';
import { contextOf, evaluate } from '../evaluate.ts';
import type { Json } from '../json.ts';
import { isList, isNumber, isObject } from '../json.ts';
import type { Value } from '../value.ts';
import type { Kinds } from './kinds.ts';
import {
  anyKind,
  floats,
  integers,
  isWithin,
  kind,
  kindsOfType,
  lists,
  noKind,
  nullish,
  numbers,
  objects,
  single,
  texts,
  truthy,
} from './kinds.ts';

/** On which kinds of subjects a row may hold, and on which it may not. A kind in one set alone is decided. */
export interface Reach {
  readonly yes: Kinds;
  readonly no: Kinds;
}

/** Rows that kinds alone decide, whatever the value. */
export function asksKind(test: Test): boolean {
  switch (test.operator) {
    case 'is_null':
    case 'missing':
    case 'truthy':
    case 'is_true':
    case 'is_false':
      return true;
    case 'type_is':
      return test.operands.every((operand) => operand.kind === 'literal');
    default:
      return false;
  }
}

/** Rows that ask for no more than what a log type tells of its fields. */
export function asksType({ operator }: Test): boolean {
  switch (operator) {
    case 'type_is':
    case 'is_null':
    case 'missing':
    // Python's `x == 1` asks for the boolean too, which a field of numbers never holds.
    case 'is_true':
    case 'is_false':
      return true;
    default:
      return false;
  }
}

export type ReachOf = (test: Test) => Reach;

/** The reach of a row, worked out once for rows that share their operands: it depends on no subject. */
export function findReaches(): ReachOf {
  const known = new WeakMap<Test['operands'], { readonly test: Test; readonly reach: Reach }[]>();
  return (test) => {
    const found = known.get(test.operands);
    const had = found?.find(({ test: other }) => asksAlike(test, other));
    if (had !== undefined) return had.reach;
    const reach = reachOf(test);
    if (found === undefined) known.set(test.operands, [{ test, reach }]);
    else found.push({ test, reach });
    return reach;
  };
}

function asksAlike(a: Test, b: Test): boolean {
  return a.operator === b.operator && a.ignoreCase === b.ignoreCase && a.flags === b.flags;
}

function reachOf(test: Test): Reach {
  switch (test.operator) {
    case 'is_null':
      return exactly(nullish);
    case 'missing':
      return exactly(kind.missing);
    case 'truthy':
      return exactly(truthy);
    case 'is_true':
      return exactly(kind.true);
    case 'is_false':
      return exactly(kind.false);
    case 'type_is': {
      const types = literalsOf(test);
      return types === undefined
        ? { yes: anyKind & ~kind.missing, no: anyKind }
        : exactly(types.reduce<Kinds>((all, type) => all | kindsOfType(type), noKind));
    }
    case 'in_list':
      return { yes: anyKind & ~nullish, no: anyKind };
    default: {
      const literals = literalsOf(test);
      return literals === undefined ? { yes: widest(test), no: anyKind } : reachOfLiterals(test, literals);
    }
  }
}

function exactly(yes: Kinds): Reach {
  return { yes, no: anyKind & ~yes };
}

/** The literal operands of a row; undefined where one is read from the event. */
export function literalsOf({ operands }: Test): readonly Json[] | undefined {
  const literals: Json[] = [];
  for (const operand of operands) {
    if (operand.kind !== 'literal') return undefined;
    literals.push(operand.value);
  }
  return literals;
}

/** What a row may hold on where its operands are read from the event. */
function widest({ operator }: Test): Kinds {
  switch (operator) {
    case 'contains':
      return texts | lists | objects;
    case 'has':
      return lists;
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return numbers | texts;
    case 'starts_with':
    case 'ends_with':
    case 'wildcard':
    case 'regex':
    case 'cidr':
    case 'ip_is':
      return texts;
    default:
      return anyKind;
  }
}

function reachOfLiterals(test: Test, literals: readonly Json[]): Reach {
  const may = mayHold(test, literals);
  let yes = may & ~singles;
  let no = anyKind & ~singles;
  if (test.operator === 'regex') yes |= may & kind.emptyText;
  if (test.operator === 'regex') no |= singles;
  else
    for (const [one, value] of single) {
      if (isWithin(one, may) && evaluate({ ...test, subject: constantOf(value) }, contextOf({}))) yes |= one;
      else no |= one;
    }
  if (isSubstring(test) && literals.includes('')) no &= ~texts;
  return { yes, no };
}

const singles: Kinds = [...single.keys()].reduce((all, one) => all | one, noKind);

function isSubstring({ operator }: Test): boolean {
  return operator === 'contains' || operator === 'starts_with' || operator === 'ends_with';
}

/** What a row with these literals may hold on at all. */
function mayHold(test: Test, literals: readonly Json[]): Kinds {
  const someText = literals.some((literal) => typeof literal === 'string');
  switch (test.operator) {
    case 'eq':
    case 'in':
      return literals.reduce<Kinds>((all, literal) => all | equalKinds(literal), noKind);
    case 'contains':
      return lists | (someText ? texts | objects : noKind);
    case 'has':
      return lists;
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return (someText ? texts : noKind) | (literals.some(isNumber) ? numbers : noKind);
    default:
      return someText ? texts : noKind;
  }
}

/** The kinds of what may equal a literal. */
function equalKinds(literal: Json): Kinds {
  if (literal === null) return nullish;
  if (typeof literal === 'string') return texts;
  if (typeof literal === 'boolean' || isNumber(literal)) return integers | floats | kind.true | kind.false;
  return isList(literal) ? lists : objects;
}

/** A value that is missing. */
export const absent: Value = { kind: 'at', of: { kind: 'literal', value: {} }, steps: [''] };

/** A value as a constant; undefined as one that is missing. */
export function constantOf(value: Json | undefined): Value {
  return value === undefined ? absent : { kind: 'literal', value };
}

/** What a row that reads no event answers; undefined where it would take too long. */
export function askClosed(test: Test): boolean | undefined {
  try {
    return evaluate(test, contextOf({}));
  } catch (error) {
    if (error instanceof RegexGaveUp) return undefined;
    throw error;
  }
}

/**
 * The values on which alone a row with literal operands may hold; undefined where they cannot be listed. `computed`: the subject may be a
 * number that is none.
 */
export function valuesOf(test: Test, computed: boolean): readonly (Json | undefined)[] | undefined {
  if ((test.operator !== 'eq' && test.operator !== 'in') || test.ignoreCase) return undefined;
  const literals = literalsOf(test);
  if (literals === undefined || literals.length > mostValues) return undefined;
  if (literals.some((literal) => (isList(literal) || isObject(literal)) && kindOfContainer(literal) > 0))
    return undefined;
  const values = literals.flatMap(equals);
  return computed && literals.some((literal) => isNumber(literal) || typeof literal === 'boolean')
    ? [...values, Number.NaN]
    : values;
}

const mostValues = 400;

function kindOfContainer(value: Json): number {
  return isList(value) ? value.length : isObject(value) ? Object.keys(value).length : 0;
}

/** The values that Python finds equal to one: 1, 1.0 and true are. */
function equals(value: Json): readonly (Json | undefined)[] {
  if (value === null) return [undefined, null];
  if (value === true || value === 1n || value === 1) return [1n, 1, true];
  if (value === false || value === 0n || value === 0) return [0n, 0, false];
  if (typeof value === 'bigint') return [value, Number(value)];
  if (typeof value === 'number' && Number.isInteger(value)) return [value, BigInt(value)];
  return [value];
}
