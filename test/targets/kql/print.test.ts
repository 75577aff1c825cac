import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KqlExpression } from '../../../src/targets/kql/ast.ts';
import {
  and,
  binary,
  call,
  column,
  definite,
  isIn,
  long,
  not,
  or,
  path,
  text,
} from '../../../src/targets/kql/build.ts';
import { printExpression } from '../../../src/targets/kql/print.ts';
import { columnName, regexText, stringText } from '../../../src/targets/kql/quote.ts';
import { compile, table } from './harness.ts';
import { bind, readString } from './microsoft.ts';

const nasty = [
  '',
  '"',
  "'",
  '\\',
  '\\"',
  '\n',
  '\r\n',
  '\t',
  '\u0000',
  '\u2028',
  '\u2029',
  '\ufeff',
  '\u202e',
  '😀',
  '\ud800',
];
const more = ['{{x}}', '`', '//', '*/', '$a$', '|', '@"', 'a"b\'c', 'é', '\u0085', 'x // y', 'h"x"', '%', '\\d', '[0]'];

describe('text', () => {
  it.each([...nasty, ...more])('%j reads back as it was', (value) => {
    expect(readString(stringText(value))).toBe(value);
  });

  it('reads back whatever it holds, on one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (value) => {
        const printed = stringText(value);
        return readString(printed) === value && !/[\n\r\u2028\u2029\u0085]/.test(printed);
      }),
      { numRuns: 500 },
    );
  });

  it('a pattern keeps its backslashes', () => {
    expect(regexText('\\d"\\')).toBe('@"\\d""\\"');
    expect(readString(regexText('\\d"\\'))).toBe('\\d"\\');
    expect(readString(regexText('a\nb"\\n'))).toBe('a\nb"\\n');
  });
});

describe('names', () => {
  const names = [
    'a-b',
    'a.b',
    'where',
    'kind',
    '1day',
    'é',
    "it's",
    'a\\b',
    'a"b',
    'user',
    'type',
    'in',
    'title',
    '_x',
  ];

  it.each(names)('%j is the column of that name', (name) => {
    const bound = bind(`T | where ${columnName(name)} == "x"`, 'T', { [name]: 'string' });
    expect(bound.findings).toEqual([]);
    expect(Object.keys(bound.columns)).toEqual([name]);
  });

  it.each(names)('%j is a key of a dynamic value', (name) => {
    const printed = printExpression(call('tostring', path(column('d'), [name])));
    expect(bind(`T | where ${printed} == "x"`, 'T', { d: 'dynamic' }).findings).toEqual([]);
  });

  it('stand bare where they may', () => {
    expect(['user', 'type', 'id', 'Action', '_x'].map(columnName)).toEqual(['user', 'type', 'id', 'Action', '_x']);
  });
});

describe('joints', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((name) => binary(column(name), '==', text('x'))) as [
    KqlExpression,
    KqlExpression,
    KqlExpression,
  ];

  it('a mix of and and or has parentheses, whichever is inside', () => {
    expect(printExpression(and(a, or(b, c)))).toBe('a == "x" and (b == "x" or c == "x")');
    expect(printExpression(or(a, and(b, c)))).toBe('a == "x" or (b == "x" and c == "x")');
    expect(printExpression(and(a, and(b, c)))).toBe('a == "x" and b == "x" and c == "x"');
  });

  it('negation uses the operator that has one', () => {
    expect(printExpression(not(a))).toBe('a != "x"');
    expect(printExpression(not(isIn(column('a'), [text('x'), text('y')])))).toBe('a !in ("x", "y")');
    expect(printExpression(not(call('isempty', column('a'))))).toBe('isnotempty(a)');
    expect(printExpression(not(not(or(a, b))))).toBe('a == "x" or b == "x"');
    expect(printExpression(not(binary(column('a'), 'matches regex', { kind: 'regex', pattern: '^x' })))).toBe(
      'not(a matches regex @"^x")',
    );
  });

  it('what may be null is false before it is negated', () => {
    const inside = call('ipv4_is_in_range', column('a'), text('10.0.0.0/8'));
    expect(printExpression(not(and(a, inside)))).toBe(
      'not(a == "x" and coalesce(ipv4_is_in_range(a, "10.0.0.0/8"), false))',
    );
    expect(printExpression(not(binary(column('n'), '>', long(5))))).toBe('not(coalesce(n > 5, false))');
    expect(definite(a)).toBe(a);
  });
});

describe('layout', () => {
  it('one condition a line, long lists filled', () => {
    const values = Array.from({ length: 12 }, (_, i) => JSON.stringify(`value number ${i}`)).join(', ');
    const { text: printed } = compile(table(`s in [${values}]\nt eq "x"`));
    expect(printed.split('\n').every((line) => line.length <= 120)).toBe(true);
    expect(printed).toContain('| where S in (\n        "value number 0", ');
    expect(printed).toContain('\n    )\n    and [\'odd-name\'] == "x"');
  });

  it('very long lists stand in a let', () => {
    const entries = Array.from({ length: 40 }, (_, i) => `entry-${i}"\u2028`);
    const { text: printed } = compile(table('s in_list "names"\no.k not_in_list "names"'), {
      lists: new Map([['names', entries]]),
    });
    expect(printed.startsWith('let names = dynamic([\n    "entry-0\\"\\u2028", ')).toBe(true);
    expect(printed).toContain('S in (names)');
    expect(printed).toContain('tostring(O.k) !in (names)');
    expect(printed.match(/let /g)).toHaveLength(1);
  });
});
