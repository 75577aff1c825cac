import { nearNames } from '../diagnostics/near.ts';
import type { AttackPair, Technique } from './attack.ts';
import { tacticsOf, technique, techniqueIds } from './attack.ts';
import { newTechniques } from './changes-19.ts';
import type { Tactic } from './tactics.ts';
import { tactic, tacticIds } from './tactics.ts';

/** What is wrong with a pair of a tactic and a technique. `near`: ids that may be meant, best first. */
export type AttackProblem =
  | { readonly kind: 'malformed'; readonly text: string; readonly near: readonly string[] }
  | { readonly kind: 'unknown-tactic' | 'unknown-technique'; readonly id: string; readonly near: readonly string[] }
  | { readonly kind: 'revoked' | 'deprecated'; readonly id: string; readonly name: string }
  | {
      readonly kind: 'mismatch';
      readonly tactic: string;
      readonly technique: string;
      readonly name: string;
      readonly serves: readonly Tactic[];
    };

/** Reads `TA0001:T1199`, `TA0001` with a technique or without; undefined where it is malformed. */
export function parseAttackPair(text: string): AttackPair | undefined {
  const match = /^\s*(TA\d{4})(?:\s*[:;,/.-]\s*(T\d{4}(?:\.\d{3})?))?\s*$/i.exec(text);
  const [, tacticId, techniqueId] = match ?? [];
  if (tacticId === undefined) return undefined;
  return { tactic: tacticId.toUpperCase(), ...(techniqueId ? { technique: techniqueId.toUpperCase() } : {}) };
}

/** Every problem of a pair, or of the text that should be one. Ids of version 18 and of version 19 are both known. */
export function checkAttack(entry: AttackPair | string): readonly AttackProblem[] {
  const pair = typeof entry === 'string' ? parseAttackPair(entry) : entry;
  if (pair === undefined) return [{ kind: 'malformed', text: String(entry), near: nearPairs(String(entry)) }];
  const problems: AttackProblem[] = [];
  const knownTactic = tactic(pair.tactic, 19);
  if (knownTactic === undefined)
    problems.push({ kind: 'unknown-tactic', id: pair.tactic, near: nearNames(pair.tactic, tacticIds(19)) });
  if (pair.technique === undefined) return problems;
  const known = technique(pair.technique) ?? technique(pair.technique, 19);
  if (known === undefined) {
    problems.push({ kind: 'unknown-technique', id: pair.technique, near: nearTechniques(pair.technique) });
  } else if (known.status === 'revoked' || known.status === 'deprecated') {
    problems.push({ kind: known.status, id: known.id, name: known.name });
  } else if (knownTactic !== undefined && !serves(known, knownTactic)) {
    problems.push({
      kind: 'mismatch',
      tactic: knownTactic.id,
      technique: known.id,
      name: known.name,
      serves: known.tactics,
    });
  }
  return problems;
}

/** Whether a technique serves a tactic in either version. */
function serves(known: Technique, wanted: Tactic): boolean {
  return [...tacticsOf(known.id, 18), ...tacticsOf(known.id, 19)].some((t) => t.id === wanted.id);
}

function nearTechniques(id: string): readonly string[] {
  const parent = id.slice(0, 5);
  const all = [...techniqueIds(), ...newTechniques.map(([newId]) => newId)];
  const family = all.filter((known) => known === parent || known.startsWith(`${parent}.`));
  const near = nearNames(id, family.length > 0 ? family : all);
  return family.includes(parent) ? [...new Set([...near, parent])] : near;
}

/** Pairs that a malformed text may mean: its parts are read apart and the technique's own tactics complete it. */
function nearPairs(text: string): readonly string[] {
  const techniqueId = /T\d{4}(?:\.\d{3})?(?!\d)/i.exec(text)?.[0].toUpperCase();
  const written = /TA\d+/i.exec(text)?.[0].toUpperCase();
  const found = techniqueId === undefined ? undefined : technique(techniqueId);
  if (found === undefined) return written === undefined ? [] : nearNames(written, tacticIds(18));
  const ids = found.tactics.map((t) => t.id);
  const near = written === undefined ? [] : nearNames(written, ids);
  return (near.length > 0 ? near : ids).map((id) => `${id}:${found.id}`);
}
