import { newTechniques, replaced, tactics19 } from './changes-19.ts';
import { enterprise18 } from './enterprise-18.ts';
import type { AttackVersion, Tactic } from './tactics.ts';
import { inMatrixOrder, tactic, tacticsOfLetters } from './tactics.ts';

/** A technique or sub-technique as one version of ATT&CK knows it. */
export interface Technique {
  readonly id: string;
  readonly name: string;
  readonly tactics: readonly Tactic[];
  readonly status: 'active' | 'revoked' | 'deprecated';
}

/** A tactic id, with a technique id or without. */
export interface AttackPair {
  readonly tactic: string;
  readonly technique?: string | undefined;
}

/** Tactics in the order of the matrix, techniques by id, and what has no place in that version. */
export interface AttackTags {
  readonly tactics: readonly Tactic[];
  readonly techniques: readonly Technique[];
  /** Ids left out, each with the reason in a clause: `T1562.009 (no successor known in ATT&CK 19)`. */
  readonly omitted: readonly string[];
}

interface Line {
  readonly letters: string;
  readonly name: string;
  readonly status: Technique['status'];
}

let lines: ReadonlyMap<string, Line> | undefined;

/** The technique of that id, in any case; undefined where the version has none. A revoked one says so in its status. */
export function technique(id: string, version: AttackVersion = 18): Technique | undefined {
  const key = id.toUpperCase();
  if (version === 19) {
    const added = newTechniques.find(([newId]) => newId === key);
    if (added !== undefined) return made(key, { letters: added[1], name: added[2], status: 'active' }, 19);
  }
  const line = readLines().get(key);
  if (line === undefined) return undefined;
  if (version === 18) return made(key, line, 18);
  const status = Object.hasOwn(replaced, key) ? 'revoked' : line.status;
  return made(key, { ...line, letters: letters19(key, line), status }, 19);
}

/** Every technique id of version 18. */
export function techniqueIds(): Iterable<string> {
  return readLines().keys();
}

/** The tactics that a technique serves; none for an unknown id. */
export function tacticsOf(id: string, version: AttackVersion): readonly Tactic[] {
  return technique(id, version)?.tactics ?? [];
}

/** Pairs of either version, said in one version. Unknown and revoked ids are omitted, with the reason. */
export function attackAt(pairs: readonly AttackPair[], version: AttackVersion): AttackTags {
  const tactics: Tactic[] = [];
  const techniques = new Map<string, Technique>();
  const omitted = new Set<string>();
  for (const pair of pairs) {
    const found = pair.technique === undefined ? undefined : techniqueAt(pair.technique, version);
    if (typeof found === 'string') omitted.add(found);
    else if (found !== undefined) techniques.set(found.id, found);
    const served = tacticsAt(pair, version, typeof found === 'string' ? undefined : found);
    if (served.length === 0) omitted.add(`${pair.tactic} (no tactic of ATT&CK ${version})`);
    tactics.push(...served);
  }
  const sorted = [...techniques.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { tactics: inMatrixOrder(tactics, version), techniques: sorted, omitted: [...omitted] };
}

/** The technique in that version: itself, what replaced it, what it replaced; or the clause that says why there is none. */
function techniqueAt(id: string, version: AttackVersion): Technique | string {
  const key = id.toUpperCase();
  const before = newTechniques.find(([newId]) => newId === key)?.[3];
  const revoked = technique(key, version)?.status === 'revoked';
  const successor = revoked ? replaced[key] : version === 18 ? before : undefined;
  const found = technique(successor ?? key, version);
  if (successor === '') return `${key} (revoked, no successor known in ATT&CK ${version})`;
  if (found === undefined) return `${key} (no technique of ATT&CK ${version})`;
  return found.status === 'active' ? found : `${key} (${found.status})`;
}

/**
 * The author's tactic in that version. Version 19 split Defense Evasion, so TA0005 becomes what the technique serves there:
 * Stealth, Defense Impairment, or neither; without a technique it stays TA0005.
 */
function tacticsAt(pair: AttackPair, version: AttackVersion, found: Technique | undefined): readonly Tactic[] {
  const id = pair.tactic.toUpperCase();
  const same = tactic(id, version);
  if (id === 'TA0112' && version === 18) return [tactic('TA0005', 18) ?? []].flat();
  if (id !== 'TA0005' || version === 18) return same === undefined ? [] : [same];
  const serves = found?.tactics ?? tacticsOf(pair.technique ?? '', 19);
  const split = serves.filter((t) => t.id === 'TA0005' || t.id === 'TA0112');
  if (split.length > 0) return split;
  const wasEvasion = tacticsOf(pair.technique ?? '', 18).some((t) => t.id === 'TA0005');
  return wasEvasion ? serves : same === undefined ? [] : [same];
}

function letters19(key: string, line: Line): string {
  if (!line.letters.includes('e')) return line.letters;
  return tactics19[key] ?? tactics19[key.slice(0, 5)] ?? line.letters;
}

function made(id: string, line: Line, version: AttackVersion): Technique {
  return { id, name: line.name, tactics: tacticsOfLetters(line.letters, version), status: line.status };
}

function readLines(): ReadonlyMap<string, Line> {
  if (lines !== undefined) return lines;
  const read = new Map<string, Line>();
  for (const line of enterprise18.trim().split('\n')) {
    const [id = '', letters = ''] = line.split(' ', 2);
    const name = line.slice(id.length + letters.length + 2);
    const status = id.endsWith('!') ? 'revoked' : id.endsWith('?') ? 'deprecated' : 'active';
    read.set(status === 'active' ? id : id.slice(0, -1), { letters, name, status });
  }
  lines = read;
  return read;
}
