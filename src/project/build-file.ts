import { compileRule, type Leftovers, type PlacedRule, startLeftovers } from '../compile.ts';
import type { Publishing } from '../config.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { withExceptions } from '../exceptions.ts';
import type { Rule } from '../ir/rule.ts';
import type { TextRunner } from '../targets/runner.ts';
import type { Artifact, Target } from '../targets/target.ts';
import type { Unit } from '../unit.ts';
import { markedStem, publishedName, stemOf } from '../unit-settings.ts';
import { proveUnit } from '../verify/prove-unit.ts';
import type { Verifying } from '../verify/verify.ts';
import { inEnvironment } from '../workspace.ts';
import { liftFindings } from './check-lift.ts';
import type { Choices } from './choices.ts';
import { chosenEnvironments } from './choices.ts';
import type { RuleFile } from './discover.ts';
import { readSource } from './files.ts';
import { internalError } from './internal-error.ts';
import type { ManifestUnit, Source } from './manifest.ts';
import { inFolder, manifestUnit, sha256 } from './manifest.ts';
import type { Project } from './open-project.ts';
import { knownLogTypes } from './open-project.ts';
import type { ReadRule } from './read-rules.ts';
import { readRuleFile } from './read-rules.ts';
import { concerning, publishingKeys } from './same-publishing.ts';
import { unknownNames } from './unknown-names.ts';
import { compareInside, type Staged, stageInside } from './write-output.ts';

/** What the build of one file depends on beside its project. */
export interface FileOptions extends Choices {
  /** Absolute output folder. */
  readonly out: string;
  /** Compare with what is on disk and write nothing. */
  readonly check: boolean;
  /** Names whose file names get a mark, since others would have the same. */
  readonly marked?: readonly string[] | undefined;
  /** Runners by target: every text is run on the rule's tests and border cases first, and refused where it differs undeclared. */
  readonly proveWith?: ReadonlyMap<string, TextRunner> | undefined;
}

/** A compiled unit as far as it is still needed: its entry in the manifest, and its files, which wait beside their places. */
export interface Pending {
  readonly entry: ManifestUnit;
  readonly files: readonly Staged[];
  /** The first day on which a waiver or an exception that may matter to it expires. */
  readonly expires: string | undefined;
  /** What of its target's quotas it uses. */
  readonly uses: readonly string[];
}

/** What one rule file gave: plain data, so that threads can hand it on. */
export interface FileBuild {
  readonly file: RuleFile;
  readonly rule?: Pick<Rule, 'id' | 'spans' | 'lifecycle'>;
  readonly found: readonly Diagnostic[];
  /** Found while compiling. Like `pending`, it counts for nothing where another file has the same RuleID. */
  readonly compiled: readonly Diagnostic[];
  readonly pending: readonly Pending[];
}

/** Compiles one file after the other for every environment and target, and stages (or, with `check`, compares) the artifacts. */
export function fileBuilder(options: FileOptions, project: Project): (file: RuleFile) => FileBuild {
  const environments = chosenEnvironments(options, project);
  const logTypes = knownLogTypes(project.root);
  const isProof = options.proveWith !== undefined;
  // What cannot be rendered is told by `unknownNames`: lifting it would cost most of the time.
  const wanted = (names: readonly string[]): boolean =>
    names.length > 0 && names.every((name) => project.workspace.logType(name) !== undefined);
  return (file) => {
    const read = readRuleFile(file, isProof, { wanted });
    const found = [...read.diagnostics, ...unknownNames(read.rule, logTypes, project.workspace)];
    const compiled: Diagnostic[] = [];
    const pending: Pending[] = [];
    const isSound = (): boolean => ![...found, ...compiled].some((one) => one.severity === 'error');
    if (isSound()) compiled.push(...liftFindings(read, isProof, project.workspace));
    if (read.rule && read.folder !== undefined && isSound())
      pending.push(...compileOne(read, environments, options, project, (one) => compiled.push(one)));
    const known = read.rule && { id: read.rule.id, spans: read.rule.spans, lifecycle: read.rule.lifecycle };
    return { file, ...(known && { rule: known }), found, compiled, pending };
  };
}

/** A unit that several environments may share, its entry in the manifest, and the file that each of its artifacts waits in. */
interface SharedUnit {
  readonly unit: Unit;
  readonly entry: ManifestUnit;
  readonly staged: Map<Artifact, Staged>;
}

function compileOne(
  read: ReadRule,
  environments: readonly (readonly [string | undefined, Publishing])[],
  options: FileOptions,
  project: Project,
  report: Report,
): Pending[] {
  const { rule, folder: ruleFolder = '' } = read;
  if (!rule) return [];
  const name = publishedName(rule);
  const marked = options.marked?.includes(name) === true;
  const stem = markedStem(name, marked);
  if (stem !== stemOf(name))
    report(diagnostic('name-marked', { stem, shared: marked }, { span: rule.spans.get('RuleID'), rule: rule.id }));
  const source: Source = { path: rule.file.path, sha256: sourceDigest(read, report) };
  const placed = { rule, folder: ruleFolder, marked };
  const pending: Pending[] = [];
  const shared = new Map<string, readonly SharedUnit[]>();
  const keyOf = publishingKeys();
  const leftovers = startLeftovers();
  for (const [environment, publishing] of environments) {
    const passing = [...rule.waivers, ...publishing.waivers, ...(publishing.exceptions ?? [])];
    const expires = passing.flatMap((waiver) => waiver.expires ?? []).sort()[0];
    for (const target of project.workspace.targets.filter((t) => publishing.targets.includes(t.name))) {
      const part = concerning(publishing, rule.id, target.name);
      const key = keyOf(part);
      const units =
        shared.get(key) ??
        compileFor(target, placed, part, leftovers, options.proveWith, project, report).map((unit) => ({
          unit,
          entry: manifestUnit(unit, source, rule.lifecycle.version),
          staged: new Map(),
        }));
      shared.set(key, units);
      for (const one of units) {
        one.unit.diagnostics.forEach(report);
        pending.push(pendingIn(environment, one, expires, options, report));
      }
    }
  }
  return pending;
}

/** A unit in one environment. A file whose text waits in another environment already becomes another name of that. */
function pendingIn(
  environment: string | undefined,
  { unit, entry, staged }: SharedUnit,
  expires: string | undefined,
  { out, check }: FileOptions,
  report: Report,
): Pending {
  const folder = environment === undefined ? unit.target : `${environment}/${unit.target}`;
  const files = unit.artifacts.map((artifact) => {
    const path = `${folder}/${artifact.path}`;
    if (check) return compareInside(out, path, artifact.content, report);
    const file = stageInside(out, path, artifact.content, report, staged.get(artifact));
    if (file.outcome === 'staged') staged.set(artifact, file);
    return file;
  });
  return { entry: inFolder(entry, environment, folder), files, expires, uses: unit.uses ?? [] };
}

/** The units of one rule on one target. A fault of ours refuses them and leaves the other targets standing. */
function compileFor(
  target: Target,
  placed: PlacedRule,
  publishing: Publishing,
  leftovers: Leftovers,
  runners: FileOptions['proveWith'],
  project: Project,
  report: Report,
): readonly Unit[] {
  const { rule } = placed;
  try {
    const runner = runners?.get(target.name);
    const compiled = compileRule(placed, publishing, undefined, project.workspace, leftovers);
    const guessed = publishing.guessed.includes(target.name);
    const workspace = inEnvironment(project.workspace, publishing);
    const proving = (proof: TextRunner): Verifying => ({
      rule: withExceptions(rule, publishing, target.name, workspace.today),
      target,
      runner: proof,
      workspace,
      guessed,
    });
    return runner ? compiled.map((unit) => proveUnit(unit, proving(runner))) : compiled;
  } catch (error) {
    report({ ...internalError(error, rule.file.path), rule: rule.id, target: target.name });
    return rule.logTypes.map((logType) => ({
      environment: undefined,
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
