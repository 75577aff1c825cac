import type { Rule } from '../../ir/rule.ts';
import { simplify, simplifyValue } from '../../ir/simplify/simplify.ts';
import type { Value } from '../../ir/value.ts';
import { plainTitle } from './plain-title.ts';

/** The rule without what other parts of its conditions and values already decide: the same on every event, and easier to read. */
export function plainRule(rule: Rule): Rule {
  const { alert } = rule;
  const plain = <V extends Value | undefined>(value: V) => value && simplifyValue(value);
  const text = (value: Value): Value => plainTitle(simplifyValue(value));
  const title = text(alert.title);
  return {
    ...rule,
    condition: simplify(rule.condition),
    raises: simplify(rule.raises),
    alert: {
      ...alert,
      title,
      key: alert.keyedBy === 'title' ? title : simplifyValue(alert.key),
      keyParts: alert.keyParts.map((part) => simplifyValue(part)),
      distinct: plain(alert.distinct),
      description: text(alert.description),
      reference: alert.reference && text(alert.reference),
      runbook: alert.runbook && text(alert.runbook),
      destinations: plain(alert.destinations),
      severity: {
        ...alert.severity,
        cases: alert.severity.cases.map((one) => ({ ...one, when: simplify(one.when) })),
      },
      outputs: alert.outputs.map((output) => ({ ...output, value: simplifyValue(output.value) })),
    },
  };
}
