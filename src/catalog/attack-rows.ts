import type { AttackVersion } from '../attack/index.ts';
import { tactic, technique } from '../attack/index.ts';
import type { Rule } from '../ir/rule.ts';
import type { AttackRow, Named } from './facts.ts';

/** The tactics and techniques that a rule's author names, in the author's order, with the names of that version, else of the other. */
export function attackRows(rule: Pick<Rule, 'metadata'>, version: AttackVersion): readonly AttackRow[] {
  const rows = new Map<string, { tactic: Named; techniques: Map<string, Named> }>();
  const other = version === 18 ? 19 : 18;
  for (const entry of rule.metadata.attack) {
    const id = entry.tactic.toUpperCase();
    const known = tactic(id, version) ?? tactic(id, other);
    const row = rows.get(id) ?? { tactic: { id, name: known?.name ?? id }, techniques: new Map<string, Named>() };
    rows.set(id, row);
    if (entry.technique === undefined) continue;
    const key = entry.technique.toUpperCase();
    const found = technique(key, version) ?? technique(key, other);
    row.techniques.set(key, { id: key, name: nameOf(key, found?.name, version) });
  }
  return [...rows.values()].map((row) => ({ tactic: row.tactic, techniques: [...row.techniques.values()] }));
}

/** A sub-technique after the technique that it belongs to, as MITRE writes it: `Valid Accounts: Cloud Accounts`. */
function nameOf(id: string, name: string | undefined, version: AttackVersion): string {
  if (name === undefined) return id;
  const [parent = '', sub] = id.split('.');
  const above = sub === undefined ? undefined : technique(parent, version)?.name;
  return above === undefined ? name : `${above}: ${name}`;
}

/** MITRE's page of a tactic or technique. */
export function attackLink(id: string): string {
  return id.startsWith('TA')
    ? `https://attack.mitre.org/tactics/${id}/`
    : `https://attack.mitre.org/techniques/${id.replace('.', '/')}/`;
}
