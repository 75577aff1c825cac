import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lowerCondition } from '../../src/lower/lower-condition.ts';
import type { MappedCondition } from '../../src/mapping/mapping.ts';
import { meaning, row, toy, trees, worlds } from './toy.ts';

const runs = { numRuns: 3000 };
const all = ['any', 'all', 'none', 'one'] as const;
const codes = (reasons: readonly { readonly code: string }[]): string[] => reasons.map((r) => r.code).sort();

describe.each(['anywhere', 'leaves'] as const)('with negation %s', (negation) => {
  test('what is emitted differs from the rule only in a direction that is declared', () => {
    fc.assert(
      fc.property(trees(['exact', 'wider', 'narrower', 'drop'], all), worlds, (tree, some) => {
        const lowered = lowerCondition(tree, toy(negation));
        if (lowered.kind !== 'ast') return;
        for (const world of some) {
          const [says, means] = [lowered.ast(world, 0), meaning(tree)(world, 0)];
          if (says && !means) expect(lowered.fidelity.wider.length).toBeGreaterThan(0);
          if (!says && means) expect(lowered.fidelity.narrower.length).toBeGreaterThan(0);
        }
      }),
      runs,
    );
  });

  test('without rows that differ nothing is declared, and nothing differs', () => {
    fc.assert(
      fc.property(trees(['exact'], all), worlds, (tree, some) => {
        const lowered = lowerCondition(tree, toy(negation));
        if (lowered.kind !== 'ast') throw new Error(lowered.kind);
        expect(lowered.fidelity).toEqual({ wider: [], narrower: [] });
        for (const world of some) expect(lowered.ast(world, 0)).toBe(meaning(tree)(world, 0));
      }),
      runs,
    );
  });

  test('a dropped row always widens', () => {
    fc.assert(
      fc.property(trees(['exact', 'drop'], all), worlds, (tree, some) => {
        const lowered = lowerCondition(tree, toy(negation));
        if (lowered.kind === 'constant') expect([lowered.value, lowered.lost.length > 0]).toEqual([true, true]);
        if (lowered.kind !== 'ast') return;
        expect(lowered.fidelity.narrower).toEqual([]);
        for (const world of some) if (meaning(tree)(world, 0)) expect(lowered.ast(world, 0)).toBe(true);
      }),
      runs,
    );
  });

  test('nothing is dropped in silence', () => {
    const drops = (c: MappedCondition): boolean =>
      JSON.stringify(c, (_, v) => (typeof v === 'bigint' ? Number(v) : v)).includes('"drop"');
    fc.assert(
      fc.property(trees(['exact', 'drop'], all), (tree) => {
        const lowered = lowerCondition(tree, toy(negation));
        const tells =
          lowered.kind === 'refusal' ||
          (lowered.kind === 'constant' ? lowered.lost : lowered.fidelity.wider).length > 0;
        expect(tells).toBe(drops(tree));
      }),
      runs,
    );
  });

  test('every refusal of a tree is collected', () => {
    const tree: MappedCondition = {
      kind: 'or',
      operands: [
        { kind: 'and', operands: [row(0, 'exact'), row(1, 'refuse')] },
        { kind: 'not', operand: row(2, 'refuse') },
        row(3, 'exact'),
      ],
    };
    const lowered = lowerCondition(tree, toy(negation));
    if (lowered.kind !== 'refusal') throw new Error(lowered.kind);
    expect(lowered.refusals.map((r) => [r.row, r.why])).toEqual([
      ['refuse[1] truthy', 'the toy has no word for it'],
      ['refuse[2] truthy', 'the toy has no word for it'],
    ]);
  });

  test.each<[string, MappedCondition, string]>([
    ['an alternative', { kind: 'or', operands: [row(0, 'exact'), row(1, 'drop')] }, 'refusal'],
    [
      'a negated conjunction',
      { kind: 'not', operand: { kind: 'and', operands: [row(0, 'exact'), row(1, 'drop')] } },
      'refusal',
    ],
    [
      'a negated alternative',
      { kind: 'not', operand: { kind: 'or', operands: [row(0, 'exact'), row(1, 'drop')] } },
      'ast',
    ],
    ['a conjunction', { kind: 'and', operands: [row(0, 'exact'), row(1, 'drop')] }, 'ast'],
    ['everything', { kind: 'and', operands: [row(0, 'drop'), row(1, 'drop')] }, 'constant'],
  ])('dropping in %s', (_, tree, kind) => {
    expect(lowerCondition(tree, toy(negation)).kind).toBe(kind);
  });
});

test('both ways of saying negation declare the same', () => {
  fc.assert(
    fc.property(trees(['exact', 'wider', 'narrower', 'drop'], all), worlds, (tree, some) => {
      const [one, other] = [lowerCondition(tree, toy('anywhere')), lowerCondition(tree, toy('leaves'))];
      expect(one.kind).toBe(other.kind);
      if (one.kind !== 'ast' || other.kind !== 'ast') return;
      expect(codes(one.fidelity.wider)).toEqual(codes(other.fidelity.wider));
      expect(codes(one.fidelity.narrower)).toEqual(codes(other.fidelity.narrower));
      for (const world of some) expect(one.ast(world, 0)).toBe(other.ast(world, 0));
    }),
    runs,
  );
});
