import type { Condition } from '../../src/ir/condition.ts';
import type { Rule } from '../../src/ir/rule.ts';
import { readRule } from '../../src/source/rule-file.ts';

/** A small rule on a log type, its condition given as IR. */
export function ruleWith(condition: Condition, logType: string, homes: Readonly<Record<string, string>> = {}): Rule {
  return { ...blank(logType), condition, homes };
}

const blanks = new Map<string, Rule>();

function blank(logType: string): Rule {
  const known = blanks.get(logType);
  if (known) return known;
  const text = `AnalysisType: rule\nRuleID: Contract.Rule\nDisplayName: A rule of the contract\nEnabled: true\nSeverity: Low\nLogTypes: [${logType}]\nCondition: x_never is_null\n`;
  const rule = readRule({ file: { path: 'rule.yml', text }, sidecar: undefined, withTests: false }, (found) => {
    throw new Error(found.message);
  });
  if (rule === undefined) throw new Error('the blank rule cannot be read');
  blanks.set(logType, rule);
  return rule;
}
