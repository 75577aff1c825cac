import { describe, expect, test } from 'vitest';
import { contextOf } from '../../src/ir/evaluate.ts';
import { functions } from '../../src/ir/functions.ts';
import { pythonRepr } from '../../src/ir/python-text.ts';
import { readValue } from '../../src/ir/read-value.ts';
import { readRows } from '../regex/python-tables.ts';
import { valueIn } from '../source/condition-table/placed.ts';

/** Values as the table writes them, with the `repr()` of what CPython 3.11 answers to the same, or `raises`. */
const rows = readRows('../ir/python-functions.jsonl') as unknown as [string, string][];

/** What a value of the table is on an event, as Python writes it. */
function answer(text: string, event = {}): string {
  const value = readValue(valueIn(text), contextOf(event));
  return value === undefined ? 'raises' : pythonRepr(value);
}

describe('functions answer as CPython does', () => {
  const names = new Set(rows.map(([text]) => text.slice(0, text.indexOf('('))));
  test.each([...names])('%s', (name) => {
    const own = rows.filter(([text]) => text.startsWith(`${name}(`));
    const wrong = own.filter(([text, expected]) => answer(text) !== expected);
    expect(wrong.map(([text, expected]) => ({ text, expected, answer: answer(text) }))).toEqual([]);
  });

  test('every function that Python has is asked', () => {
    const elsewhere = [
      'default',
      'if_missing',
      'deep_walk',
      'walk_all',
      'parse_json',
      'to_number',
      'concat',
      'flatten',
      // Held to CPython in list-and-network-functions.test.ts.
      'ip_text',
      'network_first',
      'network_last',
    ];
    expect(Object.keys(functions).filter((name) => !names.has(name) && !elsewhere.includes(name))).toEqual([]);
  });
});

describe('what is of another type than said is missing', () => {
  test.each([
    'keys([1])',
    'iterate(5)',
    'item({"a": 1}, 0)',
    'item([1], "a")',
    'join(["a", 1], "-")',
    'split("a", "")',
    'repeat("ab", 1000001)',
    'pad_left("a", 5, "xy")',
    'sum(["a"])',
    'add("a", "b")',
    'from_pairs([["a"]])',
    'from_pairs([[1, 2]])',
    'object(nowhere, 1)',
    'regex_group("a", "(", "", 0)',
    'regex_group("a", "a", "q", 0)',
    'regex_group("a", "a", "", 5)',
    'parse_time("2024", "%Q")',
    'slice("abc", const("x"), 2)',
  ])('%s', (text) => {
    if (text.startsWith('slice(')) expect(() => answer(text)).toThrow('a whole number or null');
    else expect(answer(text)).toBe('raises');
  });
});

describe('keys', () => {
  const event = { Actor: { Name: 'x' }, text: '{"Key": {"In": 1}}' };
  test.each([
    ['item(actor, "NAME")', "'x'"],
    ['item(default(actor, {}), "NAME")', "'x'"],
    ['default(actor, {"a": 1}).name', "'x'"],
    ['list(actor)[0].NAME', "'x'"],
    ['object("k", actor).k.NAME', "'x'"],
    ['object("k", actor).K', 'raises'],
    ['default(nowhere, {"A": 1}).a', 'raises'],
    ['parse_json(text).key', 'raises'],
    ['default(parse_json(text), {}).Key.in', 'raises'],
    ['chain(list(parse_json(text)), list(actor))[1].NAME', "'x'"],
    ['if(actor truthy, actor, parse_json(text)).NAME', "'x'"],
    ['walk_all(list(actor), ["NAME"])', "['x']"],
    ['walk_all(parse_json(text), ["KEY"])', '[]'],
    ['item(parse_json(text), "Key", 0).In', '1'],
    ['item(nowhere, "x", "other")', "'other'"],
  ])('of the event ignore case, others do not: %s', (text, expected) => {
    expect(answer(text, event)).toBe(expected);
  });
});

describe('map', () => {
  const event = { list: [{ a: 1n, ok: true }, { a: 2n }, { ok: true }] };
  test.each([
    ['map(list, true, a)', '[1, 2, None]'],
    ['map(list, ok truthy, add(a, $.list[0].a))', '[2, None]'],
    ['map(nowhere, true, a)', '[]'],
    ['map(iterate("ab"), true, concat(@, "!"))', "['a!', 'b!']"],
    ['map(list, true, map($.list, a is_not_null, add(a, @1.a)))', '[[2, 3], [3, 4], [None, None]]'],
  ])('%s', (text, expected) => {
    expect(answer(text, event)).toBe(expected);
  });
});

describe('a hostile regex ends', () => {
  test.each([
    ['(a+)+$', `${'a'.repeat(5000)}b`],
    ['(a|aa)+c', 'a'.repeat(5000)],
    ['(x+x+)+y', 'x'.repeat(5000)],
    ['(?:a?){30}(a{30})', 'a'.repeat(30)],
  ])('%s', (pattern, text) => {
    const started = performance.now();
    expect(
      readValue(valueIn(`regex_all(${JSON.stringify(text)}, ${JSON.stringify(pattern)}, "")`), contextOf({})),
    ).toBeDefined();
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
