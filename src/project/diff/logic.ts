import type { Rule } from '../../ir/rule.ts';
import type { Value } from '../../ir/value.ts';
import { differences } from '../../source/write-rule/same-rule.ts';

const blank: Value = { kind: 'literal', value: '' };

/** What of the logic of two rules differs, by the names of their keys: what they match, and how alerts come of it. Texts are no part of it. */
export function logicChanges(before: Rule, after: Rule): readonly string[] {
  const found = differences(bare(before), bare(after)).map((key) => (key === 'RuleID' ? 'LogTypes' : key));
  const alerts = before.lifecycle.createAlert === after.lifecycle.createAlert ? [] : ['CreateAlert'];
  return [...found, ...alerts];
}

/** A rule without what is only read by people, and without its tests. */
function bare(rule: Rule): Rule {
  const { alert, logTypes } = rule;
  // A title that is always the same groups as the RuleID does.
  const keyed = alert.keyedBy !== 'group-by' && alert.key.kind === 'literal';
  const { reference: _reference, runbook: _runbook, destinations: _destinations, ...counted } = alert;
  return {
    ...rule,
    id: '',
    displayName: '',
    logTypes: [...logTypes].sort(),
    lifecycle: { enabled: true, createAlert: true },
    metadata: { references: [], falsePositives: [], tags: [], reports: [], attack: [], summaryAttributes: [] },
    alert: {
      ...counted,
      title: blank,
      description: blank,
      outputs: [],
      ...(keyed && { key: blank, keyedBy: 'rule-id' as const, keyParts: [] }),
    },
    tests: [],
    alertTests: [],
    waivers: [],
    suppressions: [],
    homes: {},
  };
}

/** Whether a version is later than another: by its numbers where both have some, else by being another. */
export function isBumped(before: string | undefined, after: string | undefined): boolean {
  if (after === undefined || after === before) return false;
  if (before === undefined) return true;
  const [old, now] = [before, after].map((text) => (/^\d+(\.\d+)*$/.test(text) ? text.split('.').map(Number) : []));
  if (old === undefined || now === undefined || old.length === 0 || now.length === 0) return true;
  for (let i = 0; i < Math.max(old.length, now.length); i++) {
    const step = (now[i] ?? 0) - (old[i] ?? 0);
    if (step !== 0) return step > 0;
  }
  return false;
}
