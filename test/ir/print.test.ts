import { describe, expect, test } from 'vitest';
import type { Condition, Test } from '../../src/ir/condition.ts';
import { printCondition, printPath, printReference, printRow, printTemplate, printValue } from '../../src/ir/print.ts';
import type { Value } from '../../src/ir/value.ts';

const field = (...path: (string | number)[]): Value => ({ kind: 'reference', to: { scope: 'event', path } });
const element = (depth: number, ...path: (string | number)[]): Value => ({
  kind: 'reference',
  to: { scope: 'element', depth, path },
});
const literal = (value: Extract<Value, { kind: 'literal' }>['value']): Value => ({ kind: 'literal', value });
const row = (operator: Test['operator'], operands: Value[] = [], more: Partial<Test> = {}): Test => ({
  kind: 'test',
  subject: field('a'),
  operator,
  operands,
  ignoreCase: false,
  flags: [],
  ...more,
});
const truthy = (name: string): Condition => row('truthy', [], { subject: field(name) });
const not = (operand: Condition): Condition => ({ kind: 'not', operand });
const and = (...operands: Condition[]): Condition => ({ kind: 'and', operands });
const or = (...operands: Condition[]): Condition => ({ kind: 'or', operands });

describe('rows', () => {
  test.each<[string, Condition]>([
    ['a eq "x"', row('eq', [literal('x')])],
    ['a ne "x"', not(row('eq', [literal('x')]))],
    ['not a ne "x"', not(not(row('eq', [literal('x')])))],
    ['a falsy', not(row('truthy'))],
    ['a exists', not(row('missing'))],
    ['a is_not_null', not(row('is_null'))],
    ['a not_is_true', not(row('is_true'))],
    ['a in ["x", 1, 1.0, null]', row('in', [literal('x'), literal(1n), literal(1), literal(null)])],
    ['a in ["x"]', row('in', [literal('x')])],
    ['a in []', row('in')],
    ['a iin ["x"]', row('in', [literal('x')], { ignoreCase: true })],
    ['a in_field b', row('in', [field('b')])],
    ['a in_field const([[1], "x"])', row('in', [literal([1n]), literal('x')])],
    ['a in_any_field [const([1, 2]), b, const([3])]', row('in', [literal(1n), literal(2n), field('b'), literal(3n)])],
    ['a contains "x"', row('contains', [literal('x')])],
    ['a contains_any ["x", "y"]', row('contains', [literal('x'), literal('y')])],
    ['a contains_any []', row('contains')],
    ['a not_icontains_any ["x", "y"]', not(row('contains', [literal('x'), literal('y')], { ignoreCase: true }))],
    ['a contains_any_field [b, const("y")]', row('contains', [field('b'), literal('y')])],
    ['a eq_field const(["x"])', row('eq', [literal(['x'])])],
    ['a starts_with_field const(5)', row('starts_with', [literal(5n)])],
    ['a regex "\\\\d" [i, full]', row('regex', [literal('\\d')], { ignoreCase: true, flags: ['full'] })],
    ['a gt 9223372036854775808', row('gt', [literal(9223372036854775808n)])],
    ['a eq -0.0', row('eq', [literal(-0)])],
    ['a eq "\\n\\u202e\\"é"', row('eq', [literal('\n\u202e"é')])],
    ['const("x") eq_field a', row('eq', [field('a')], { subject: literal('x') })],
  ])('%s', (text, condition) => {
    expect(printRow(condition)).toBe(text);
  });

  test('shapes that no stage builds print as what they mean', () => {
    expect(printRow(and())).toBe('true');
    expect(printRow(or())).toBe('false');
    expect(printRow(and(or(and(truthy('a')))))).toBe('a truthy');
    expect(printRow(row('gt', [literal(1n), literal(2n)]))).toBe('a gt 1 or a gt 2');
    expect(printRow(not(row('ip_is', [literal('v4'), literal('private')])))).toBe(
      'not (a ip_is "v4" or a ip_is "private")',
    );
    expect(printRow(not(row('type_is', [literal('list'), literal('null')])))).toBe(
      'a not_type_is_any ["list", "null"]',
    );
    expect(printRow(row('eq'))).toBe('false');
  });
});

describe('joints', () => {
  const [a, b, c] = [truthy('a'), truthy('b'), truthy('c')];
  test.each<[string, Condition]>([
    ['a truthy and (b truthy or c truthy)', and(a, or(b, c))],
    ['a truthy and b truthy or c truthy', or(and(a, b), c)],
    ['(a truthy or b truthy) or c truthy', or(or(a, b), c)],
    ['(a truthy and b truthy) and c truthy', and(and(a, b), c)],
    ['not (a truthy and b truthy)', not(and(a, b))],
    ['not (true and false)', not(and({ kind: 'true' }, { kind: 'false' }))],
  ])('%s', (text, condition) => {
    expect(printRow(condition)).toBe(text);
  });
});

test('a table has a line for each operand, and breaks long ones', () => {
  const long = (name: string): Condition =>
    row(
      'contains',
      ['first value', 'second value', 'third value'].map((v) => literal(`${name} ${v}`)),
      {
        subject: field(name, 'requestParameters'),
      },
    );
  const table = and(
    truthy('a'),
    or(long('b'), and(long('c'), truthy('d'))),
    {
      kind: 'quantifier',
      quantifier: 'any',
      list: field('target'),
      where: and(long('e'), long('f')),
    },
    row(
      'in',
      Array.from({ length: 6 }, (_, i) => literal(`some.rather.long.event.type.${i}`)),
    ),
    not(or(truthy('g'), and(truthy('h'), truthy('i')))),
  );
  expect(printCondition(table)).toBe(`a truthy
b.requestParameters contains_any ["b first value", "b second value", "b third value"]
    or c.requestParameters contains_any ["c first value", "c second value", "c third value"]
        and d truthy
any target (
    $.e.requestParameters contains_any ["e first value", "e second value", "e third value"]
    $.f.requestParameters contains_any ["f first value", "f second value", "f third value"]
)
a in [
    "some.rather.long.event.type.0",
    "some.rather.long.event.type.1",
    "some.rather.long.event.type.2",
    "some.rather.long.event.type.3",
    "some.rather.long.event.type.4",
    "some.rather.long.event.type.5"
]
not (g truthy or h truthy and i truthy)`);
});

describe('references', () => {
  test('as the author wrote them inside the quantifiers that they need', () => {
    expect(printRow(row('eq', [literal(1n)], { subject: element(0, 'type') }))).toBe('type eq 1');
    expect(printRow(row('eq', [field('b')], { subject: element(0, 'type') }))).toBe('type eq_field $.b');
    expect(printRow(row('eq', [element(1, 'x')], { subject: element(0) }))).toBe('@ eq_field @1.x');
    expect(printReference({ scope: 'element', depth: 0, path: [0, 'x'] })).toBe('@[0].x');
    expect(printReference({ scope: 'element', depth: 0, path: ['x'] }, 0)).toBe('@.x');
    expect(printReference({ scope: 'event', path: [] })).toBe('$');
    expect(printReference({ scope: 'event', path: ['a'] }, 1)).toBe('$.a');
    expect(printReference({ scope: 'model', name: 'a"b' })).toBe('udm("a\\"b")');
  });

  test('odd keys stand in backticks', () => {
    expect(printPath(['a', 0, 'b-c', 'k8s.io/x', -1])).toBe('a[0].b-c.`k8s.io/x`[-1]');
    expect(printPath(['any', 'any', ''])).toBe('`any`.any.``');
    expect(printPath(['a`"\\\n\u202e'])).toBe('`a\\`"\\\\\\n\\u202e`');
    expect(printPath([])).toBe('');
  });
});

test('constants are bare as arguments, and wrapped as subjects', () => {
  const call: Value = { kind: 'call', name: 'default', args: [field('a'), literal([1n, 1, null])] };
  expect(printValue(call)).toBe('default(a, [1, 1.0, null])');
  expect(printValue({ kind: 'at', of: literal({ a: 1n }), steps: ['a'] })).toBe('const({"a": 1}).a');
});

test('titles', () => {
  const title: Value = { kind: 'call', name: 'concat', args: [literal('{a} '), field('b'), literal(1n)] };
  expect(printTemplate(title)).toBe('{{a}} {b}{const(1)}');
  expect(printTemplate(literal('plain'))).toBe('plain');
  expect(printTemplate(field('b'))).toBe('{b}');
});
