import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { and, call, compare, field, or, string } from '../../../src/targets/spl/build.ts';
import { printExpression, printQuery, printSearch } from '../../../src/targets/spl/print.ts';
import { printName, printString, quoteRegex } from '../../../src/targets/spl/text.ts';

describe('quoting by place', () => {
  it('names in where and eval: single quotes unless a plain identifier', () => {
    expect(printExpression(field('eventType'))).toBe('eventType');
    expect(printExpression(field('a.b'))).toBe("'a.b'");
    expect(printExpression(field('target{}.type'))).toBe("'target{}.type'");
    expect(printExpression(field('@timestamp'))).toBe("'@timestamp'");
    expect(printExpression(field('in'))).toBe("'in'");
    expect(printExpression(field("it's"))).toBe("'it\\'s'");
  });

  it('names in search and stats: bare or double quotes, never single', () => {
    expect(printName('target{}.type')).toBe('target{}.type');
    expect(printName('a b')).toBe('"a b"');
    expect(printName("it's")).toBe('"it\'s"');
    expect(printName('OR')).toBe('"OR"');
  });

  it('strings escape backslash, quote, tab and line feed', () => {
    expect(printString('a"b\\c\td\ne')).toBe('"a\\"b\\\\c\\td\\ne"');
  });

  it('no dollar sign, control, separator or reordering character stands in a string', () => {
    expect(printString('cost $5$')).toBe('("cost ".urldecode("%24")."5".urldecode("%24"))');
    expect(printString('\u202e\u2028x')).toBe('(urldecode("%E2%80%AE%E2%80%A8")."x")');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printString(text)).not.toMatch(/[$\u0000-\u001f\u2028\u2029\u202a-\u202e]/);
      }),
    );
  });

  it('a quoted regex matches its text and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, other) => {
        const regex = new RegExp(`^${quoteRegex(text)}$`, 'u');
        expect(regex.test(text)).toBe(true);
        expect(regex.test(other)).toBe(other === text);
        expect(quoteRegex(text)).not.toContain('$');
      }),
    );
    for (const c of '.*+?()|[]{}^$\\/-#& "\'') expect(new RegExp(`^${quoteRegex(c)}$`, 'u').test(c)).toBe(true);
  });
});

describe('precedence', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((name) => compare(field(name), '==', string('x')));
  it('and/or inside each other get parentheses, NOT binds to one call', () => {
    if (!a || !b || !c) throw new Error('three expressions');
    expect(printExpression(or([a, and([b, c])]))).toBe('a=="x" OR (b=="x" AND c=="x")');
    expect(printExpression(and([a, or([b, c])]))).toBe('a=="x" AND (b=="x" OR c=="x")');
    expect(printExpression({ kind: 'not', operand: or([a, b]) })).toBe('NOT (a=="x" OR b=="x")');
    expect(printExpression({ kind: 'not', operand: call('match', field('a'), string('x')) })).toBe('NOT match(a, "x")');
  });

  it('a long row breaks after each operand of its groups', () => {
    const long = (name: string) => compare(field(name), '==', string(name.repeat(50)));
    const row = or([and([long('a'), compare(field('b'), '==', string('x'))]), long('c')]);
    const query = {
      base: { kind: 'macro', name: 'm' },
      commands: [{ kind: 'where', condition: and([compare(field('x'), '==', string('y')), row]) }],
      columns: { title: undefined, description: undefined, severity: false, key: 'k', entities: [], outputs: [] },
    } as const;
    const [a, c] = ['a', 'c'].map((name) => `${name}=="${name.repeat(50)}"`);
    expect(printQuery(query).split('\n')).toEqual([
      '`m`',
      '| where x=="y"',
      `    AND ((${a} AND b=="x")`,
      `        OR ${c})`,
    ]);
    const deep = printQuery({ ...query, commands: [{ kind: 'where', condition: or([and([row, long('d')]), row]) }] });
    expect(deep.replace(/\s*\n\s*/g, ' ')).toBe(`\`m\` | where ${printExpression(or([and([row, long('d')]), row]))}`);
  });

  it('a group inside a base search gets parentheses', () => {
    const term = (name: string) => ({ kind: 'term', field: name, values: ['x'], around: 'none' }) as const;
    expect(printSearch({ kind: 'and', operands: [term('a'), { kind: 'or', operands: [term('b'), term('c')] }] })).toBe(
      'a="x" (b="x" OR c="x")',
    );
    expect(printSearch({ kind: 'or', operands: [term('a'), { kind: 'and', operands: [term('b'), term('c')] }] })).toBe(
      'a="x" OR (b="x" c="x")',
    );
    expect(printSearch({ ...term('a'), values: ['x', 'y'], around: 'after' })).toBe('a IN ("x*", "y*")');
  });
});
