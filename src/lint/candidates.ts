import { fold } from '../ir/compare.ts';
import type { Test } from '../ir/condition.ts';
import { contextOf, evaluate } from '../ir/evaluate.ts';
import type { Json } from '../ir/json.ts';
import { isNumber } from '../ir/json.ts';
import type { Operator } from '../ir/operators.ts';
import type { Row } from './joins.ts';

type Lists = ReadonlyMap<string, readonly Json[]>;

/** Values that stand for all that can satisfy a row (`undefined`: the field is missing). */
export interface Candidates {
  readonly values: readonly (Json | undefined)[];
  /** Each text stands for itself in any case: only rows that ignore case can be decided on it. */
  readonly anyCase: boolean;
}

/**
 * The values that decide about a row and those beside it; undefined where they cannot be listed. `all`: every row on the subject, whose
 * numbers cut the range of an ordering into parts.
 */
export function candidatesOf(row: Row, all: readonly Row[], lists: Lists): Candidates | undefined {
  const { test, wanted } = row;
  const exactly = (values: readonly (Json | undefined)[]): Candidates => ({ values, anyCase: false });
  if (!wanted) return test.operator === 'truthy' ? exactly([undefined, null, '', 0n, 0, false, [], {}]) : undefined;
  switch (test.operator) {
    case 'is_null':
      return exactly([undefined, null]);
    case 'missing':
      return exactly([undefined]);
    case 'is_true':
      return exactly([true]);
    case 'is_false':
      return exactly([false]);
    case 'eq':
    case 'in':
    case 'in_list': {
      const values = literalsOf(test, lists);
      if (values === undefined || values.length === 0) return undefined;
      return test.ignoreCase
        ? {
            values: values.flatMap((value) => (typeof value === 'string' ? [fold(value)] : equals(value))),
            anyCase: true,
          }
        : exactly(values.flatMap(equals));
    }
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return literalsOf(test, lists)?.every(isNumber) ? exactly(pointsAround(all, lists)) : undefined;
    default:
      return undefined;
  }
}

/** What a row answers for a value: whether it is satisfied; undefined where that cannot be said. */
export function satisfies(row: Row, value: Json | undefined, anyCase: boolean, lists: Lists): boolean | undefined {
  const { test, wanted } = row;
  if (literalsOf(test, lists) === undefined) return undefined;
  if (anyCase && typeof value === 'string' && !test.ignoreCase && !caseless.has(test.operator)) return undefined;
  const subject = { kind: 'reference', to: { scope: 'event', path: ['value'] } } as const;
  const event = value === undefined ? {} : { value };
  return evaluate({ ...test, subject }, contextOf(event, { lists })) === wanted;
}

/** Operators that look at no letters. */
const caseless: ReadonlySet<Operator> = new Set([
  'is_null',
  'missing',
  'truthy',
  'is_true',
  'is_false',
  'type_is',
  'ip_is',
  'cidr',
]);

/** The literal operands, a named list's entries in their place; undefined where an operand is read from the event. */
function literalsOf(test: Test, lists: Lists): readonly Json[] | undefined {
  const literals = test.operands.flatMap((operand) => (operand.kind === 'literal' ? [operand.value] : []));
  if (literals.length < test.operands.length) return undefined;
  const [name] = literals;
  return test.operator === 'in_list' ? (typeof name === 'string' ? lists.get(name) : undefined) : literals;
}

/** The values that Python finds equal: 1, 1.0 and true are. */
function equals(value: Json): (Json | undefined)[] {
  if (value === null) return [undefined, null];
  if (value === true || value === 1n || value === 1) return [1n, 1, true];
  if (value === false || value === 0n || value === 0) return [0n, 0, false];
  if (typeof value === 'bigint') return [value, Number(value)];
  if (typeof value === 'number' && Number.isSafeInteger(value)) return [BigInt(value), value];
  return [value];
}

/** Every number that the rows name, and one of each kind between and beyond them. */
function pointsAround(rows: readonly Row[], lists: Lists): Json[] {
  const named = rows.flatMap((row) => literalsOf(row.test, lists) ?? []).filter(isNumber);
  // A row may name the number 0 or 1 as false or true.
  const numbers = [0n, 1n, ...named];
  const sorted = numbers.map(Number).sort((a, b) => a - b);
  const between = sorted.flatMap((n, i) => {
    const next = sorted[i + 1] ?? n + 2;
    const before = i === 0 ? [n - 1, n - 0.5] : [];
    return [...before, (n + next) / 2, Math.floor(n) + 1, Math.ceil(next) - 1];
  });
  const whole = between.filter(Number.isSafeInteger).map((n) => BigInt(n));
  return [...numbers, ...numbers.flatMap(equals).filter((n) => n !== undefined), ...between, ...whole];
}
