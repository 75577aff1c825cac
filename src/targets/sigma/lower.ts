import type { Fidelity } from '../../fidelity/reason.ts';
import { exact, unite } from '../../fidelity/reason.ts';
import type { Test } from '../../ir/condition.ts';
import { printRow } from '../../ir/print.ts';
import { wholeCondition } from '../../ir/rule.ts';
import { lowerCondition } from '../../lower/lower-condition.ts';
import type { Lowering, Refusal } from '../../lower/lowering.ts';
import { sharedFidelity } from '../../lower/shared-columns.ts';
import type { MappedCondition, MappedRule } from '../../mapping/mapping.ts';
import type { LoweredRule, Settings } from '../target.ts';
import type { SigmaExpression } from './ast.ts';
import { spreadChoices } from './choices.ts';
import { correlated, lowerAlert } from './correlation.ts';
import { layOut } from './detection.ts';
import type { SigmaDocument, SigmaQuery } from './document.ts';
import { listsBetween } from './lists-between.ts';
import { logsourceOf } from './logsource.ts';
import { headOf } from './metadata.ts';
import { askObjectKeys, seeingKeys } from './object-keys.ts';
import { sayTypeInJson, sigmaLowering } from './operators.ts';
import type { Profile } from './options.ts';
import { readOptions } from './options.ts';
import { withoutTypeGuards } from './type-guards.ts';
import { readWalkAll } from './walk-all.ts';
import { readWalks } from './walks.ts';

/** How each profile says conditions. */
export const lowerings: Readonly<Record<Profile, Lowering<SigmaExpression>>> = {
  sigmahq: sigmaLowering('sigmahq'),
  spec: sigmaLowering('spec'),
};

/** Lowers a whole rule: the condition to a detection, the alert to metadata and, from a threshold of 2, a correlation. */
export function lower(mapped: MappedRule, settings: Settings): LoweredRule<SigmaQuery> {
  const options = readOptions(settings.options);
  const { profile } = options;
  const asked = new Set<Test>();
  const sayable = withoutTypeGuards(readable(mapped, asked));
  const condition = lowerCondition(sayable.condition, withTypes(profile));
  const alert = lowerAlert(mapped);
  const { head, notes, limits } = headOf(mapped, settings, options);
  const refusals: Refusal[] = [...alert.refusals];
  if (condition.kind === 'refusal') refusals.push(...condition.refusals);
  if (condition.kind === 'constant') refusals.push(constantRefusal(mapped, condition.value));
  if (condition.kind === 'ast') refusals.push(...blindLosses(condition.fidelity));
  const expression = condition.kind === 'ast' ? condition.ast : undefined;
  const base = {
    fidelity:
      condition.kind === 'ast'
        ? unite([
            seeingKeys(condition.fidelity, asked),
            sayable.fidelity,
            sharedFidelity(mapped.condition, mapped.home),
            listsBetween(wholeCondition(mapped.rule)),
          ])
        : exact,
    alertFidelity: alert.fidelity,
    refusals,
    notes,
    limits,
    assumptions: [...alert.assumptions, ...(expression ? assumptionsOf(expression) : [])],
  };
  if (expression === undefined || refusals.length > 0) return { ...base, query: undefined };
  const body = { logsource: logsourceOf(mapped.home), detection: layOut(expression) };
  const documents: readonly SigmaDocument[] = alert.count
    ? correlated(head, body, alert.count, mapped, settings, profile)
    : [{ ...head, ...body }];
  return { ...base, query: { profile, documents } };
}

/** What a profile says, and types where the writing of JSON shows them. */
function withTypes(profile: Profile): Lowering<SigmaExpression> {
  const lowering = lowerings[profile];
  return { ...lowering, tests: { ...lowering.tests, type_is: sayTypeInJson(profile) } };
}

/** The condition in rows on fields, as far as rows on computed values mean the same. */
function readable({ condition, home }: MappedRule, asked: Set<Test>): MappedCondition {
  return readWalks(readWalkAll(askObjectKeys(spreadChoices(condition), home, asked), home), home);
}

/** Sigma has no constant conditions. */
function constantRefusal({ rule }: MappedRule, value: boolean): Refusal {
  return {
    row: printRow(rule.condition),
    why: `Sigma has no constant condition, and here the whole condition is always ${value}.`,
    span: rule.condition.span,
  };
}

/** Rows that under a negation would have to hold on one element: without that the rule would miss events. */
function blindLosses({ narrower }: Fidelity): readonly Refusal[] {
  return narrower
    .filter((reason) => reason.code === 'same-element-lost')
    .map(({ test }) => ({
      row: test === undefined ? 'any' : printRow(test),
      why: 'Sigma cannot ask for several rows on one element of a list, and under a negation that would miss events.',
      span: test?.span,
    }));
}

/** What the text relies on that the specification leaves open. */
function assumptionsOf(expression: SigmaExpression): readonly string[] {
  const found = new Set<string>();
  const visit = (e: SigmaExpression): void => {
    switch (e.kind) {
      case 'and':
      case 'or':
        e.operands.forEach(visit);
        break;
      case 'not':
        found.add(
          'A negated row holds on events without its field, as Sigma matchers have it; some converters drop such events.',
        );
        visit(e.operand);
        break;
      case 'atom': {
        const [value] = e.values;
        if (value?.kind === 'plain' && value.value === null)
          found.add('`field: null` holds on events without the field, which the specification leaves to the target.');
        if (e.modifiers.includes('fieldref')) found.add('`fieldref` compares text exactly, case included.');
        if (value?.kind === 'raw' && /\\[bBDWS]/.test(value.text) && e.modifiers.includes('re'))
          found.add(
            'The regex engine knows word boundaries and negated classes, which the specification does not list.',
          );
        break;
      }
    }
  };
  visit(expression);
  return [...found];
}
