import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { ReasonRow } from '../fidelity/reasons.ts';
import { reasons } from '../fidelity/reasons.ts';
import type { BuildOptions } from './build.ts';
import type { Pending } from './build-file.ts';
import { bundleAll } from './bundles.ts';
import type { RuleFile } from './discover.ts';
import { shownPath } from './files.ts';
import type { Manifest, ManifestBundle, ManifestUnit } from './manifest.ts';
import { parseManifest, printManifest, sha256 } from './manifest.ts';
import type { Project } from './open-project.ts';
import { toolVersion } from './package-root.ts';
import { artifactsOf, retireUnits } from './retire-units.ts';
import { commitStaged, compareInside, removeInside, stageInside } from './write-output.ts';

/** What became of files so far. */
export interface Counts {
  written: number;
  unchanged: number;
  removed: number;
}

/** What is on disk beside the artifacts of the rules that were built. */
export interface Settled {
  /** How many units of rules that are gone are published switched off. */
  readonly retired: number;
  /** Their files, and those of whole environments. */
  readonly paths: readonly string[];
}

/**
 * Writes the artifacts of rules that are gone switched off, for one release, then the files of whole environments and the manifest, and
 * removes what an earlier build wrote and none of these names. A refused unit, and a rule file that could not be read, keep the artifacts
 * of the last good build; units outside a partial build keep their entries.
 */
export async function settleManifest(
  pending: readonly Pending[],
  files: readonly RuleFile[],
  options: BuildOptions,
  project: Project,
  counts: Counts,
  report: Report,
): Promise<Settled> {
  const { units: before, bundles: bundlesBefore } = previous(options.out);
  const entries = pending.map((p) => p.entry);
  const had = together(before.filter(({ status }) => status !== 'retired'));
  const has = together(entries);
  const units = entries.map((entry) => withLastGood(entry, had.get(keyOf(entry)) ?? [], has.get(keyOf(entry)) ?? []));
  const now = new Set(units.map(keyOf));
  const partial = options.paths.length > 0 || options.targets.length > 0 || options.environments.length > 0;
  const present = new Set(files.map((file) => shownPath(file.path)));
  const compiled = new Set(units.map((unit) => unit.source.path));
  const unread = (unit: ManifestUnit): boolean => present.has(unit.source.path) && !compiled.has(unit.source.path);
  // An environment that cannot be read keeps what it has, like a rule that cannot.
  const wrong = new Set((project.config.wrongEnvironments ?? []).map(({ name }) => name));
  const waits = (unit: ManifestUnit): boolean => partial || unread(unit) || wrong.has(unit.environment ?? '');
  const left = before.filter((unit) => !now.has(keyOf(unit)) && waits(unit));
  const kept = left.filter(({ status }) => status !== 'retired');
  const gone = partial ? before.filter(({ status }) => status === 'retired') : before;
  const retiring = { out: options.out, targets: project.workspace.targets, release: options.release };
  const retired = retireUnits(gone, [...units, ...kept], retiring);
  const put = (path: string, content: string): void => {
    const stage = options.check ? compareInside : stageInside;
    const outcome = commitStaged(stage(options.out, path, content, report), report);
    if (outcome !== 'failed') counts[outcome] += 1;
  };
  const retiredTexts = retired.flatMap(({ artifacts }) => artifacts);
  for (const { path, content } of retiredTexts) put(path, content);
  const all = [...units, ...kept, ...retired.map(({ unit }) => unit)];
  const texts = new Map([
    ...unwrittenTexts(pending),
    ...retiredTexts.map(({ path, content }) => [path, content] as const),
  ]);
  const bundles = await bundleAll(
    { units: all, unitsBefore: before, before: bundlesBefore, texts },
    options,
    project,
    counts,
    report,
  );
  put('manifest.json', printManifest(manifestOf(all, bundles)));
  removeOrphans([...before, ...bundlesBefore], [...all, ...bundles], options, counts, report);
  const bundled = bundles.flatMap(({ artifacts }) => artifacts);
  return { retired: retired.length, paths: [...retiredTexts, ...bundled].map(({ path }) => path) };
}

function manifestOf(units: readonly ManifestUnit[], bundles: readonly ManifestBundle[]): Manifest {
  const known: Readonly<Record<string, ReasonRow>> = reasons;
  const everywhere = Object.keys(known).filter((code) => known[code]?.everywhere);
  const codes = [
    ...new Set([...everywhere, ...units.flatMap((unit) => unit.reasons.map((reason) => reason.code))]),
  ].sort();
  return {
    tool: { name: 'rulegen', version: toolVersion() },
    reasons: Object.fromEntries(codes.map((code) => [code, known[code]?.says ?? ''])),
    everywhere,
    units,
    bundles,
  };
}

/** A refused unit keeps what its home had; where that is not known, what homes had in which the rule is no more. */
function withLastGood(unit: ManifestUnit, had: readonly ManifestUnit[], has: readonly ManifestUnit[]): ManifestUnit {
  if (unit.status !== 'refused') return unit;
  const own = had.filter(({ home }) => home === unit.home);
  const isBroken = has.every(({ status }) => status === 'refused');
  const gone = had.filter(({ home }) => isBroken && has.every((other) => other.home !== home));
  const last = own.length > 0 ? own : gone;
  const lastGood = last.flatMap((one) => one.lastGood ?? one.artifacts);
  return lastGood.length > 0 ? { ...unit, ...flagsOf(last), lastGood } : unit;
}

/** What the last good build said of how its artifacts are published. */
function flagsOf(last: readonly ManifestUnit[]): Partial<Pick<ManifestUnit, 'id' | 'enabled' | 'alerting' | 'lists'>> {
  const [{ enabled, alerting } = {}] = last;
  const id = last.find((one) => one.id !== undefined)?.id;
  const lists = [...new Set(last.flatMap((one) => one.lists ?? []))];
  return {
    ...(id === undefined ? {} : { id }),
    ...(enabled === undefined ? {} : { enabled }),
    ...(alerting === undefined ? {} : { alerting }),
    ...(lists.length === 0 ? {} : { lists }),
  };
}

/** Texts that differ from what is on disk, by path: `check` writes none. */
function unwrittenTexts(pending: readonly Pending[]): ReadonlyMap<string, string> {
  return new Map(
    pending.flatMap(({ files }) =>
      files.flatMap(({ path, text }): [string, string][] => (text === undefined ? [] : [[path, text]])),
    ),
  );
}

function together(units: readonly ManifestUnit[]): ReadonlyMap<string, readonly ManifestUnit[]> {
  const found = new Map<string, ManifestUnit[]>();
  for (const unit of units) found.set(keyOf(unit), [...(found.get(keyOf(unit)) ?? []), unit]);
  return found;
}

/** What files belong to. */
type Owner = Pick<ManifestUnit, 'artifacts' | 'lastGood'>;

function removeOrphans(
  before: readonly Owner[],
  now: readonly Owner[],
  options: BuildOptions,
  counts: Counts,
  report: Report,
): void {
  const alive = new Set(now.flatMap(artifactsOf).map(({ path }) => path));
  const had = new Map(before.flatMap(artifactsOf).map((artifact) => [artifact.path, artifact]));
  for (const [path, { sha256: digest }] of had) {
    if (alive.has(path)) continue;
    const full = join(options.out, path);
    if (options.check) report(diagnostic('out-of-date', { path: shownPath(full), how: 'belongs to no rule any more' }));
    else if (isChanged(full, digest)) report(diagnostic('artifact-changed', { path: shownPath(full) }));
    else {
      removeInside(options.out, path, report);
      counts.removed += 1;
    }
  }
}

/** Whether somebody changed a file since we wrote it: then it is not ours to remove. */
function isChanged(path: string, digest: string): boolean {
  try {
    return sha256(readFileSync(path)) !== digest;
  } catch {
    return false;
  }
}

/** What was compiled together: all homes of a rule's log type in a target. */
function keyOf(unit: ManifestUnit): string {
  return [unit.environment ?? '', unit.target, unit.rule, unit.logType].join('\u0000');
}

function previous(out: string): Pick<Manifest, 'units' | 'bundles'> {
  const none = { units: [], bundles: [] };
  try {
    return parseManifest(readFileSync(join(out, 'manifest.json'), 'utf8')) ?? none;
  } catch {
    return none;
  }
}
