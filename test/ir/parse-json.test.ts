import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, type Json, parseJson, printJson } from '../../src/ir/json.ts';
import { JsonError, parseJsonAt } from '../../src/ir/parse-json.ts';

/** What the engine's own reader says, without its loss of integers: the yardstick of what is JSON at all. */
function engineTakes(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function takes(text: string): boolean {
  try {
    parseJson(text);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(SyntaxError);
    return false;
  }
}

/** The same value with the engine's numbers. */
function lossy(value: Json): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(lossy);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, lossy(item)]));
  return value;
}

describe('reading JSON', () => {
  it('keeps every integer, and an integer apart from a number with a fraction', () => {
    expect(
      parseJson('[1, 1.0, 1e2, -0, 999999999999999, 9223372036854775808, -123456789012345678901234567890]'),
    ).toEqual([1n, 1, 100, 0n, 999999999999999n, 9223372036854775808n, -123456789012345678901234567890n]);
    expect(Object.is(parseJson('-0.0'), -0)).toBe(true);
    expect(parseJson('-999999999999999')).toBe(-999999999999999n);
  });

  it('takes what the engine takes and nothing else', () => {
    const odd = [
      '',
      ' ',
      '01',
      '-',
      '-01',
      '1.',
      '.5',
      '1e',
      '1e+',
      '1.5e',
      '+1',
      'tru',
      'nul',
      'NaN',
      '[1,]',
      '[,1]',
      '[1 2]',
      '{"a":1,}',
    ];
    odd.push(
      '{a:1}',
      '{"a" 1}',
      '{"a":}',
      '"a',
      '"\\',
      '"\\x"',
      '"\\u12"',
      '"\n"',
      '"\u0001"',
      '[',
      '{',
      ']',
      '[1}',
      '{"a":1]',
      '1 2',
      '"a" "b"',
    );
    odd.push('\ufeff1', '\u00a01', '1\u2028', "'a'", '{"a":1} x', '[[[[', '\u0000');
    for (const text of odd) expect([text, takes(text)]).toEqual([text, engineTakes(text)]);
    const piece = fc.constantFrom(
      ...'{}[],:"\\ \n0123456789.eE+-',
      'true',
      'false',
      'null',
      '"a"',
      'u0041',
      '\u0001',
      'é',
      '😀',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        return takes(text) === engineTakes(text);
      }),
      { numRuns: 20_000 },
    );
  });

  it('gives what the engine gives, but for the integers that the engine rounds', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(undefined, 1, '\t'), (compact, indent) => {
        const wanted = JSON.parse(compact) as unknown;
        const text = JSON.stringify(wanted, undefined, indent);
        // -0 is an integer without a sign here.
        expect(JSON.stringify(lossy(parseJson(text)))).toBe(JSON.stringify(wanted));
      }),
      { numRuns: 2000 },
    );
  });

  it('reads back what printJson prints', () => {
    const value = parseJson('{"a":[1,1.0,{"__proto__":null,"constructor":"x","":"\\u0000\\"\\\\"}],"12":-5}');
    expect(parseJson(printJson(value))).toEqual(value);
    expect(printJson(parseJson(printJson(value)))).toBe(printJson(value));
  });

  it('keys that objects inherit are keys like any other', () => {
    const value = parseJson('{"__proto__": {"a": 1}, "toString": 2}');
    expect(isObject(value) && Object.keys(value)).toEqual(['__proto__', 'toString']);
    expect(isObject(value) && Reflect.get(value, '__proto__')).toEqual({ a: 1n });
    const plain = parseJson('{"x": 1}');
    expect(isObject(plain) && [plain['constructor'], plain['hasOwnProperty'], Reflect.get(plain, '__proto__')]).toEqual(
      [undefined, undefined, undefined],
    );
  });

  it('a key given twice: the last value counts', () => {
    expect(parseJson('{"a": 1, "b": 2, "a": 3}')).toEqual({ a: 3n, b: 2n });
  });

  it('deep nesting is an error, not a fault', () => {
    expect(() => parseJson('['.repeat(100_000))).toThrow(/nested more than 500/);
    expect(takes('['.repeat(400) + ']'.repeat(400))).toBe(true);
  });

  it('a value inside a longer text, with its end; what follows is left', () => {
    expect(parseJsonAt('x {"a": 1} [2]', 1)).toEqual({ value: { a: 1n }, end: 10 });
    expect(parseJsonAt('12,', 0)).toEqual({ value: 12n, end: 2 });
  });

  it('an error says where', () => {
    const at = (text: string): number => {
      try {
        parseJson(text);
        return -1;
      } catch (error) {
        return error instanceof JsonError ? error.at : -2;
      }
    };
    expect([at('{"a": x}'), at('{"a": "b'), at('[1,'), at('{"a\n": 1}'), at('')]).toEqual([6, 8, 3, 3, 0]);
  });
});
