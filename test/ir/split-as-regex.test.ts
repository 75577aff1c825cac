import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition, Test } from '../../src/ir/condition.ts';
import { contextOf, evaluate } from '../../src/ir/evaluate.ts';
import type { Json } from '../../src/ir/json.ts';
import type { Operator } from '../../src/ir/operators.ts';
import { splitAsRegex } from '../../src/ir/split-as-regex.ts';
import type { Value } from '../../src/ir/value.ts';
import { tableOf } from '../source/condition-table/placed.ts';

const x: Value = { kind: 'reference', to: { scope: 'event', path: ['x'] } };
const text = fc.string({ unit: fc.constantFrom('a', 'B', '/', '.', '-', '\n'), maxLength: 9 });
const value = fc.oneof(
  { weight: 9, arbitrary: text },
  fc.constantFrom<Json | undefined>(undefined, null, 5n, ['a/B'], {}),
);
const separator = fc.constantFrom('/', '.', '-', 'a', '\\');

function call(name: 'split' | 'rsplit' | 'len', ...args: readonly Value[]): Value {
  return { kind: 'call', name, args };
}

function literal(of: Json): Value {
  return { kind: 'literal', value: of };
}

const cut = fc
  .tuple(fc.constantFrom<'split' | 'rsplit'>('split', 'rsplit'), separator, fc.option(fc.integer({ min: 1, max: 3 })))
  .map(([name, by, most]) => call(name, x, literal(by), ...(most === null ? [] : [literal(BigInt(most))])));

function row(subject: Value, operator: Operator, operands: readonly Json[], ignoreCase: boolean): Test {
  return { kind: 'test', subject, operator, operands: operands.map(literal), ignoreCase, flags: [] };
}

const pieces = fc
  .tuple(
    cut,
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom<Operator>('eq', 'in', 'starts_with', 'ends_with', 'contains', 'truthy', 'missing', 'is_null'),
    fc.array(fc.oneof(text, fc.constantFrom('a', 'B', 'Ba', '')), { minLength: 1, maxLength: 3 }),
    fc.boolean(),
  )
  .map(([of, step, operator, texts, ignoreCase]) => {
    const alone = operator === 'truthy' || operator === 'missing' || operator === 'is_null';
    return row({ kind: 'at', of, steps: [step] }, operator, alone ? [] : texts, ignoreCase && !alone);
  });

const counts = fc
  .tuple(cut, fc.constantFrom<Operator>('eq', 'lt', 'lte', 'gt', 'gte'), fc.bigInt({ min: -1n, max: 5n }))
  .map(([of, operator, bound]) => row(call('len', of), operator, [bound], false));

describe('a row on a piece of a split text', () => {
  test('is answered by the row on the text as before', () => {
    let said = 0;
    fc.assert(
      fc.property(fc.oneof(pieces, counts), fc.array(value, { minLength: 6, maxLength: 12 }), (asked, values) => {
        const found = splitAsRegex(asked);
        if (found === undefined) return;
        said += 1;
        for (const one of values) {
          const event = contextOf(one === undefined ? {} : { x: one });
          const answer = found !== false && evaluate(found.test, event) !== found.negated;
          expect(answer).toBe(evaluate(asked, event));
        }
      }),
      { numRuns: Number(process.env['RUNS'] ?? 2000) },
    );
    expect(said).toBeGreaterThan(500);
  });

  test.each<[string, string]>([
    ['split(x, "/")[2] eq "pods"', String.raw`^(?:[^\/]*\/){2}pods(?:\/|\Z)`],
    ['rsplit(x, ".", 1)[-1] in ["get", "list"]', String.raw`(?:^|\.)(?:get|list)\Z`],
    ['len(split(x, "/")) gte 4', String.raw`^(?:[^\/]*\/){3}`],
  ])('%s', (asked, pattern) => {
    const condition: Condition = tableOf(asked);
    const found = condition.kind === 'test' ? splitAsRegex(condition) : undefined;
    expect(found).toMatchObject({ negated: false, test: { operator: 'regex', operands: [{ value: pattern }] } });
  });

  test.each(['split(x, "ab")[0] eq "c"', 'split(x, "/")[0] regex "c"', 'split(x, "/", 2)[-1] eq "c"', 'x[0] eq "c"'])(
    'has no other form: %s',
    (asked) => {
      const condition: Condition = tableOf(asked);
      expect(condition.kind === 'test' && splitAsRegex(condition)).toBeUndefined();
    },
  );
});
