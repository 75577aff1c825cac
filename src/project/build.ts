import { join } from 'node:path';
import { compileRule, type PlacedRule } from '../compile.ts';
import type { Environment, Publishing } from '../config.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nearNames } from '../diagnostics/near.ts';
import type { Artifact } from '../targets/target.ts';
import type { Unit } from '../unit.ts';
import { nothingChanged, rememberBuild } from './build-cache.ts';
import type { RuleFile } from './discover.ts';
import { discoverRules } from './discover.ts';
import { readSource, shownPath } from './files.ts';
import type { Source } from './manifest.ts';
import { sha256 } from './manifest.ts';
import type { Project } from './open-project.ts';
import { knownLogTypes } from './open-project.ts';
import type { ReadRule } from './read-rules.ts';
import { duplicateIds, internalError, readRuleFile, unknownNames } from './read-rules.ts';
import { settleManifest } from './settle-manifest.ts';
import { isUnchanged, removeAbandonedParts, staysInside, type Written, writeInside } from './write-output.ts';

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

/** A compiled unit with what the manifest says of its rule. */
export interface Pending {
  readonly unit: Unit;
  readonly source: Source;
  readonly version: string | undefined;
  /** `<target>` or `<environment>/<target>`. */
  readonly folder: string;
  /** The first day on which a waiver that may matter to it expires. */
  readonly expires: string | undefined;
}

/** The rule files that a command's paths name, with a finding where there are none. */
export function rulesOf(paths: readonly string[], project: Project, report: Report): RuleFile[] {
  const given = paths.length > 0 ? paths : project.rulesFolders;
  const files = discoverRules(given, project.rulesFolders, report);
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
  const outputs = pending.flatMap((one) => one.unit.artifacts.map((artifact) => `${one.folder}/${artifact.path}`));
  const expiries = pending.map((one) => one.expires).filter((day) => day !== undefined);
  rememberBuild(options, project, { result, found, goodUntil: expiries.sort()[0] }, [...outputs, 'manifest.json']);
  return result;
}

function buildAfresh(options: BuildOptions, project: Project, report: Report): Fresh {
  const files = rulesOf(options.paths, project, report);
  const pending = compileAll(files, options, project, report);
  const clashes = sameArtifacts(pending, report);
  const good = pending.filter((p) => p.unit.status === 'built' && !clashes.has(p));
  const counts = { written: 0, unchanged: 0, removed: 0 };
  const unwritten = new Set(
    good.filter((one) =>
      one.unit.artifacts
        .map((artifact) => settle(options, `${one.folder}/${artifact.path}`, artifact, counts, report))
        .includes('failed'),
    ),
  );
  settleManifest(
    pending.filter((p) => !clashes.has(p)).map((p) => (unwritten.has(p) ? withoutArtifacts(p) : p)),
    files,
    options,
    counts,
    report,
  );
  const result = {
    rules: files.length,
    units: pending.length,
    built: good.length - unwritten.size,
    refused: pending.filter((p) => p.unit.status === 'refused').length + clashes.size + unwritten.size,
    accepted: pending.filter((p) => p.unit.status === 'accepted').length,
    ...counts,
  };
  return { result, pending };
}

/** A unit that could not be written: its last good artifacts stay those of record. */
function withoutArtifacts(pending: Pending): Pending {
  return { ...pending, unit: { ...pending.unit, status: 'refused', artifacts: [] } };
}

function compileAll(files: readonly RuleFile[], options: BuildOptions, project: Project, report: Report): Pending[] {
  const environments = chosenEnvironments(options, project);
  const read = files.map((file) => readRuleFile(file, false));
  const doubled = duplicateIds(read);
  const logTypes = knownLogTypes(project.root);
  const pending: Pending[] = [];
  read.forEach((one, i) => {
    const found = [
      ...one.diagnostics,
      ...unknownNames(one, logTypes, project.workspace),
      ...[doubled.get(one) ?? []].flat(),
    ];
    found.forEach(report);
    if (one.rule && one.folder !== undefined && !found.some((d) => d.severity === 'error'))
      pending.push(...compileOne(one, environments, project, report));
    options.progress?.(i + 1, files.length);
  });
  return pending;
}

function compileOne(
  read: ReadRule,
  environments: readonly (readonly [string | undefined, Publishing])[],
  project: Project,
  report: Report,
): Pending[] {
  const { rule, folder = '' } = read;
  if (!rule) return [];
  const source: Source = { path: rule.file.path, sha256: sourceDigest(read, report) };
  const pending: Pending[] = [];
  for (const [name, publishing] of environments) {
    const expires = [...rule.waivers, ...publishing.waivers].flatMap((waiver) => waiver.expires ?? []).sort()[0];
    for (const target of project.workspace.targets.filter((t) => publishing.targets.includes(t.name))) {
      for (const unit of compileFor(target.name, { rule, folder }, publishing, name, project, report)) {
        pending.push({
          unit,
          source,
          version: rule.lifecycle.version,
          folder: name === undefined ? unit.target : `${name}/${unit.target}`,
          expires,
        });
      }
    }
  }
  return pending;
}

/** The units of one rule on one target. A fault of ours refuses them and leaves the other targets standing. */
function compileFor(
  target: string,
  placed: PlacedRule,
  publishing: Publishing,
  environment: string | undefined,
  project: Project,
  report: Report,
): readonly Unit[] {
  const { rule } = placed;
  try {
    const units = compileRule(placed, { ...publishing, targets: [target] }, environment, project.workspace);
    for (const unit of units) unit.diagnostics.forEach(report);
    return units;
  } catch (error) {
    report({ ...internalError(error, rule.file.path), rule: rule.id, target });
    return rule.logTypes.map((logType) => ({
      environment,
      rule: rule.id,
      target,
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
function chosenEnvironments(options: BuildOptions, project: Project): (readonly [string | undefined, Publishing])[] {
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
    for (const artifact of one.unit.artifacts) {
      const key = `${one.folder}/${artifact.path}`.toLowerCase();
      byPath.set(key, [...(byPath.get(key) ?? []), one]);
    }
  }
  const clashing = new Set<Pending>();
  for (const [path, owners] of byPath) {
    if (owners.length < 2) continue;
    for (const owner of owners) {
      if (clashing.has(owner)) continue;
      clashing.add(owner);
      const others = owners.filter((o) => o !== owner).map((o) => `${o.unit.rule} (${o.unit.logType})`);
      report(
        diagnostic(
          'same-artifact',
          { path, others: others.join(', ') },
          { rule: owner.unit.rule, target: owner.unit.target },
        ),
      );
    }
  }
  return clashing;
}

/** Writes one file, or with `check` compares it: `failed` only where a write did. */
export function settle(
  options: BuildOptions,
  path: string,
  artifact: Pick<Artifact, 'content'>,
  counts: { written: number; unchanged: number },
  report: Report,
): Written {
  if (options.check) {
    if (!staysInside(path)) report(diagnostic('unsafe-path', { path }));
    else if (isUnchanged(join(options.out, path), artifact.content)) counts.unchanged += 1;
    else
      report(
        diagnostic('out-of-date', {
          path: shownPath(join(options.out, path)),
          how: 'is missing or differs from what the rules say',
        }),
      );
    return 'unchanged';
  }
  const outcome = writeInside(options.out, path, artifact.content, report);
  if (outcome === 'written') counts.written += 1;
  if (outcome === 'unchanged') counts.unchanged += 1;
  return outcome;
}
