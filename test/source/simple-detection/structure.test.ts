import { describe, expect, test } from 'vitest';
import { contextOf, evaluate } from '../../../src/ir/evaluate.ts';
import type { JsonObject } from '../../../src/ir/json.ts';
import { readDetection } from './read.ts';

const [a, b, c] = ['a', 'b', 'c'].map((key) => `{Key: ${key}, Condition: Equals, Value: 1}`);

function holds(detection: string, event: JsonObject): boolean {
  return evaluate(readDetection(detection).condition, contextOf(event));
}

/** How many of a, b and c are 1, for each of the eight events. */
const events = Array.from({ length: 8 }, (_, bits) => ({
  event: { a: BigInt(bits & 1), b: BigInt((bits >> 1) & 1), c: BigInt((bits >> 2) & 1) },
  count: (bits & 1) + ((bits >> 1) & 1) + ((bits >> 2) & 1),
}));

describe('combinators', () => {
  test.each([
    ['All', (n: number) => n === 3],
    ['Any', (n: number) => n >= 1],
    ['OnlyOne', (n: number) => n === 1],
    ['None', (n: number) => n === 0],
  ])('%s', (name, verdict) => {
    for (const { event, count } of events)
      expect(holds(`- ${name}: [${a}, ${b}, ${c}]`, event), JSON.stringify(count)).toBe(verdict(count));
  });

  test('expressions of a list must all hold', () => {
    expect(readDetection(`- ${a}\n- ${b}`).table).toBe('a eq 1\nb eq 1');
  });

  test.each([
    ['All', true],
    ['Any', false],
    ['OnlyOne', false],
    ['None', true],
  ])('%s of nothing', (name, verdict) => {
    expect(readDetection(`- ${name}: []`).found).toEqual([]);
    expect(holds(`- ${name}: []`, {})).toBe(verdict);
  });

  test('nesting', () => {
    const { table, found } = readDetection(`- Any: [${a}, {All: [${b}, {None: [${c}]}]}]`);
    expect(found).toEqual([]);
    expect(table).toBe('a eq 1 or b eq 1 and c ne 1');
  });

  test('constants', () => {
    expect(readDetection('- Condition: AlwaysTrue').table).toBe('true');
    expect(readDetection('- Condition: AlwaysFalse').table).toBe('false');
  });

  test('None with several expressions is read as "none true", and says so', () => {
    expect(readDetection(`- None: [${a}, ${b}]`).found).toEqual(['1:3 detection-none']);
    expect(readDetection(`- None: [${a}]`).found).toEqual([]);
  });

  test('OnlyOne beyond all measure is refused', () => {
    const many = Array(60).fill(a).join(', ');
    expect(readDetection(`- OnlyOne: [${many}]`).found).toEqual(['1:3 detection-too-large']);
    const nested = (depth: number): string =>
      depth === 0
        ? `${a}`
        : `{OnlyOne: [${Array(6)
            .fill(nested(depth - 1))
            .join(', ')}]}`;
    expect(readDetection(`- ${nested(5)}`).found.length).toBeGreaterThan(0);
  });
});

describe('lists', () => {
  const rows = '[{Key: type, Condition: Equals, Value: User}, {KeyPath: id.n, Condition: IsNull}]';

  test.each([
    ['AnyElement', 'any'],
    ['AllElements', 'all'],
    ['NoElement', 'none'],
    ['OnlyOneElement', 'one'],
  ])('%s', (condition, quantifier) => {
    const { table, found } = readDetection(`- {Key: target, Condition: ${condition}, Expressions: ${rows}}`);
    expect(found).toEqual([]);
    expect(table).toBe(`${quantifier} target (type eq "User" and id.n is_null)`);
  });

  test('an expression without a key speaks of the element itself', () => {
    const { table, found } = readDetection(
      '- {Key: ips, Condition: AnyElement, Expressions: [{Condition: IsIPAddressPublic}, {Condition: DoesNotEqual, Value: "1.1.1.1"}]}',
    );
    expect(found).toEqual([]);
    expect(table).toBe('any ips (@ ip_is "global" and @ ne "1.1.1.1")');
  });

  test('lists in lists', () => {
    const { table, found } = readDetection(
      '- {Key: a, Condition: AllElements, Expressions: [{Key: b, Condition: AnyElement, Expressions: [{Key: c, Condition: Exists}]}]}',
    );
    expect(found).toEqual([]);
    expect(table).toBe('all a (any b (c exists))');
  });

  test.each([
    ['AnyElement', 'any a (b.c eq 1)'],
    ['AllElements', 'all a (b.c eq 1)'],
    ['NoElement', 'none a (b.c eq 1)'],
    ['OnlyOneElement', 'one a (b.c eq 1)'],
  ])('%s of the values of a path with a wildcard', (condition, expected) => {
    const { table, found } = readDetection(
      `- {KeyPath: "a[*].b", Condition: ${condition}, Expressions: [{Key: c, Condition: Equals, Value: 1}]}`,
    );
    expect(found).toEqual([]);
    expect(table).toBe(expected);
  });

  test('several wildcards', () => {
    const detection = (condition: string): string =>
      `- {KeyPath: "a[*].b[*].c", Condition: ${condition}, Expressions: [{Condition: Equals, Value: 1}]}`;
    const event = { a: [{ b: [{ c: 1n }, { c: 2n }] }, { b: [] }] };
    expect(holds(detection('AnyElement'), event)).toBe(true);
    expect(holds(detection('AllElements'), event)).toBe(false);
    expect(holds(detection('NoElement'), event)).toBe(false);
    expect(holds(detection('NoElement'), { a: [{ b: [{ c: 2n }] }] })).toBe(true);
    expect(readDetection(detection('OnlyOneElement')).found).toEqual(['1:13 detection-form']);
  });

  test('a comparison through a wildcard asks for some element, a negated one for none, with a warning', () => {
    const positive = readDetection('- {KeyPath: "a[*].b", Condition: Equals, Value: 1}');
    const negative = readDetection('- {KeyPath: "a[*].b", Condition: DoesNotEqual, Value: 1}');
    expect([...positive.found, ...negative.found]).toEqual(['1:13 detection-wildcard', '1:13 detection-wildcard']);
    for (const [event, some] of [
      [{ a: [{ b: 1n }, { b: 2n }] }, true],
      [{ a: [{ b: 2n }] }, false],
      [{}, false],
    ] as const) {
      expect(evaluate(positive.condition, contextOf(event))).toBe(some);
      expect(evaluate(negative.condition, contextOf(event))).toBe(!some);
    }
  });
});

test('negated comparisons are true on a missing field, as in Python', () => {
  for (const condition of ['DoesNotEqual', 'DoesNotContain', 'DoesNotStartWith'])
    expect(holds(`- {Key: f, Condition: ${condition}, Value: x}`, {})).toBe(true);
});
