import type { Reason } from '../../fidelity/reason.ts';
import { both, unite } from '../../fidelity/reason.ts';
import type { Json } from '../../ir/json.ts';
import { lowerCondition } from '../../lower/lower-condition.ts';
import type { Lowering, Said, SayTest, Scope, Unsupported } from '../../lower/lowering.ts';
import type { MappedTest, MappedValue } from '../../mapping/mapping.ts';
import { sayInNetworks, sayKind } from './address.ts';
import type { KqlExpression, TextOperator } from './ast.ts';
import { and, not, or } from './build.ts';
import type { Cell, Reader } from './cell.ts';
import { isRefused, join, refuse } from './cell.ts';
import { isWatched, sayEqual, sayWatched } from './equality.ts';
import { sayFieldsEqual, sayFieldsOrdered, sayInField, sayTexts } from './fields.ts';
import { countOf, replacePart } from './map-expression.ts';
import { sayContains, sayHas } from './membership.ts';
import type { Order } from './order.ts';
import { sayOrdered } from './order.ts';
import { sayEnd, sayRegex, sayStart, sayWildcard } from './pattern.ts';
import { sayBoolean, sayMissing, sayNull, sayTruthy, sayType } from './presence.ts';
import { sayAll, sayAny, sayNone, sayOne } from './quantifiers.ts';
import { readValue } from './values.ts';

type Row = (cell: Cell, values: readonly Json[], test: MappedTest, reader: Reader) => Said<KqlExpression> | Unsupported;
type FieldRow = (cell: Cell, other: Cell, test: MappedTest, reader: Reader) => Said<KqlExpression> | Unsupported;

/** How KQL says conditions. */
export const lowering: Lowering<KqlExpression> = {
  negation: 'anywhere',
  and: (operands) => and(...operands),
  or: (operands) => or(...operands),
  not,
  tests: {
    eq: row(equal, (cell, other, test, reader) => sayFieldsEqual(cell, other, test.ignoreCase, reader)),
    in: row(equal, (cell, other, test, reader) => sayInField(cell, other, test.ignoreCase, reader)),
    contains: row(
      (cell, values, test, reader) => sayContains(cell, values, test.ignoreCase, reader),
      textField('contains_cs', 'contains'),
    ),
    has: row(
      (cell, values, test, reader) => sayHas(cell, values, test.ignoreCase, reader),
      (cell, other, test, reader) => sayInField(other, cell, test.ignoreCase, reader),
    ),
    starts_with: row(
      eachText((cell, value, test, reader) => sayStart(cell, value, test.ignoreCase, reader)),
      textField('startswith_cs', 'startswith'),
    ),
    ends_with: row(
      eachText((cell, value, test, reader) => sayEnd(cell, value, test.ignoreCase, reader)),
      textField('endswith_cs', 'endswith'),
    ),
    wildcard: row(
      eachText((cell, value, test, reader) => sayWildcard(cell, value, test.ignoreCase, reader)),
      noField('a pattern must be a constant'),
    ),
    regex: row(
      eachText((cell, value, test, reader) => sayRegex(cell, value, test.flags, test.ignoreCase, reader)),
      noField('a regex must be a constant'),
    ),
    lt: ordered('<'),
    lte: ordered('<='),
    gt: ordered('>'),
    gte: ordered('>='),
    cidr: row(
      (cell, values, _test, reader) => sayInNetworks(cell, values.map(String), reader),
      noField('a network must be a constant'),
    ),
    ip_is: row((cell, values, _test, reader) => sayKind(cell, values.map(String), reader)),
    is_null: row((cell, _values, _test, reader) => sayNull(cell, reader)),
    missing: row((cell, _values, _test, reader) => sayMissing(cell, reader)),
    truthy: row((cell, _values, _test, reader) => sayTruthy(cell, reader)),
    is_true: row((cell, _values, _test, reader) => sayBoolean(cell, true, reader)),
    is_false: row((cell, _values, _test, reader) => sayBoolean(cell, false, reader)),
    type_is: row((cell, values, _test, reader) =>
      join(
        values.map((v) => sayType(cell, String(v), reader)),
        or,
      ),
    ),
    in_list: row((cell, [name, ...entries], test, reader) =>
      isWatched(cell, test, reader)
        ? sayWatched(cell, test.table, test.ignoreCase, reader)
        : entries.length === 0
          ? refuse(`the list ${String(name)} has no entries`)
          : sayEqual(cell, entries, reader, { ignoreCase: test.ignoreCase, list: String(name) }),
    ),
  },
  quantifiers: {
    any: (quantified, scope, inside) => sayAny(quantified, readerAt(scope), inside),
    all: (quantified, scope, inside) => sayAll(quantified, readerAt(scope), inside),
    none: (quantified, scope, inside) => sayNone(quantified, readerAt(scope), inside),
    one: (quantified, scope, inside) => sayOne(quantified, readerAt(scope), inside),
  },
};

/** How values are read at a place of a condition; `test` is the row that reasons are about. */
export function readerAt(scope: Scope, test?: MappedTest, light = false): Reader {
  return {
    scope,
    light,
    because: (code, detail): Reason => ({
      code,
      test: test?.origin,
      within: scope.within,
      detail,
    }),
    lower: (condition, inner) => lowerCondition(condition, lowering, inner),
  };
}

/** A row with literal operands, or with another value of the event as its operand. */
function row(literal: Row, field?: FieldRow): SayTest<KqlExpression> {
  return (test, scope) => {
    const reader = readerAt(scope, test);
    if (test.subject.kind === 'literal') return refuse('a row on a constant reads no column');
    const cell = readValue(test.subject, reader);
    if (isRefused(cell)) return cell;
    const values = test.operands.filter((o) => o.kind === 'literal').map((o) => o.value);
    const parts: (Said<KqlExpression> | Unsupported)[] = [];
    if (values.length > 0 || test.operands.length === 0) parts.push(literal(cell, values, test, reader));
    for (const operand of test.operands) {
      if (operand.kind !== 'literal') parts.push(withField(cell, operand, test, reader, field));
    }
    return withReading(once(join(parts, or), cell.expr), cell);
  };
}

/** A long value that the row reads several times becomes a column first. */
function once(said: Said<KqlExpression> | Unsupported, value: KqlExpression): Said<KqlExpression> | Unsupported {
  if ('unsupported' in said || value.kind !== 'call' || !['iff', 'case'].includes(value.name)) return said;
  if (countOf(said.ast, value) < 2) return said;
  return { ...said, ast: replacePart(said.ast, value, { kind: 'computed', value }) };
}

function withField(
  cell: Cell,
  operand: MappedValue,
  test: MappedTest,
  reader: Reader,
  field: FieldRow | undefined,
): Said<KqlExpression> | Unsupported {
  const other = readValue(operand, reader);
  if (isRefused(other)) return other;
  if (field === undefined) return refuse(`\`${test.operator}\` takes constants only`);
  return withReading(field(cell, other, test, reader), other);
}

/** What reading the value costs, on top of what the row costs. */
function withReading(said: Said<KqlExpression> | Unsupported, cell: Cell): Said<KqlExpression> | Unsupported {
  if ('unsupported' in said) return said;
  const own = { wider: distinct(said.wider ?? []), narrower: distinct(said.narrower ?? []) };
  return { ast: said.ast, ...unite([own, both(cell.fidelity)]) };
}

function distinct(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.filter((reason, i) => reasons.findIndex((other) => other.code === reason.code) === i);
}

function equal(
  cell: Cell,
  values: readonly Json[],
  test: MappedTest,
  reader: Reader,
): Said<KqlExpression> | Unsupported {
  return sayEqual(cell, values, reader, { ignoreCase: test.ignoreCase });
}

function ordered(order: Order): SayTest<KqlExpression> {
  return row(
    (cell, values, _test, reader) => sayOrdered(cell, order, values, reader),
    (cell, other, _test, reader) => sayFieldsOrdered(cell, other, order, reader),
  );
}

function eachText(
  one: (cell: Cell, value: string, test: MappedTest, reader: Reader) => Said<KqlExpression> | Unsupported,
): Row {
  return (cell, values, test, reader) =>
    join(
      values.map((value) =>
        typeof value === 'string' ? one(cell, value, test, reader) : refuse(`\`${test.operator}\` wants a text`),
      ),
      or,
    );
}

function textField(plain: TextOperator, folded: TextOperator): FieldRow {
  return (cell, other, test, reader) => {
    const mayBeList = cell.type === 'dynamic' && !cell.onlyText && cell.field !== 'string';
    if (test.operator === 'contains' && mayBeList) {
      const member = sayInField(other, cell, test.ignoreCase, reader);
      return cell.field === 'array'
        ? member
        : join([member, sayTexts(cell, other, test.ignoreCase ? folded : plain, reader)], or);
    }
    return sayTexts(cell, other, test.ignoreCase ? folded : plain, reader);
  };
}

function noField(why: string): FieldRow {
  return () => refuse(why);
}
