import type { AttackVersion } from '../../attack/index.ts';
import { attackAt, tacticsOf } from '../../attack/index.ts';
import type { Metadata } from '../../ir/rule.ts';
import type { Profile } from './options.ts';

/** Tags of a rule, and the ids that had to be left out, each with the reason. */
export interface Tags {
  readonly tags: readonly string[];
  readonly omitted: readonly string[];
}

/**
 * ATT&CK tags in the version wanted, tactics first in the order of the matrix, then CVE numbers. SigmaHQ's checks want every tactic of
 * each technique. https://sigmahq.io/sigma-specification/specification/sigma-appendix-tags.html
 */
export function tagsOf({ attack, tags }: Metadata, version: AttackVersion, profile: Profile): Tags {
  const found = attackAt(attack, version);
  const extra = profile === 'sigmahq' ? found.techniques.flatMap((t) => tacticsOf(t.id, version)) : [];
  const tactics = attackAt(
    [...found.tactics, ...extra].map(({ id }) => ({ tactic: id })),
    version,
  ).tactics;
  const cves = tags.flatMap((tag) => /^cve[-_ :]?(\d{4}-\d{4,})$/i.exec(tag.trim())?.[1] ?? []);
  return {
    tags: [
      ...tactics.map((t) => `attack.${t.shortName}`),
      ...found.techniques.map((t) => `attack.${t.id.toLowerCase()}`),
      ...[...new Set(cves)].map((cve) => `cve.${cve}`),
    ],
    omitted: found.omitted,
  };
}
