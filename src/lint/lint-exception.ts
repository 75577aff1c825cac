import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Exception, Rule } from '../ir/rule.ts';
import type { LintContext } from './lint-rule.ts';
import { badNetwork } from './rules/bad-network.ts';
import { badRegex } from './rules/bad-regex.ts';
import { constantCondition } from './rules/constant-condition.ts';
import { duplicateRow } from './rules/duplicate-row.ts';
import { fieldCase } from './rules/field-case.ts';
import { redundantRow } from './rules/redundant-row.ts';
import { regexBacktracking } from './rules/regex-backtracking.ts';
import { regexEngine } from './rules/regex-engine.ts';
import { unknownField } from './rules/unknown-field.ts';

/** What is asked of the rows of a rule and makes sense for those of an exception. */
const lints = [
  unknownField,
  fieldCase,
  constantCondition,
  duplicateRow,
  redundantRow,
  badNetwork,
  badRegex,
  regexEngine,
  regexBacktracking,
];

/** Findings about the rows of an exception, which are looked at as if they were the rule's own. */
export function lintException({ condition, span }: Exception, rule: Rule, context: LintContext): Diagnostic[] {
  const alike = asRule(condition, rule);
  return lints
    .filter(({ name }) => context.levels[name] !== 'off')
    .flatMap((lint) => lint.check(alike, context))
    .map((found) => {
      const level = context.levels[found.code];
      const isInside = found.span?.file.path === span.file.path;
      return {
        ...found,
        ...(isInside ? {} : { span }),
        ...(level === undefined || level === 'off' ? {} : { severity: level }),
      };
    });
}

/** A rule that matches what an exception leaves out, and says nothing. */
function asRule(condition: Exception['condition'], rule: Rule): Rule {
  const nothing = { kind: 'literal', value: '' } as const;
  return {
    ...rule,
    python: undefined,
    twin: undefined,
    condition,
    filter: { kind: 'true' },
    raises: { kind: 'false' },
    exceptions: undefined,
    alert: {
      ...rule.alert,
      key: nothing,
      keyParts: [],
      keyedBy: 'rule-id',
      distinct: undefined,
      title: nothing,
      description: nothing,
      severity: { ...rule.alert.severity, cases: [] },
      outputs: [],
      reference: undefined,
      runbook: undefined,
      destinations: undefined,
    },
    metadata: { ...rule.metadata, summaryAttributes: [] },
    suppressions: [],
    tests: [],
    alertTests: [],
  };
}
