import { compileRule, type PlacedRule } from '../compile.ts';
import type { Environment, Publishing } from '../config.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nearNames } from '../diagnostics/near.ts';
import type { TextRunner } from '../targets/runner.ts';
import type { Target } from '../targets/target.ts';
import type { Unit } from '../unit.ts';
import { proveUnit } from '../verify/prove-unit.ts';
import { nothingChanged, rememberBuild } from './build-cache.ts';
import { liftFindings } from './check-lift.ts';
import type { RuleFile } from './discover.ts';
import { discoverRules } from './discover.ts';
import { readSource, shownPath } from './files.ts';
import type { ManifestUnit, Source } from './manifest.ts';
import { manifestUnit, sha256 } from './manifest.ts';
import type { Project } from './open-project.ts';
import { knownLogTypes } from './open-project.ts';
import { countKinds, otherKindOf } from './other-files.ts';
import type { ReadRule } from './read-rules.ts';
import { duplicateIds, internalError, readRuleFile, unknownNames } from './read-rules.ts';
import { type Counts, settleManifest } from './settle-manifest.ts';
import {
  commitStaged,
  compareInside,
  dropStaged,
  removeAbandonedParts,
  type Staged,
  stageInside,
} from './write-output.ts';

export interface BuildOptions {
  /** Files, folders or globs; empty: the rules folders. */
  readonly paths: readonly string[];
  /** Only these targets; empty: all that the configuration names. */
  readonly targets: readonly string[];
  /** Only these environments; empty: all. */
  readonly environments: readonly string[];
  /** Absolute output folder. */
  readonly out: string;
  /** Compare with what is on disk and write nothing. */
  readonly check: boolean;
  /** Runners by target: every text is run on the rule's tests and border cases first, and refused where it differs undeclared. */
  readonly proveWith?: ReadonlyMap<string, TextRunner> | undefined;
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
}

/** A compiled unit as far as it is still needed: its entry in the manifest, and its files, which wait beside their places. */
export interface Pending {
  readonly entry: ManifestUnit;
  readonly files: readonly Staged[];
  /** The first day on which a waiver that may matter to it expires. */
  readonly expires: string | undefined;
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
export function buildProject(options: BuildOptions, project: Project, report: Report): BuildResult {
  const names = unknownChoices(options, project);
  names.forEach(report);
  if (names.length > 0) return nothing;
  const cached = options.check ? undefined : nothingChanged(options, project, report);
  if (cached) return cached;
  if (!options.check) removeAbandonedParts(options.out);
  const found: Diagnostic[] = [];
  const result = buildAfresh(options, project, (one) => {
    found.push(one);
    report(one);
  });
  const sound = !found.some((one) => one.severity === 'error');
  return sound ? remember(options, project, result, found) : result.result;
}

interface Fresh {
  readonly result: BuildResult;
  readonly pending: readonly Pending[];
}

/** Keeps a build without errors for `nothingChanged`. */
function remember(
  options: BuildOptions,
  project: Project,
  { result, pending }: Fresh,
  found: readonly Diagnostic[],
): BuildResult {
  if (options.check) return result;
  const outputs = pending.flatMap((one) => one.entry.artifacts.map((artifact) => artifact.path));
  const expiries = pending.map((one) => one.expires).filter((day) => day !== undefined);
  rememberBuild(options, project, { result, found, goodUntil: expiries.sort()[0] }, [...outputs, 'manifest.json']);
  return result;
}

function buildAfresh(options: BuildOptions, project: Project, report: Report): Fresh {
  const files = rulesOf(options.paths, project, report);
  const pending = compileAll(files, options, project, report);
  const clashes = sameArtifacts(pending, report);
  for (const clash of clashes) clash.files.forEach(dropStaged);
  const counts: Counts = { written: 0, unchanged: 0, removed: 0 };
  const settled = pending.filter((p) => !clashes.has(p)).map((p) => settleUnit(p, counts, report));
  settleManifest(settled, files, options, counts, report);
  const count = (status: Unit['status']): number => settled.filter((p) => p.entry.status === status).length;
  const result = {
    rules: files.length,
    units: pending.length,
    built: count('built'),
    refused: count('refused') + clashes.size,
    accepted: count('accepted'),
    ...counts,
  };
  return { result, pending: settled };
}

/** Puts a unit's files in their places. A unit that could not be written whole is refused: its last good artifacts stay those of record. */
function settleUnit(pending: Pending, counts: Counts, report: Report): Pending {
  const outcomes = pending.files.map((file) => commitStaged(file, report));
  for (const outcome of outcomes) if (outcome !== 'failed') counts[outcome] += 1;
  if (!outcomes.includes('failed')) return pending;
  return { ...pending, entry: { ...pending.entry, status: 'refused', fidelity: 'refused', artifacts: [] } };
}

function compileAll(files: readonly RuleFile[], options: BuildOptions, project: Project, report: Report): Pending[] {
  const environments = chosenEnvironments(options, project);
  // What cannot be rendered is told by `unknownNames`: lifting it would cost most of the time.
  const wanted = (logTypes: readonly string[]): boolean =>
    logTypes.length > 0 && logTypes.every((name) => project.workspace.logType(name) !== undefined);
  const read: (ReadRule | undefined)[] = files.map((file) =>
    readRuleFile(file, options.proveWith !== undefined, { wanted }),
  );
  const doubled = duplicateIds(read.filter((one) => one !== undefined));
  const logTypes = knownLogTypes(project.root);
  const pending: Pending[] = [];
  for (let i = 0; i < files.length; i++) {
    const one = read[i];
    if (one === undefined) continue;
    // A rule's memory is free once it is compiled.
    read[i] = undefined;
    const found = [
      ...one.diagnostics,
      ...unknownNames(one, logTypes, project.workspace),
      ...[doubled.get(one) ?? []].flat(),
    ];
    const isSound = (): boolean => !found.some((d) => d.severity === 'error');
    if (isSound()) found.push(...liftFindings(one, options.proveWith !== undefined, project.workspace));
    found.forEach(report);
    if (one.rule && one.folder !== undefined && isSound())
      pending.push(...compileOne(one, environments, options, project, report));
    options.progress?.(i + 1, files.length);
  }
  return pending;
}

function compileOne(
  read: ReadRule,
  environments: readonly (readonly [string | undefined, Publishing])[],
  options: BuildOptions,
  project: Project,
  report: Report,
): Pending[] {
  const { rule, folder: ruleFolder = '' } = read;
  if (!rule) return [];
  const source: Source = { path: rule.file.path, sha256: sourceDigest(read, report) };
  const pending: Pending[] = [];
  for (const [name, publishing] of environments) {
    const expires = [...rule.waivers, ...publishing.waivers].flatMap((waiver) => waiver.expires ?? []).sort()[0];
    for (const target of project.workspace.targets.filter((t) => publishing.targets.includes(t.name))) {
      const placed = { rule, folder: ruleFolder };
      for (const unit of compileFor(target, placed, publishing, name, options.proveWith, project, report)) {
        const folder = name === undefined ? unit.target : `${name}/${unit.target}`;
        const stage = options.check ? compareInside : stageInside;
        pending.push({
          entry: manifestUnit(unit, source, rule.lifecycle.version, folder),
          files: unit.artifacts.map((artifact) =>
            stage(options.out, `${folder}/${artifact.path}`, artifact.content, report),
          ),
          expires,
        });
      }
    }
  }
  return pending;
}

/** The units of one rule on one target. A fault of ours refuses them and leaves the other targets standing. */
function compileFor(
  target: Target,
  placed: PlacedRule,
  publishing: Publishing,
  environment: string | undefined,
  runners: BuildOptions['proveWith'],
  project: Project,
  report: Report,
): readonly Unit[] {
  const { rule } = placed;
  try {
    const runner = runners?.get(target.name);
    const compiled = compileRule(placed, { ...publishing, targets: [target.name] }, environment, project.workspace);
    const guessed = publishing.guessed.includes(target.name);
    const units = runner
      ? compiled.map((unit) => proveUnit(unit, { rule, target, runner, workspace: project.workspace, guessed }))
      : compiled;
    for (const unit of units) unit.diagnostics.forEach(report);
    return units;
  } catch (error) {
    report({ ...internalError(error, rule.file.path), rule: rule.id, target: target.name });
    return rule.logTypes.map((logType) => ({
      environment,
      rule: rule.id,
      target: target.name,
      logType,
      home: '',
      status: 'refused',
      artifacts: [],
      fidelity: [],
      notes: [],
      assumptions: [],
      diagnostics: [],
    }));
  }
}

function sourceDigest(read: ReadRule, report: Report): string {
  const sidecar = read.file.sidecar === undefined ? undefined : readSource(read.file.sidecar, report);
  return sha256((read.rule?.file.text ?? '') + (sidecar?.text ?? ''));
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
};

/** A finding for each target and environment that was asked for and does not exist. */
export function unknownChoices(
  options: Pick<BuildOptions, 'targets' | 'environments'>,
  { workspace, config }: Pick<Project, 'workspace' | 'config'>,
): Diagnostic[] {
  const known = workspace.targets.map((t) => t.name);
  const names = config.environments.map((e) => e.name);
  return [
    ...options.targets
      .filter((name) => !known.includes(name))
      .map((name) => diagnostic('unknown-target', { name, known, near: nearNames(name, known) })),
    ...options.environments
      .filter((name) => !names.includes(name))
      .map((name) => diagnostic('unknown-environment', { name, known: names, near: nearNames(name, names) })),
  ];
}

/** The environments to publish, each with its targets cut down to those asked for. */
export function chosenEnvironments(
  options: Pick<BuildOptions, 'targets' | 'environments'>,
  project: Project,
): (readonly [string | undefined, Publishing])[] {
  const { config } = project;
  const all: (readonly [string | undefined, Publishing])[] =
    config.environments.length === 0
      ? [[undefined, config.base]]
      : config.environments
          .filter((e: Environment) => options.environments.length === 0 || options.environments.includes(e.name))
          .map((e) => [e.name, e]);
  if (options.targets.length === 0) return all;
  return all.map(([name, publishing]) => [name, { ...publishing, targets: options.targets }]);
}

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
