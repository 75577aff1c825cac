import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { LintRule } from '../lint-rule.ts';
import { placeIn } from '../lint-rule.ts';
import { plainName } from '../names.ts';

/** Rules that share a title. */
export const sameDisplayName: LintRule = {
  name: 'same-display-name',
  doc: {
    what: 'A DisplayName that another rule has too, case and spacing aside.',
    why: 'Analysts cannot tell the alerts apart, and a SIEM that names searches by their title keeps one of the two.',
    bad: 'DisplayName: Admin Role Assigned # as in okta_admin_role.yml',
    good: 'DisplayName: GitHub Admin Role Assigned',
  },
  check: (rule, context) => {
    const sameName = context.rulesByName.get(plainName(rule.displayName)) ?? [];
    const others = sameName.filter((id) => id !== rule.id);
    if (others.length === 0) return [];
    const parameters = { name: rule.displayName, others: [...others].sort() };
    return [diagnostic('same-display-name', parameters, placeIn(rule, undefined, 'DisplayName'))];
  },
};
