import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { LintRule } from '../lint-rule.ts';
import { placeIn } from '../lint-rule.ts';

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
    const name = plain(rule.displayName);
    const others = context.rules.filter((other) => other.id !== rule.id && plain(other.displayName) === name);
    if (others.length === 0) return [];
    const parameters = { name: rule.displayName, others: [...new Set(others.map((other) => other.id))].sort() };
    return [diagnostic('same-display-name', parameters, placeIn(rule, undefined, 'DisplayName'))];
  },
};

function plain(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}
