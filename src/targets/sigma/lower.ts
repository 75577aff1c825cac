import type { Fidelity } from '../../fidelity/reason.ts';
import { exact, unite } from '../../fidelity/reason.ts';
import { printRow } from '../../ir/print.ts';
import { wholeCondition } from '../../ir/rule.ts';
import type { Refusal } from '../../lower/lowering.ts';
import type { MappedRule } from '../../mapping/mapping.ts';
import type { LoweredRule, Settings } from '../target.ts';
import type { SigmaExpression } from './ast.ts';
import { andOf } from './ast.ts';
import { correlated, lowerAlert } from './correlation.ts';
import { layOut } from './detection.ts';
import type { SigmaDocument, SigmaQuery } from './document.ts';
import { filterOf } from './filter.ts';
import { listsBetween } from './lists-between.ts';
import { logsourceOf } from './logsource.ts';
import { headOf } from './metadata.ts';
import { readOptions } from './options.ts';
import { say, sayParts } from './say-condition.ts';

/** Lowers a whole rule: the condition to a detection, the alert to metadata and, from a threshold of 2, a correlation. */
export function lower(mapped: MappedRule, settings: Settings): LoweredRule<SigmaQuery> {
  const options = readOptions(settings.options);
  const { profile } = options;
  const apart = mapped.parts && sayParts(mapped.parts, mapped, profile);
  const parts = apart && blindLosses(apart.fidelity).length === 0 ? apart : undefined;
  const condition = parts ?? say(mapped.condition, mapped, profile);
  const alert = lowerAlert(mapped);
  const { head, notes: told, limits } = headOf(mapped, settings, options);
  const refusals: Refusal[] = [...alert.refusals];
  if (condition.kind === 'refusal') refusals.push(...condition.refusals);
  if (condition.kind === 'constant') refusals.push(constantRefusal(mapped, condition.value));
  if (condition.kind === 'ast') refusals.push(...blindLosses(condition.fidelity));
  const expression = condition.kind === 'ast' ? condition.ast : undefined;
  const notes = mapped.parts && parts === undefined ? [...told, unsplit] : told;
  const base = {
    fidelity: condition.kind === 'ast' ? unite([condition.whole, listsBetween(wholeCondition(mapped.rule))]) : exact,
    alertFidelity: alert.fidelity,
    refusals,
    notes,
    limits,
    assumptions: [
      ...alert.assumptions,
      ...(expression ? assumptionsOf(parts ? andOf([expression, parts.passes]) : expression) : []),
    ],
  };
  if (expression === undefined || refusals.length > 0) return { ...base, query: undefined };
  const body = { logsource: logsourceOf(mapped.home), detection: layOut(expression) };
  const documents: readonly SigmaDocument[] = alert.count
    ? correlated(head, body, alert.count, mapped, settings, profile)
    : [{ ...head, ...body }];
  const [first] = documents;
  const filter = parts && first && filterOf(head, first, parts, mapped, settings, profile);
  return { ...base, query: { profile, documents, filter } };
}

/** Said of a rule whose exceptions could not be said apart. */
const unsplit =
  'what is taken from the rule stands in the rule and in no filter beside it: Sigma cannot say each of the two alone.';

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
