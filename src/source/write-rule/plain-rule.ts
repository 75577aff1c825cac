import type { Condition } from '../../ir/condition.ts';
import { normalize, normalizeValue } from '../../ir/normalize.ts';
import type { Loss, Rule } from '../../ir/rule.ts';
import { simplify, simplifyValue } from '../../ir/simplify/simplify.ts';
import type { Value } from '../../ir/value.ts';
import { plainTitle } from './plain-text.ts';
import { sayPlainly } from './plain-value.ts';

/**
 * The rule without what other parts of its conditions and values already decide, and in fewer words: the same on every event,
 * and easier to read.
 */
export function plainRule(rule: Rule): Rule {
  const { alert } = rule;
  const plainly = sayPlainly();
  const condition = (c: Condition): Condition => normalize(plainly.condition(simplify(plainly.condition(c))));
  const value = (v: Value): Value => normalizeValue(plainly.value(simplifyValue(plainly.value(v))));
  const text = (v: Value): Value => plainTitle(value(v));
  const title = text(alert.title);
  return {
    ...rule,
    ...(rule.losses && { losses: distinct(rule.losses) }),
    condition: condition(rule.condition),
    raises: condition(rule.raises),
    alert: {
      ...alert,
      title,
      key: alert.keyedBy === 'title' ? title : value(alert.key),
      keyParts: alert.keyParts.map(value),
      distinct: alert.distinct && value(alert.distinct),
      description: text(alert.description),
      reference: alert.reference && text(alert.reference),
      runbook: alert.runbook && text(alert.runbook),
      destinations: alert.destinations && value(alert.destinations),
      severity: {
        ...alert.severity,
        cases: alert.severity.cases.map((one) => ({ ...one, when: condition(one.when) })),
      },
      outputs: alert.outputs.map((output) => ({ ...output, value: value(output.value) })),
    },
  };
}

/** What is left out in several places is told once. */
function distinct(losses: readonly Loss[]): Loss[] {
  return [...new Map(losses.map((loss) => [`${loss.construct}\n${loss.why}`, loss])).values()];
}
