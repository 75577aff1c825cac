import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition } from '../../src/ir/condition.ts';
import { contextOf, evaluate } from '../../src/ir/evaluate.ts';
import { printCondition, printValue } from '../../src/ir/print.ts';
import { readValue } from '../../src/ir/read-value.ts';
import type { Value } from '../../src/ir/value.ts';
import { RegexGaveUp } from '../../src/regex/index.ts';
import { parseTable, parseValue } from '../../src/source/condition-table/index.ts';
import { plainTitle } from '../../src/source/write-rule/plain-text.ts';
import { sayPlainly } from '../../src/source/write-rule/plain-value.ts';
import { condition as anyCondition, value as anyValue, json } from './condition-table/arbitrary.ts';

const placed = (text: string) => ({ text, file: { path: 'x', text }, at: (n: number) => n });
const fail = (found: { readonly message: string }): never => {
  throw new Error(found.message);
};
const value = (text: string): Value => parseValue(placed(text), fail) ?? { kind: 'literal', value: null };
const table = (text: string): Condition => parseTable(placed(text), fail) ?? { kind: 'false' };

const event = fc.dictionary(fc.constantFrom('a', 'actor', 'eventType', 'x-y', 'A', 'i'), json, { maxKeys: 4 });

/** Both, or what they throw. */
function outcome<T>(run: () => T): T | 'gave up' {
  try {
    return run();
  } catch (error) {
    if (error instanceof RegexGaveUp) return 'gave up';
    throw error;
  }
}

describe('saying values plainly', () => {
  it.each([
    ['if(a missing, "x", a)', 'if_missing(a, "x")'],
    ['if(a exists, a, "x")', 'if_missing(a, "x")'],
    ['if(a.b is_null, "x", a.b)', 'default(a.b, "x")'],
    ['if(a.b is_not_null, a.b, "x")', 'default(a.b, "x")'],
    ['if(a is_null, "x", b)', 'if(a is_null, "x", b)'],
    ['if(a is_null, a, "x")', 'if(a is_null, a, "x")'],
    ['concat("a", str(b), concat("c", d), "e", "")', 'concat("a", b, "c", d, "e")'],
    ['concat("a", if(b eq 1, str(c), "x"))', 'concat("a", if(b eq 1, c, "x"))'],
    ['len(concat("a", "b"))', 'len("ab")'],
    ['str(a)', 'str(a)'],
    ['if(a eq 1, if(b eq 2, c, "d"), "d")', 'if(a eq 1 and b eq 2, c, "d")'],
    ['if(a eq 1, "d", if(b eq 2, "d", c))', 'if(a eq 1 or b eq 2, "d", c)'],
    ['if(a eq 1, if(b eq 2, c, "d"), "e")', 'if(a eq 1, if(b eq 2, c, "d"), "e")'],
    ['if(not (not (a eq 1 or b eq 1) or c ne 2), "d", e)', 'if((a eq 1 or b eq 1) and c eq 2, "d", e)'],
  ])('%s', (given, wanted) => {
    expect(printValue(sayPlainly().value(value(given)))).toBe(wanted);
  });

  it('goes through conditions', () => {
    const plain = sayPlainly().condition(table('any a (if(b missing, "x", b) eq "y")'));
    expect(printCondition(plain)).toBe('any a (if_missing(b, "x") eq "y")');
  });

  it('changes no value, no condition and no title, on any event', () => {
    fc.assert(
      fc.property(anyValue(0, 3), anyCondition(0, 3), event, (v, c, e) => {
        const context = contextOf(e);
        const { value: say, condition: sayCondition } = sayPlainly();
        const before = outcome(() => readValue(v, context));
        expect(outcome(() => readValue(say(v), context))).toEqual(before);
        expect(outcome(() => evaluate(sayCondition(c), context))).toBe(outcome(() => evaluate(c, context)));
        const text = (said: Value) => outcome(() => readValue({ kind: 'call', name: 'concat', args: [said] }, context));
        expect(text(plainTitle(say(v)))).toEqual(text(v));
      }),
      { numRuns: 500 },
    );
  });
});
