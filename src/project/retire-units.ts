import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Artifact, Target } from '../targets/target.ts';
import type { ManifestArtifact, ManifestUnit } from './manifest.ts';
import { sha256 } from './manifest.ts';

/** A unit whose rule is gone, with the texts that its artifacts shall have. */
export interface RetiredUnit {
  readonly unit: ManifestUnit;
  readonly artifacts: readonly Artifact[];
}

/** What retiring depends on. */
export interface Retiring {
  readonly out: string;
  readonly targets: readonly Target[];
  /** The release that is built, where it was named. */
  readonly release: string | undefined;
}

/**
 * Units of the last manifest that publish nothing any more, switched off. What is published under an id that some unit still has is
 * no longer theirs. They stay until another release than that which first published them switched off.
 */
export function retireUnits(
  before: readonly ManifestUnit[],
  now: readonly ManifestUnit[],
  retiring: Retiring,
): readonly RetiredUnit[] {
  const published = now.filter((unit) => artifactsOf(unit).length > 0);
  const alive = new Set(published.flatMap((unit) => [markOf(unit), keyMark(unit)]));
  const taken = new Set(published.flatMap(artifactsOf).map(({ path }) => path.toLowerCase()));
  return before
    .filter((unit) => artifactsOf(unit).length > 0 && !alive.has(markOf(unit)))
    .flatMap((unit) => retired(unit, retiring))
    .map(({ unit, artifacts }) => ({ unit, artifacts: artifacts.filter(({ path }) => !taken.has(path.toLowerCase())) }))
    .filter(({ artifacts }) => artifacts.length > 0)
    .map(({ unit, artifacts }) => ({ unit: { ...unit, artifacts: artifacts.map(listed) }, artifacts }));
}

/** The files of a unit that are on disk. */
export function artifactsOf(unit: Pick<ManifestUnit, 'artifacts' | 'lastGood'>): readonly ManifestArtifact[] {
  return [...unit.artifacts, ...(unit.lastGood ?? [])];
}

/** By what a SIEM knows a unit: its id. A manifest of an older version has none; then what it was made from. */
function markOf(unit: ManifestUnit): string {
  return unit.id === undefined ? keyMark(unit) : [unit.environment ?? '', unit.target, unit.id].join('\0');
}

function keyMark(unit: ManifestUnit): string {
  return [unit.environment ?? '', unit.target, unit.rule, unit.logType].join('\0');
}

function retired(unit: ManifestUnit, { out, targets, release }: Retiring): readonly RetiredUnit[] {
  const isNew = unit.status !== 'retired';
  const first = isNew ? null : (unit.release ?? null);
  if (first !== null && release !== undefined && first !== release) return [];
  const target = targets.find(({ name }) => name === unit.target);
  const own = artifactsOf(unit).flatMap((artifact) => readOwn(out, artifact));
  const artifacts = isNew ? (target?.retire(own) ?? []) : own;
  const { environment, rule, version, logType, home, source, id, fidelity } = unit;
  const kept: ManifestUnit = {
    environment,
    rule,
    version,
    target: unit.target,
    logType,
    home,
    status: 'retired',
    ...(id === undefined ? {} : { id }),
    release: first ?? release ?? null,
    enabled: false,
    ...(unit.lists === undefined ? {} : { lists: unit.lists }),
    source,
    artifacts: [],
    fidelity,
    reasons: [],
    notes: [],
    assumptions: [],
    diagnostics: [],
  };
  return [{ unit: kept, artifacts }];
}

/** A file as the last build wrote it; nothing where somebody changed it since, as it is no longer ours. */
function readOwn(out: string, { path, kind, sha256: digest }: ManifestArtifact): readonly Artifact[] {
  const content = readText(join(out, path));
  if (content === undefined) return [];
  if (sha256(content) === digest) return [{ path, kind, content }];
  return [];
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function listed({ path, kind, content }: Artifact): ManifestArtifact {
  return { path, kind, sha256: sha256(content) };
}
