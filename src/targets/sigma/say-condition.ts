import type { Fidelity, Reason } from '../../fidelity/reason.ts';
import { exact, unite } from '../../fidelity/reason.ts';
import type { Test } from '../../ir/condition.ts';
import { printRow, printValue } from '../../ir/print.ts';
import { lowerCondition } from '../../lower/lower-condition.ts';
import type { Lowered, LoweredAst, Lowering } from '../../lower/lowering.ts';
import { sharedFidelity } from '../../lower/shared-columns.ts';
import type { MappedCondition, MappedRule } from '../../mapping/mapping.ts';
import type { SigmaExpression } from './ast.ts';
import { spreadChoices } from './choices.ts';
import { askObjectKeys, seeingKeys } from './object-keys.ts';
import { sayTypeInJson, sigmaLowering } from './operators.ts';
import type { Profile } from './options.ts';
import { withoutTypeGuards } from './type-guards.ts';
import { readWalkAll } from './walk-all.ts';
import { readWalks } from './walks.ts';

/** How each profile says conditions. */
export const lowerings: Readonly<Record<Profile, Lowering<SigmaExpression>>> = {
  sigmahq: sigmaLowering('sigmahq'),
  spec: sigmaLowering('spec'),
};

/** A lowered condition. */
export type Said = Exclude<Lowered<SigmaExpression>, LoweredAst<SigmaExpression>> | SaidAst;

/** A condition that can be said, and how all that was done for it differs. */
export interface SaidAst extends LoweredAst<SigmaExpression> {
  readonly whole: Fidelity;
}

/** A rule and its filter. */
export interface SaidParts extends SaidAst {
  /** What the filter lets pass. */
  readonly passes: SigmaExpression;
  /** The rows whose differences are the filter's alone, as they are printed. */
  readonly rows: readonly string[];
}

/** Lowers a condition of a rule. */
export function say(condition: MappedCondition, { home }: MappedRule, profile: Profile): Said {
  const asked = new Set<Test>();
  const readable = readWalks(readWalkAll(askObjectKeys(spreadChoices(condition), home, asked), home), home);
  const sayable = withoutTypeGuards(readable);
  const lowered = lowerCondition(sayable.condition, withTypes(profile));
  if (lowered.kind !== 'ast') return lowered;
  const shared = sharedFidelity(condition, home);
  return { ...lowered, whole: unite([seeingKeys(lowered.fidelity, asked), sayable.fidelity, shared]) };
}

/** The rule, and what may pass of what it finds; undefined where one of them cannot be said, or says nothing, alone. */
export function sayParts(
  { own, passes, fidelity }: NonNullable<MappedRule['parts']>,
  mapped: MappedRule,
  profile: Profile,
): SaidParts | undefined {
  const [rule, taken] = [say(own, mapped, profile), say(passes, mapped, profile)];
  if (rule.kind !== 'ast' || taken.kind !== 'ast') return undefined;
  const shared = rowsOf(unite([rule.whole, fidelity, mapped.leftOut ?? exact]));
  return {
    ...rule,
    fidelity: unite([rule.fidelity, taken.fidelity]),
    whole: unite([rule.whole, taken.whole, beyond(fidelity, mapped.leftOut)]),
    passes: taken.ast,
    rows: [...rowsOf(taken.whole)].filter((row) => !shared.has(row)),
  };
}

/** What a profile says, and types where the writing of JSON shows them. */
function withTypes(profile: Profile): Lowering<SigmaExpression> {
  const lowering = lowerings[profile];
  return { ...lowering, tests: { ...lowering.tests, type_is: sayTypeInJson(profile) } };
}

function rowsOf({ wider, narrower }: Fidelity): ReadonlySet<string> {
  return new Set([...wider, ...narrower].flatMap(({ test }) => (test === undefined ? [] : [printRow(test)])));
}

/** The reasons that are not declared of the whole condition anyway. */
function beyond(fidelity: Fidelity, known: Fidelity | undefined): Fidelity {
  const marks = (reasons: readonly Reason[] = []): ReadonlySet<string> => new Set(reasons.map(markOf));
  const [wider, narrower] = [marks(known?.wider), marks(known?.narrower)];
  return {
    wider: fidelity.wider.filter((reason) => !wider.has(markOf(reason))),
    narrower: fidelity.narrower.filter((reason) => !narrower.has(markOf(reason))),
  };
}

function markOf({ code, test, within }: Reason): string {
  return [code, test === undefined ? '' : printRow(test), ...within.map((list) => printValue(list))].join('\n');
}
