import type { Fault } from './check.ts';
import type { ConditionExpression } from './condition.ts';
import type { ReadDocument, ReadFilter, ReadRule, RuleFile } from './syntax.ts';
import { Uncovered } from './syntax.ts';

/**
 * The rules as filters leave them: `(the rule's condition) and (the filter's)`, the filter's searches under names of their own, as pySigma does
 * it. A filter is for events, so correlations have none.
 */
export function applyFilters({ documents }: RuleFile): RuleFile {
  const filters = documents.filter((document) => document.kind === 'filter');
  return {
    documents: documents.map((document) =>
      document.kind === 'rule' ? filters.filter((one) => isFor(one, document)).reduce(filtered, document) : document,
    ),
  };
}

/** The filters of a file that take nothing from any of the rules, although they are published for one. */
export function idleFilters(file: RuleFile, documents: readonly ReadDocument[]): readonly Fault[] {
  return file.documents.flatMap((one) => {
    const idle = one.kind === 'filter' && !documents.some((rule) => rule.kind === 'rule' && isFor(one, rule));
    return idle ? [{ severity: 'error', message: 'filter: it is for none of the rules beside it', ...one.place }] : [];
  });
}

/** Whether a filter takes something from a rule: it names it, and its log source is no other. */
function isFor({ rules, logsource }: ReadFilter, rule: ReadRule): boolean {
  if (Object.entries(logsource).some(([key, value]) => rule.logsource[key] !== value)) return false;
  return rules === 'any' || rules.some((name) => rule.names.includes(name));
}

function filtered(rule: ReadRule, filter: ReadFilter, at: number): ReadRule {
  const rename = (name: string): string => `_filt_${at + 1}_${name}`;
  const searches = [...filter.searches].map(([name, search]) => [rename(name), search] as const);
  return {
    ...rule,
    searches: new Map([...rule.searches, ...searches]),
    condition: { kind: 'and', operands: [rule.condition, renamed(filter.condition, rename, filter)] },
  };
}

function renamed(
  condition: ConditionExpression,
  rename: (name: string) => string,
  filter: ReadFilter,
): ConditionExpression {
  switch (condition.kind) {
    case 'name':
      return { kind: 'name', name: rename(condition.name) };
    case 'of':
      // pySigma renames searches and not the pattern, which then means those of the rule.
      throw new Uncovered(`the pattern ${condition.pattern} in a filter`, filter.place);
    case 'and':
    case 'or':
      return { ...condition, operands: condition.operands.map((operand) => renamed(operand, rename, filter)) };
    case 'not':
      return { kind: 'not', operand: renamed(condition.operand, rename, filter) };
  }
}
