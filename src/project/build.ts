import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Unit } from '../unit.ts';
import { nothingChanged, rememberBuild } from './build-cache.ts';
import type { FileBuild, FileOptions, Pending } from './build-file.ts';
import { fileBuilder } from './build-file.ts';
import { exceptionFindings, exceptionsOf } from './check-exceptions.ts';
import { chosenEnvironments, unknownChoices } from './choices.ts';
import type { RuleFile } from './discover.ts';
import { discoverRules } from './discover.ts';
import { shownPath } from './files.ts';
import { markedNames } from './marked-names.ts';
import { tooManyNeeds } from './needs.ts';
import type { Project } from './open-project.ts';
import { countKinds, idIn, otherKindOf } from './other-files.ts';
import { checkQuotas } from './quotas.ts';
import { duplicateIds, takenNames } from './read-rules.ts';
import { type Counts, type Settled, settleManifest } from './settle-manifest.ts';
import { commitStaged, dropStaged, removeAbandonedParts } from './write-output.ts';

export interface BuildOptions extends FileOptions {
  /** Files, folders or globs; empty: the rules folders. */
  readonly paths: readonly string[];
  /** The name of the release that is built: what an earlier one published switched off is removed. */
  readonly release?: string | undefined;
  /** Builds the files elsewhere, as `fileBuilder` does, in their order. */
  readonly shareOut?: (files: readonly RuleFile[], marked: readonly string[]) => Promise<readonly FileBuild[]>;
  /** Called after each rule, for progress. */
  readonly progress?: ((done: number, total: number) => void) | undefined;
}

/** What a build did, in numbers. */
export interface BuildResult {
  readonly rules: number;
  readonly units: number;
  readonly built: number;
  readonly refused: number;
  readonly accepted: number;
  readonly written: number;
  readonly unchanged: number;
  readonly removed: number;
  /** Units whose rule is gone, published switched off. */
  readonly retired: number;
}

/** The rule files that a command's paths name, with a finding where there are none. Other files of a folder are skipped, and counted. */
export function rulesOf(paths: readonly string[], project: Project, report: Report): RuleFile[] {
  const given = paths.length > 0 ? paths : project.rulesFolders;
  const skipped: string[] = [];
  const files = discoverRules(given, project.rulesFolders, report).filter((file) => {
    const kind = file.named ? undefined : otherKindOf(file.path);
    if (kind !== undefined) skipped.push(kind);
    return kind === undefined;
  });
  if (skipped.length > 0) report(diagnostic('files-skipped', { kinds: countKinds(skipped) }));
  if (files.length === 0) report(diagnostic('no-rules', { paths: given.map((p) => shownPath(p)).join(', ') }));
  return files;
}

/** Compiles rules for every environment and target, and writes (or, with `check`, compares) artifacts and manifest. */
export async function buildProject(options: BuildOptions, project: Project, report: Report): Promise<BuildResult> {
  const names = unknownChoices(options, project);
  names.forEach(report);
  if (names.length > 0) return nothing;
  const cached = options.check ? undefined : nothingChanged(options, project, report);
  if (cached) return cached;
  if (!options.check) removeAbandonedParts(options.out);
  const found: Diagnostic[] = [];
  const result = await buildAfresh(options, project, (one) => {
    found.push(one);
    report(one);
  });
  const sound = !found.some((one) => one.severity === 'error');
  return sound ? remember(options, project, result, found) : result.result;
}

interface Fresh {
  readonly result: BuildResult;
  readonly pending: readonly Pending[];
  readonly settled: Settled;
}

/** Keeps a build without errors for `nothingChanged`. */
function remember(
  options: BuildOptions,
  project: Project,
  { result, pending, settled }: Fresh,
  found: readonly Diagnostic[],
): BuildResult {
  if (options.check) return result;
  const outputs = pending.flatMap((one) => one.entry.artifacts.map((artifact) => artifact.path));
  const expiries = pending.map((one) => one.expires).filter((day) => day !== undefined);
  rememberBuild(options, project, { result, found, goodUntil: expiries.sort()[0] }, [
    ...outputs,
    ...settled.paths,
    'manifest.json',
  ]);
  return result;
}

async function buildAfresh(options: BuildOptions, project: Project, report: Report): Promise<Fresh> {
  const files = rulesOf(options.paths, project, report);
  const marked = markedNames(files, project);
  const pending = await compileAll(files, { ...options, marked }, project, report);
  const clashes = sameArtifacts(pending, report);
  for (const clash of clashes) clash.files.forEach(dropStaged);
  const counts: Counts = { written: 0, unchanged: 0, removed: 0 };
  tooManyNeeds(pending, report);
  reportExceptions(files, options, project, report);
  const built = pending.filter((p) => !clashes.has(p)).map((p) => settleUnit(p, counts, report));
  checkQuotas(built, options, project, report);
  const settled = await settleManifest(built, files, options, project, counts, report);
  const count = (status: Unit['status']): number => built.filter((p) => p.entry.status === status).length;
  const result = {
    rules: files.length,
    units: pending.length,
    built: count('built'),
    refused: count('refused') + clashes.size,
    accepted: count('accepted'),
    retired: settled.retired,
    ...counts,
  };
  return { result, pending: built, settled };
}

/** Exceptions that are past their day or for no rule; a build goes on without them. */
function reportExceptions(files: readonly RuleFile[], options: BuildOptions, project: Project, report: Report): void {
  const exceptions = exceptionsOf(chosenEnvironments(options, project).map(([, publishing]) => publishing));
  if (exceptions.length === 0) return;
  const ids = options.paths.length > 0 ? undefined : files.flatMap((file) => idIn(file) ?? []);
  exceptionFindings(exceptions, ids, project, 'warning').forEach(report);
}

/** Puts a unit's files in their places. A unit that could not be written whole is refused: its last good artifacts stay those of record. */
function settleUnit(pending: Pending, counts: Counts, report: Report): Pending {
  const outcomes = pending.files.map((file) => commitStaged(file, report));
  for (const outcome of outcomes) if (outcome !== 'failed') counts[outcome] += 1;
  if (!outcomes.includes('failed')) return pending;
  return { ...pending, entry: { ...pending.entry, status: 'refused', fidelity: 'refused', artifacts: [] } };
}

/** The units of all files. Rules that share a RuleID, or take the name of another, are left out. */
async function compileAll(
  files: readonly RuleFile[],
  options: BuildOptions,
  project: Project,
  report: Report,
): Promise<Pending[]> {
  const built = (await options.shareOut?.(files, options.marked ?? [])) ?? buildFiles(files, options, project);
  const doubled = new Map([...takenNames(built), ...duplicateIds(built)]);
  return built.flatMap((one) => {
    one.found.forEach(report);
    const shared = doubled.get(one);
    if (shared === undefined) {
      one.compiled.forEach(report);
      return one.pending;
    }
    report(shared);
    one.pending.flatMap(({ files: staged }) => staged).forEach(dropStaged);
    return [];
  });
}

function buildFiles(files: readonly RuleFile[], options: BuildOptions, project: Project): readonly FileBuild[] {
  const build = fileBuilder(options, project);
  return files.map((file, i) => {
    const built = build(file);
    options.progress?.(i + 1, files.length);
    return built;
  });
}

const nothing: BuildResult = {
  rules: 0,
  units: 0,
  built: 0,
  refused: 0,
  accepted: 0,
  written: 0,
  unchanged: 0,
  removed: 0,
  retired: 0,
};

/** Units whose artifacts would overwrite each other, ignoring case as some file systems do; none of them is written. */
function sameArtifacts(pending: readonly Pending[], report: Report): ReadonlySet<Pending> {
  const byPath = new Map<string, Pending[]>();
  for (const one of pending) {
    for (const artifact of one.entry.artifacts) {
      const key = artifact.path.toLowerCase();
      byPath.set(key, [...(byPath.get(key) ?? []), one]);
    }
  }
  const clashing = new Set<Pending>();
  for (const [path, owners] of byPath) {
    if (owners.length < 2) continue;
    for (const owner of owners) {
      if (clashing.has(owner)) continue;
      clashing.add(owner);
      const others = owners.filter((o) => o !== owner).map((o) => `${o.entry.rule} (${o.entry.logType})`);
      const { rule, target } = owner.entry;
      report(diagnostic('same-artifact', { path, others: others.join(', ') }, { rule, target }));
    }
  }
  return clashing;
}
