import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Condition, Test } from '../../ir/condition.ts';
import type { Operator } from '../../ir/operators.ts';
import { wholeCondition } from '../../ir/rule.ts';
import type { LintRule } from '../lint-rule.ts';
import { placeIn } from '../lint-rule.ts';

/** Conditions without a term that every match must hold, for targets that search an index of terms. */
export const noSelectiveTerm: LintRule = {
  name: 'no-selective-term',
  doc: {
    what: 'A condition that can hold on an event without any particular text or value, where a published target finds events by their terms.',
    why: 'Such a search reads every event of the source on every run.',
    bad: 'Condition: actor.alternateId ne "system@okta.com"',
    good: 'Condition: |\n  eventType eq "user.account.reset_password"\n  actor.alternateId ne "system@okta.com"',
  },
  check: (rule, context) => {
    if (selects(wholeCondition(rule), true)) return [];
    const place = placeIn(rule, undefined, 'Condition', 'Detection');
    return context.targets
      .filter((target) => target.capabilities.needsSelectiveTerm)
      .map(({ name, title }) => diagnostic('no-selective-term', { target: title }, { ...place, target: name }));
  },
};

/** Whether the condition, or with `positive` false its negation, holds only on events with a particular term. */
function selects(condition: Condition, positive: boolean): boolean {
  switch (condition.kind) {
    case 'true':
    case 'false':
      return (condition.kind === 'true') !== positive;
    case 'and':
    case 'or': {
      const each = (operand: Condition): boolean => selects(operand, positive);
      return (condition.kind === 'and') === positive ? condition.operands.some(each) : condition.operands.every(each);
    }
    case 'not':
      return selects(condition.operand, !positive);
    case 'quantifier':
      switch (condition.quantifier) {
        case 'any':
          return positive && selects(condition.where, true);
        case 'one':
          return positive && selects(condition.where, true);
        case 'none':
          return !positive && selects(condition.where, true);
        case 'all':
          return !positive && selects(condition.where, false);
      }
      return false;
    case 'test':
      return positive && isTerm(condition);
  }
}

const byTerm: ReadonlySet<Operator> = new Set([
  'eq',
  'in',
  'contains',
  'has',
  'starts_with',
  'ends_with',
  'wildcard',
  'regex',
  'cidr',
  'in_list',
]);

function isTerm(test: Test): boolean {
  if (!byTerm.has(test.operator)) return false;
  return test.operands.every((operand) => {
    if (operand.kind !== 'literal') return false;
    const { value } = operand;
    if (typeof value !== 'string') return typeof value === 'bigint' || typeof value === 'number';
    return /[\p{L}\p{N}]/u.test(value);
  });
}
