import type { AttackPair, AttackVersion, Tactic } from '../../attack/index.ts';
import { attackAt, tacticsOf } from '../../attack/index.ts';
import type { Limit } from '../target.ts';
import { limit } from './sentinel-limits.ts';

/** Tactics and techniques as an analytics rule lists them, and the ids that Sentinel's checks do not take. */
export interface SentinelAttack {
  readonly tactics: readonly string[];
  readonly techniques: readonly string[];
  /** Ids of techniques that have no place there. */
  readonly unlisted: readonly string[];
  readonly limits: readonly Limit[];
}

/**
 * Sentinel's checks know ATT&CK up to this technique, and no version 19.
 * Azure/Azure-Sentinel, `.script/tests/detectionTemplateSchemaValidation/Models/ModelValidationAttributes/KillChainTechniquesHelper.cs`
 */
const newestKnown = 1652;

/** Tactics of known techniques that ATT&CK 18 has and that list lacks. */
const unknownPairs: ReadonlySet<string> = new Set(['T1098 TA0004', 'T1112 TA0003']);

/**
 * A rule's ATT&CK entries as those checks take them: in version 18, every technique known and under one of its tactics. A tactic is
 * added where none of a technique's is listed.
 */
export function sentinelAttack(pairs: readonly AttackPair[], version: AttackVersion): SentinelAttack {
  const { tactics, techniques, omitted } = attackAt(pairs, 18);
  const known = techniques.filter(({ id }) => isKnownTechnique(id));
  const unlisted = techniques.filter(({ id }) => !isKnownTechnique(id)).map(({ id }) => id);
  const listed: Tactic[] = [...tactics];
  const added: string[] = [];
  for (const { id } of known) {
    const serves = checkedTactics(id);
    const [first] = serves;
    if (first === undefined || serves.some((one) => listed.some((tactic) => tactic.id === one.id))) continue;
    listed.push(first);
    added.push(`${first.name} for ${id}`);
  }
  const all = attackAt(
    listed.map(({ id }) => ({ tactic: id })),
    18,
  ).tactics;
  const told = (says: string, severity: Limit['severity']): Limit => limit('techniques', says, severity, 'Reports');
  return {
    tactics: all.map(sentinelName),
    techniques: known.map(({ id }) => id),
    unlisted,
    limits: [
      ...(version === 19 && tactics.length + techniques.length > 0
        ? [told("Sentinel's checks know no ATT&CK 19: tactics and techniques are named in version 18.", 'info')]
        : []),
      ...(unlisted.length > 0
        ? [
            told(
              `Sentinel's checks do not know ${unlisted.join(', ')}: named in the tags and the description only.`,
              'warning',
            ),
          ]
        : []),
      ...(added.length > 0
        ? [told(`Sentinel's checks want a technique under one of its tactics: added are ${added.join(', ')}.`, 'info')]
        : []),
      ...(omitted.length > 0 ? [told(`no place for ${omitted.join(', ')}.`, 'warning')] : []),
    ],
  };
}

/** Whether the checks know a technique, by its parent's number. */
export function isKnownTechnique(id: string): boolean {
  const number = Number(/^T(\d{4})(\.\d{3})?$/.exec(id)?.[1] ?? Number.NaN);
  return number <= newestKnown && tacticsOf(`T${String(number).padStart(4, '0')}`, 18).length > 0;
}

/** The tactics under which the checks take a technique. */
export function checkedTactics(id: string): readonly Tactic[] {
  const [parent = id] = id.split('.');
  return tacticsOf(parent, 18).filter((tactic) => !unknownPairs.has(`${parent} ${tactic.id}`));
}

/** `Command and Control` → `CommandAndControl`. */
export function sentinelName({ name }: Tactic): string {
  return name.replaceAll(/ (.)/g, (_, letter: string) => letter.toUpperCase());
}
