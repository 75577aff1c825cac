import { describe, expect, test } from 'vitest';
import { reasonHolds } from '../../src/fidelity/holds.ts';
import type { Reason, ReasonDetail } from '../../src/fidelity/reason.ts';
import { flip } from '../../src/fidelity/reason.ts';
import type { ReasonCode } from '../../src/fidelity/reasons.ts';
import type { Condition, Test } from '../../src/ir/condition.ts';
import { contextOf } from '../../src/ir/evaluate.ts';
import type { JsonObject } from '../../src/ir/json.ts';
import { printJson } from '../../src/ir/json.ts';
import { testsIn } from '../../src/ir/walk.ts';
import { readTable } from '../source/condition-table/placed.ts';

function parseTable(text: string): Condition {
  const { condition } = readTable(text);
  if (!condition) throw new Error(`no condition in ${text}`);
  return condition;
}

function rowOf(text: string): Test {
  const found = testsIn(parseTable(text)).at(-1);
  if (!found) throw new Error(`no row in ${text}`);
  return found;
}

const about = (code: ReasonCode, row: string, detail?: ReasonDetail): Reason => ({
  code,
  test: rowOf(row),
  within: [],
  detail,
});
const holds = (reason: Reason, direction: 'wider' | 'narrower', event: JsonObject): boolean =>
  reasonHolds(reason, direction, contextOf(event), undefined);

describe('a reason holds only where the row would answer otherwise in its direction', () => {
  const cases: [ReasonCode, string, ReasonDetail | undefined, JsonObject, 'wider' | 'narrower' | 'neither'][] = [
    ['null-stored-as-empty', 'x is_null', undefined, { x: '' }, 'wider'],
    ['null-stored-as-empty', 'x is_null', undefined, { x: null }, 'narrower'],
    ['null-stored-as-empty', 'x is_null', undefined, { x: 'a' }, 'neither'],
    ['null-stored-as-empty', 'x eq ""', undefined, {}, 'wider'],
    ['null-stored-as-empty', 'default(x, "y") eq "y"', undefined, { x: '' }, 'wider'],
    ['zero-stored-for-missing', 'x lt 3', undefined, {}, 'wider'],
    ['zero-stored-for-missing', 'x lt 3', undefined, { x: 7n }, 'neither'],
    ['null-stored-as-text', 'x eq "null"', undefined, { x: null }, 'wider'],
    ['missing-as-null', 'x missing', undefined, { x: null }, 'wider'],
    ['filler-value', 'x is_null', { absentAs: ['-'] }, { x: '-' }, 'wider'],
    ['case-insensitive', 'x eq "a"', undefined, { x: 'A' }, 'wider'],
    ['case-insensitive', 'x eq "a"', undefined, { x: 'a' }, 'neither'],
    ['case-insensitive', 'x eq "a"', undefined, { x: 'B' }, 'neither'],
    ['type-as-text', 'x eq 5', undefined, { x: '5' }, 'wider'],
    ['type-as-text', 'x eq "5"', undefined, { x: 5n }, 'wider'],
    ['type-as-text', 'x eq "true"', undefined, { x: true }, 'wider'],
    ['type-as-text', 'x eq "a"', undefined, { x: 5n }, 'neither'],
    ['text-as-type', 'x is_null', { type: 'int' }, { x: 'five' }, 'wider'],
    ['list-as-elements', 'x eq "a"', undefined, { x: ['a', 'b'] }, 'wider'],
    ['list-as-elements', 'x eq "a"', undefined, { x: ['b'] }, 'neither'],
    ['object-as-leaves', 'x is_null', undefined, { x: { k: 1n } }, 'wider'],
    ['null-test-unmapped', 'x is_null', undefined, { x: 'a' }, 'wider'],
    ['null-test-unmapped', 'x is_null', undefined, {}, 'narrower'],
  ];
  for (const [code, row, detail, event, wanted] of cases) {
    test(`${code} of ${row} on ${printJson(event)}: ${wanted}`, () => {
      const reason = about(code, row, detail);
      expect(holds(reason, 'wider', event)).toBe(wanted === 'wider');
      expect(holds(reason, 'narrower', event)).toBe(wanted === 'narrower');
    });
  }

  test('under a negation the directions change places', () => {
    const reason = flip(about('case-insensitive', 'x eq "a"'));
    expect(holds(reason, 'narrower', { x: 'A' })).toBe(true);
    expect(holds(reason, 'wider', { x: 'A' })).toBe(false);
    expect(flip(reason).flipped).toBeUndefined();
  });

  test('inside a quantifier for some element, and for none of an empty list', () => {
    const quantified = parseTable('any xs (k eq "a")');
    if (quantified.kind !== 'quantifier') throw new Error('a quantifier');
    const reason: Reason = { code: 'case-insensitive', test: rowOf('any xs (k eq "a")'), within: [quantified.list] };
    expect(holds(reason, 'wider', { xs: [{ k: 'b' }, { k: 'A' }] })).toBe(true);
    expect(holds(reason, 'wider', { xs: [{ k: 'b' }] })).toBe(false);
    expect(holds(reason, 'wider', { xs: [] })).toBe(false);
  });

  test('a key in another case, at any depth', () => {
    const reason: Reason = { code: 'key-case', within: [], detail: { keys: ['actor', 'id'] } };
    expect(holds(reason, 'narrower', { actor: { ID: 'x' } })).toBe(true);
    expect(holds(reason, 'narrower', { actor: { id: 'x', other: 'y' } })).toBe(false);
  });
});
