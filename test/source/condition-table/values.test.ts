import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { printTemplate, printValue } from '../../../src/ir/print.ts';
import { parseKeyPath, parseTable, parseTemplate, parseValue } from '../../../src/source/condition-table/index.ts';
import { bare, placed, tableOf, valueIn } from './placed.ts';

function template(text: string): { value: unknown; found: Diagnostic[]; printed: string } {
  const found: Diagnostic[] = [];
  const value = parseTemplate(placed(text), (d) => found.push(d));
  return { value: bare(value), found, printed: printTemplate(value) };
}

const literal = (value: unknown): object => ({ kind: 'literal', value });
const event = (...path: unknown[]): object => ({ kind: 'reference', to: { scope: 'event', path } });

describe('titles', () => {
  test('text alone is a constant, braces doubled', () => {
    expect(template('A {{b}} "c" # d\nlast').value).toEqual(literal('A {b} "c" # d\nlast'));
    expect(template('').value).toEqual(literal(''));
  });

  test('values stand in braces', () => {
    expect(template('User {actor.id}').value).toEqual({
      kind: 'call',
      name: 'concat',
      args: [literal('User '), event('actor', 'id')],
    });
    expect(template('{actor.id}').value).toEqual({ kind: 'call', name: 'concat', args: [event('actor', 'id')] });
  });

  test('a value may hold braces, quotes and new lines of its own', () => {
    const text = '{{{lookup(a, {"}": "{"}, "x")}}} by {first(target,\n  type eq "}"\n  b truthy).id}!';
    const { value, found, printed } = template(text);
    expect(found).toEqual([]);
    expect(printed).toBe('{{{lookup(a, {"}": "{"}, "x")}}} by {first(target, type eq "}" and b truthy).id}!');
    expect(template(printed).value).toEqual(value);
  });

  test('constant texts in braces melt into the text around them', () => {
    expect(template('a{const("b{")}c').value).toEqual(literal('ab{c'));
    expect(template('{const(1.0)}').printed).toBe('{const(1.0)}');
  });

  test.each([
    ['a {b', 'table-unclosed', 2],
    ['a } b', 'table-template', 2],
    ['a {} b', 'table-template', 2],
    ['a {b c} d', 'table-unexpected', 5],
    ['a {b # c} d', 'table-unexpected', 5],
    ['a {"x"} d', 'table-unexpected', 3],
    ['a {lenth(x)} d', 'table-unknown-function', 3],
    ['a {b "} d', 'table-unclosed', 2],
  ])('%s', (text, code, start) => {
    const { value, found } = template(text);
    expect(found.map((d) => [d.code, d.span?.start])).toEqual([[code, start]]);
    expect(value).toEqual(literal(text));
  });

  test('every finding of a title is reported', () => {
    expect(template('{a b} } {@} {nope(x)} {').found.map((d) => d.code)).toEqual([
      'table-unexpected',
      'table-template',
      'table-element',
      'table-unknown-function',
      'table-unclosed',
    ]);
  });
});

describe('values', () => {
  test.each([
    ['actor.id', event('actor', 'id')],
    ['$.actor.id', event('actor', 'id')],
    ['$', event()],
    ['$[-1]', event(-1)],
    ['`a.b`.`c\\`"\\u0041`', event('a.b', 'c`"A')],
    ['udm("x")', { kind: 'reference', to: { scope: 'model', name: 'x' } }],
    ['exact(a.`b c`[0])', { kind: 'reference', to: { scope: 'event', path: ['a', 'b c', 0], exact: true } }],
    ['udm("x").a', { kind: 'at', of: { kind: 'reference', to: { scope: 'model', name: 'x' } }, steps: ['a'] }],
    ['const([1, 1.0])[0]', { kind: 'at', of: literal([1n, 1]), steps: [0] }],
    [
      'if(true, null, false)',
      { kind: 'if', condition: { kind: 'true' }, then: literal(null), otherwise: literal(false) },
    ],
  ])('%s', (text, expected) => {
    expect(bare(valueIn(text))).toEqual(expected);
  });

  test.each(['', '  # x', 'a b', '"x"', '5', 'a eq 1', 'any', '@', 'a.', '.a', 'first(a)'])('no value: %s', (text) => {
    const found: Diagnostic[] = [];
    expect(parseValue(placed(text), (d) => found.push(d))).toBeUndefined();
    expect(found).toHaveLength(1);
  });

  test('paths begin at the element, and `@` counts outwards', () => {
    const table = tableOf(
      'any target (one roles (x eq_field @1.x and $.y eq_field @ and first(z, @2.k truthy) truthy))',
    );
    expect(JSON.stringify(bare(table)).match(/"scope":"\w+"(,"depth":\d)?,"path":\[[^\]]*\]/g)).toEqual([
      '"scope":"event","path":["target"]',
      '"scope":"element","depth":0,"path":["roles"]',
      '"scope":"element","depth":0,"path":["x"]',
      '"scope":"element","depth":1,"path":["x"]',
      '"scope":"event","path":["y"]',
      '"scope":"element","depth":0,"path":[]',
      '"scope":"element","depth":0,"path":["z"]',
      '"scope":"element","depth":2,"path":["k"]',
    ]);
  });

  test('the entries of a lookup keep their order', () => {
    const value = valueIn('lookup(a, {"2": 1, "1": 2, "__proto__": 3}, null)');
    expect(value.kind === 'lookup' && value.table).toEqual([
      ['2', 1n],
      ['1', 2n],
      ['__proto__', 3n],
    ]);
    expect(printValue(value)).toBe('lookup(a, {"2": 1, "1": 2, "__proto__": 3}, null)');
  });
});

test('spans are those of the file, wherever the table stands in it', () => {
  const file = { path: 'rule.yml', text: 'Condition: |\n  a eq "x"\n  any b (\n    c nope 1\n  )\n' };
  const text = 'a eq "x"\nany b (\n  c nope 1\n)\n';
  const at = (offset: number): number =>
    'Condition: |\n'.length + offset + 2 * text.slice(0, offset).split('\n').length;
  const found: Diagnostic[] = [];
  parseTable({ text, file, at }, (d) => found.push(d));
  expect(found.map(({ span }) => span && file.text.slice(span.start, span.end))).toEqual(['nope']);
  const good = parseTable({ text: text.replace('nope', 'eq'), file, at }, (d) => found.push(d));
  const row = good?.kind === 'and' ? good.operands[0] : undefined;
  expect(row?.span && file.text.slice(row.span.start, row.span.end)).toBe('a eq "x"');
});

test.each([
  ['a', ['a']],
  ['a.b', ['a', 'b']],
  ['a:b.c', ['a', 'b', 'c']],
  ['p_any_ip_addresses', ['p_any_ip_addresses']],
  ['a[0].b[-1]', ['a', 0, 'b', -1]],
  ['k8s io/x', ['k8s io/x']],
  ['a.`b.c`', ['a', 'b.c']],
  ['`x\\`"y\\u0041`', ['x`"yA']],
  ['true', ['true']],
  ['', undefined],
  ['a..b', undefined],
  ['.a', undefined],
  ['a.', undefined],
  ['a[*].b', undefined],
  ['a[0', undefined],
  ['`a', undefined],
  ['a`b`', undefined],
])('the key path %s', (text, steps) => {
  expect(parseKeyPath(text)).toEqual(steps);
});
