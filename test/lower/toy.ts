import fc from 'fast-check';
import type { Reason } from '../../src/fidelity/reason.ts';
import type { ReasonCode } from '../../src/fidelity/reasons.ts';
import type { Quantifier, Test } from '../../src/ir/condition.ts';
import type { Operator } from '../../src/ir/operators.ts';
import { operators } from '../../src/ir/operators.ts';
import { quantify } from '../../src/lower/lower-condition.ts';
import type { Answer, Lowering, SayQuantified, Scope } from '../../src/lower/lowering.ts';
import type { MappedCondition, MappedQuantified, MappedTest } from '../../src/mapping/mapping.ts';

/** How the toy target says a row: exactly, too often, too seldom; or it drops the row as a loss, or refuses it. */
export type Manner = 'exact' | 'wider' | 'narrower' | 'drop' | 'refuse';

/** What a row of the toy answers on an element: its truth, and a bit that decides where the target errs. */
export interface World {
  readonly truth: readonly (readonly boolean[])[];
  readonly noise: readonly (readonly boolean[])[];
}

/** Every list of the toy has two elements; a row outside any list looks at element 0. */
export type ToyAst = (world: World, element: number) => boolean;

export const leaves = 4;

/** Row number `leaf`, its manner hidden in its subject. */
export function row(leaf: number, manner: Manner): MappedTest {
  const origin: Test = {
    kind: 'test',
    subject: { kind: 'reference', to: { scope: 'event', path: [manner, leaf] } },
    operator: 'truthy',
    operands: [],
    ignoreCase: false,
    flags: [],
  };
  return { ...origin, operands: [], subject: { kind: 'literal', value: [BigInt(leaf), manner] }, origin };
}

function read(test: MappedTest): { leaf: number; manner: string } {
  const value = test.subject.kind === 'literal' ? test.subject.value : null;
  const [leaf, manner] = Array.isArray(value) ? value : [];
  return { leaf: Number(leaf), manner: String(manner) };
}

const at = (bits: World['truth'], leaf: number, element: number): boolean => bits[leaf]?.[element] ?? false;

/** What the rule itself means. */
export function meaning(condition: MappedCondition): ToyAst {
  switch (condition.kind) {
    case 'true':
    case 'false':
      return () => condition.kind === 'true';
    case 'and': {
      const all = condition.operands.map(meaning);
      return (world, element) => all.every((one) => one(world, element));
    }
    case 'or': {
      const all = condition.operands.map(meaning);
      return (world, element) => all.some((one) => one(world, element));
    }
    case 'not': {
      const inner = meaning(condition.operand);
      return (world, element) => !inner(world, element);
    }
    case 'quantifier':
      return overElements(condition.quantifier, meaning(condition.where));
    case 'test': {
      const test: MappedTest = condition;
      return (world, element) => at(world.truth, read(test).leaf, element);
    }
    case 'dropped':
    case 'refused':
      throw new Error('the toy hides obstacles in its rows');
  }
}

function overElements(quantifier: Quantifier, inside: ToyAst): ToyAst {
  return (world) => {
    const held = [0, 1].filter((element) => inside(world, element)).length;
    return { any: held > 0, all: held === 2, none: held === 0, one: held === 1 }[quantifier];
  };
}

const because = (code: ReasonCode, test: MappedTest): Reason => ({ code, test: test.origin, within: [] });

function say(test: MappedTest, scope: Scope): Answer<ToyAst> {
  const { leaf, manner } = read(test);
  if (manner === 'drop') return { drop: because('row-dropped', test) };
  if (manner === 'refuse') return { unsupported: 'the toy has no word for it' };
  const said: ToyAst = (world, element) => {
    const truth = at(world.truth, leaf, element);
    const noise = at(world.noise, leaf, element);
    return manner === 'wider' ? truth || noise : manner === 'narrower' ? truth && noise : truth;
  };
  return {
    ast: scope.negated ? (world, element) => !said(world, element) : said,
    wider: manner === 'wider' ? [because('case-insensitive', test)] : [],
    narrower: manner === 'narrower' ? [because('container-type', test)] : [],
  };
}

const sayQuantified: SayQuantified<ToyAst> = (quantified: MappedQuantified, scope, inside) => {
  const lowered = inside();
  if (lowered.kind === 'refusal') return lowered;
  if (lowered.kind === 'constant') return { unsupported: 'the toy cannot count the elements of a list' };
  const said = overElements(quantified.quantifier, lowered.ast);
  return {
    ast: scope.negated ? (world, element) => !said(world, element) : said,
    ...quantify(quantified.quantifier, lowered.fidelity),
  };
};

/** A target whose syntax is the function that it computes. */
export function toy(negation: Lowering<ToyAst>['negation']): Lowering<ToyAst> {
  return {
    negation,
    and: (operands) => (world, element) => operands.every((one) => one(world, element)),
    or: (operands) => (world, element) => operands.some((one) => one(world, element)),
    not: (operand) => (world, element) => !operand(world, element),
    // Object.fromEntries forgets which keys went in: every operator does.
    tests: Object.fromEntries(Object.keys(operators).map((name) => [name, say])) as Record<Operator, typeof say>,
    quantifiers: { any: sayQuantified, all: sayQuantified, none: sayQuantified, one: sayQuantified },
  };
}

/** Trees over rows said in some of the manners. */
export function trees(manners: readonly Manner[], quantifiers: readonly Quantifier[]): fc.Arbitrary<MappedCondition> {
  const leaf = fc
    .tuple(fc.nat(leaves - 1), fc.constantFrom(...manners))
    .map(([n, manner]): MappedCondition => row(n, manner));
  const grow = (depth: number): fc.Arbitrary<MappedCondition> => {
    if (depth === 0) return leaf;
    const below = grow(depth - 1);
    return fc.oneof(
      leaf,
      below.map((operand): MappedCondition => ({ kind: 'not', operand })),
      fc
        .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(below, { minLength: 2, maxLength: 3 }))
        .map(([kind, operands]): MappedCondition => ({ kind, operands })),
      fc.tuple(fc.constantFrom(...quantifiers), below).map(([quantifier, where]): MappedCondition => {
        const quantified: MappedQuantified = {
          kind: 'quantifier',
          quantifier,
          list: { kind: 'literal', value: [] },
          where,
        };
        return quantified;
      }),
    );
  };
  return grow(4);
}

const bits = fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: leaves, maxLength: leaves });

export const worlds: fc.Arbitrary<World[]> = fc.array(fc.record({ truth: bits, noise: bits }), {
  minLength: 8,
  maxLength: 12,
});
