import { describe, expect, it } from 'vitest';
import { positionOf, type SourceFile } from '../../../src/diagnostics/source.ts';
import { isFault } from '../../../src/source/python/modules.ts';
import type { ConstantValue, Expr, NodeOf, Stmt } from '../../../src/source/python/nodes.ts';
import { constantValue, parsePython, spanOf } from '../../../src/source/python/parse.ts';

function parsed(text: string): { file: SourceFile; body: readonly Stmt[] } {
  const file = { path: 'a.py', text };
  const module = parsePython(file, 'a');
  if (isFault(module)) throw new Error(module.fault);
  return { file, body: module.body };
}

/** The value of the only assignment. */
function assigned(text: string): { file: SourceFile; value: Expr } {
  const { file, body } = parsed(text);
  const [only] = body;
  if (only?.nodeType !== 'Assign') throw new Error('no assignment');
  return { file, value: only.value };
}

function constant(text: string): ConstantValue {
  const { file, value } = assigned(`x = ${text}\n`);
  if (value.nodeType !== 'Constant') throw new Error(value.nodeType);
  return constantValue(value, file);
}

/** The text that a node stands for. */
function textOf(file: SourceFile, node: Stmt | Expr): string {
  const { start, end } = spanOf(file, node);
  return file.text.slice(start, end);
}

describe('nodes', () => {
  it('have the kinds and places of CPython', () => {
    const { file, body } = parsed(
      [
        'from helpers import deep as d',
        'NAMES = {"a", "b"}',
        '',
        'def rule(event):',
        '    if event.get("x") in NAMES and not d(event, "y"):',
        '        return True',
        '    return any(e["n"] > 3 for e in event.get("z", []))',
      ].join('\n'),
    );
    expect(body.map((node) => [node.nodeType, node.lineno, node.col_offset])).toEqual([
      ['ImportFrom', 1, 0],
      ['Assign', 2, 0],
      ['FunctionDef', 4, 0],
    ]);
    const rule = body[2] as NodeOf<'FunctionDef'>; // checked above
    expect(rule.body.map((node) => node.nodeType)).toEqual(['If', 'Return']);
    const test = (rule.body[0] as NodeOf<'If'>).test as NodeOf<'BoolOp'>;
    expect(test.values.map((node) => textOf(file, node))).toEqual(['event.get("x") in NAMES', 'not d(event, "y")']);
    const call = (rule.body[1] as NodeOf<'Return'>).value as NodeOf<'Call'>;
    expect(call.args.map((node) => [node.nodeType, textOf(file, node)])).toEqual([
      ['GeneratorExp', '(e["n"] > 3 for e in event.get("z", []))'],
    ]);
  });

  it.each([
    ['letters of several bytes', 'x = f("ä€𝄞", y)\n'],
    ['a byte order mark', '\ufeffx = f("", y)\n'],
    ['a form feed', '# \f\nx = f("", y)\n'],
    ['lines that end as on Windows', '# a\r\n# b\r\nx = f("", y)\r\n'],
    ['lines that end as on old Macs', '# a\r# b\rx = f("", y)\r'],
  ])('stand in the file where they are, after %s', (_, text) => {
    const { file, value } = assigned(text);
    expect(value.nodeType === 'Call' && value.args.map((node) => textOf(file, node)).at(-1)).toBe('y');
  });
});

describe('constants', () => {
  it.each<[string, ConstantValue]>([
    ['1', 1n],
    ['1_000', 1000n],
    ['0xE', 14n],
    ['0b101', 5n],
    ['123456789012345678901', 123456789012345678901n],
    ['1.0', 1],
    ['1e3', 1000],
    ['.5', 0.5],
    ['True', true],
    ['None', null],
    ['"..."', '...'],
    ['"a" "b"', 'ab'],
    ['r"\\d"', '\\d'],
    ['"\\x41\\u00e9\\n"', 'Aé\n'],
    ['b"a"', { kind: 'bytes', text: 'a' }],
    ['...', { kind: 'ellipsis' }],
    ['3j', { kind: 'complex' }],
  ])('%s', (text, value) => {
    expect(constant(text)).toEqual(value);
  });

  it('tells the dots of an f-string from an ellipsis', () => {
    const { file, value } = assigned('x = f"{a}..."\n');
    const parts = value.nodeType === 'JoinedStr' ? value.values : [];
    expect(parts.map((part) => part.nodeType === 'Constant' && constantValue(part, file))).toEqual([false, '...']);
  });
});

describe('faults', () => {
  it.each([
    ['x = (1,\n', '2:1'],
    ['def f():\n    if x\n        return 1\n', '2:9'],
    ['x = "abc\n', '1:1'],
    ['print "x"\n', '1:7'],
    ['x = $\n', '1:5'],
    ['  x = 1\n y = 2\n', '2:1'],
  ])('%j is no Python, at %s', (text, place) => {
    const fault = parsePython({ path: 'a.py', text }, 'a');
    if (!isFault(fault)) throw new Error('read');
    const { line, column } = positionOf(fault.file, fault.span.start);
    expect(`${line}:${column}`).toBe(place);
    expect(fault.fault).toMatch(/^[^A-Z]/);
    expect(fault.fault).not.toMatch(/at line/);
  });

  it('ends on a text that nests too deeply', () => {
    const fault = parsePython({ path: 'a.py', text: `x = ${'('.repeat(50_000)}` }, 'a');
    expect(isFault(fault) && fault.fault).toBe('it nests too deeply');
  });

  it('reads an empty file', () => {
    expect(parsed('').body).toEqual([]);
  });
});
