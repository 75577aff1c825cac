import type { PlacedRule } from '../compile.ts';
import type { Publishing } from '../config.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import type { JsonObject } from '../ir/json.ts';
import type { TextRunner } from '../targets/runner.ts';
import type { Verdict } from '../verify/verdict.ts';
import { casesFor, verifyOn } from '../verify/verify-rule.ts';
import { loadRunners } from './ask-rule.ts';
import { rulesOf } from './build.ts';
import { liftFindings } from './check-lift.ts';
import { chosenEnvironments } from './choices.ts';
import type { RuleFile } from './discover.ts';
import { shownPath } from './files.ts';
import { internalError } from './internal-error.ts';
import type { Project } from './open-project.ts';
import { knownLogTypes } from './open-project.ts';
import { readRuleFile } from './read-rules.ts';
import { unknownNames } from './unknown-names.ts';

export interface VerifyOptions {
  readonly paths: readonly string[];
  readonly targets: readonly string[];
  readonly environments: readonly string[];
  /** Events to run on instead of the rules' own tests and border cases. */
  readonly events?: readonly JsonObject[] | undefined;
  readonly progress?: (done: number, total: number) => void;
}

/** Compiles rules, reads every text back and runs it on cases. One verdict for each rule, target and home, in the order of the rules. */
export async function verifyProject(options: VerifyOptions, project: Project, report: Report): Promise<Verdict[]> {
  const files = rulesOf(options.paths, project, report);
  let done = 0;
  const parts = await verifyFiles(files, options, project, () => options.progress?.(++done, files.length));
  return parts.flatMap(({ verdicts, found }) => {
    found.forEach(report);
    return verdicts;
  });
}

/** What one rule file gave. */
export interface VerifiedFile {
  readonly verdicts: readonly Verdict[];
  readonly found: readonly Diagnostic[];
}

/** The verdicts of rule files, each with what was found on the way. `told` is called after each file. */
export async function verifyFiles(
  files: readonly RuleFile[],
  options: Pick<VerifyOptions, 'targets' | 'environments' | 'events'>,
  project: Project,
  told: (file: VerifiedFile, index: number) => void,
): Promise<VerifiedFile[]> {
  const environments = chosenEnvironments(options, project);
  const runners = await loadRunners(
    environments.flatMap(([, publishing]) => publishing.targets),
    project,
  );
  const logTypes = knownLogTypes(project.root);
  return files.map((file, index) => {
    const found: Diagnostic[] = [];
    const report: Report = (one) => void found.push(one);
    const read = readRuleFile(file, true);
    for (const one of [...read.diagnostics, ...unknownNames(read.rule, logTypes, project.workspace)]) report(one);
    for (const one of liftFindings(read, true, project.workspace)) report(one);
    const verdicts: Verdict[] = [];
    if (read.rule && read.folder !== undefined && !found.some((d) => d.severity === 'error')) {
      const placed = { rule: read.rule, folder: read.folder };
      for (const [name, publishing] of environments)
        verdicts.push(...verifyRule(placed, publishing, name, runners, options.events, project, report));
    }
    told({ verdicts, found }, index);
    return { verdicts, found };
  });
}

/** The verdicts of one rule in one environment. A fault of ours on one target is reported and leaves the others standing. */
function verifyRule(
  placed: PlacedRule,
  publishing: Publishing,
  environment: string | undefined,
  runners: ReadonlyMap<string, TextRunner>,
  events: readonly JsonObject[] | undefined,
  { workspace }: Project,
  report: Report,
): Verdict[] {
  const { rule } = placed;
  const cases = casesFor(placed, publishing, workspace, events);
  const verdicts: Verdict[] = [];
  for (const target of workspace.targets) {
    const runner = runners.get(target.name);
    if (runner === undefined || !publishing.targets.includes(target.name)) continue;
    try {
      verdicts.push(...verifyOn(target, runner, placed, publishing, environment, workspace, cases));
    } catch (error) {
      report({ ...internalError(error, shownPath(rule.file.path)), rule: rule.id, target: target.name });
    }
  }
  for (const verdict of verdicts) verdict.diagnostics.forEach(report);
  return verdicts;
}
