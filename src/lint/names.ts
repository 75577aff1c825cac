import type { Rule } from '../ir/rule.ts';

/** RuleIDs by DisplayName, case and spacing aside. */
export type RulesByName = ReadonlyMap<string, readonly string[]>;

/** Groups rules by what they are called. */
export function groupByName(rules: Iterable<Pick<Rule, 'id' | 'displayName'>>): RulesByName {
  const groups = new Map<string, string[]>();
  for (const { id, displayName } of rules) {
    const name = plainName(displayName);
    const ids = groups.get(name);
    if (ids === undefined) groups.set(name, [id]);
    else if (!ids.includes(id)) ids.push(id);
  }
  return groups;
}

/** A DisplayName as a person hears it: case and spacing make no difference. */
export function plainName(displayName: string): string {
  return displayName.trim().replace(/\s+/g, ' ').toLowerCase();
}
