import type { Artifact } from '../../targets/target.ts';
import type { Unit } from '../../unit.ts';
import type { Choices } from '../choices.ts';
import type { ManifestUnit } from '../manifest.ts';
import type { Base } from './open-base.ts';
import type { Side, SideRule, SideUnit } from './side.ts';

type ArtifactBase = Extract<Base, { kind: 'artifacts' }>;

/**
 * What a folder of artifacts says of rules: the units of its manifest with the texts on disk. Each borrows from the rule of now what
 * asking its text needs; a rule that is gone can be shown and not asked.
 */
export function artifactSide(base: ArtifactBase, now: Side, { targets, environments }: Choices): Side {
  const byUnit = new Map<string, [string, SideUnit]>();
  for (const [name, { units }] of now.rules) for (const one of units) byUnit.set(keyOf(one.unit), [name, one]);
  const names = new Map([...now.rules].map(([name, { id }]) => [id, name]));
  const rules = new Map<string, SideRule>();
  for (const entry of base.units) {
    if (entry.status === 'retired' || entry.artifacts.length === 0) continue;
    if (targets.length > 0 && !targets.includes(entry.target)) continue;
    if (environments.length > 0 && !environments.includes(entry.environment ?? '')) continue;
    const [known, twin] = byUnit.get(keyOf({ ...entry, environment: entry.environment ?? undefined })) ?? [];
    const name = known ?? names.get(entry.rule) ?? entry.rule;
    const unit: SideUnit = { unit: unitOf(entry, base, twin?.unit), publishing: twin?.publishing };
    const { rule: id, source, version } = entry;
    rules.set(name, {
      id,
      path: source.path,
      version: version ?? undefined,
      rule: undefined,
      exceptions: '',
      units: [...(rules.get(name)?.units ?? []), unit],
    });
  }
  return { rules, unread: new Set(), found: [] };
}

/** A unit of the manifest with the texts on disk. */
function unitOf(entry: ManifestUnit, base: ArtifactBase, twin: Unit | undefined): Unit {
  const { rule, target, logType, home, notes, assumptions } = entry;
  const environment = entry.environment ?? undefined;
  const folder = environment === undefined ? `${target}/` : `${environment}/${target}/`;
  const artifacts = entry.artifacts.flatMap(({ path, kind }): Artifact[] => {
    const content = base.read(path);
    return content === undefined ? [] : [{ path: path.slice(folder.length), kind, content }];
  });
  const told = { environment, rule, target, logType, home, notes, assumptions, fidelity: [], diagnostics: [] };
  return { ...told, status: 'built', artifacts, proof: twin?.proof };
}

function keyOf({
  environment,
  target,
  rule,
  logType,
  home,
}: Pick<Unit, 'environment' | 'target' | 'rule' | 'logType' | 'home'>): string {
  return [environment ?? '', target, rule, logType, home].join('\0');
}
