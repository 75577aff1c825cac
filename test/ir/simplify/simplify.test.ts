import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contextOf, evaluate } from '../../../src/ir/evaluate.ts';
import { readValue } from '../../../src/ir/read-value.ts';
import { simplify, simplifyValue } from '../../../src/ir/simplify/simplify.ts';
import { condition, event, value } from './arbitrary.ts';

describe('simplify', () => {
  test('never changes what a condition answers', () => {
    fc.assert(
      fc.property(condition(0, 4), fc.array(event, { minLength: 4, maxLength: 8 }), (c, events) => {
        const simple = simplify(c);
        for (const of of events) expect(evaluate(simple, contextOf(of))).toBe(evaluate(c, contextOf(of)));
      }),
      { numRuns: Number(process.env['RUNS'] ?? 1500) },
    );
  });

  test('never changes what a value is', () => {
    fc.assert(
      fc.property(value(0, 3), fc.array(event, { minLength: 4, maxLength: 8 }), (v, events) => {
        const simple = simplifyValue(v);
        for (const of of events) expect(readValue(simple, contextOf(of))).toEqual(readValue(v, contextOf(of)));
      }),
      { numRuns: Number(process.env['RUNS'] ?? 600) },
    );
  });
});
