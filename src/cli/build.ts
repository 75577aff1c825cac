import { resolve } from 'node:path';
import { loadRunners } from '../project/ask-rule.ts';
import type { BuildResult } from '../project/build.ts';
import { buildProject } from '../project/build.ts';
import type { FileBuild } from '../project/build-file.ts';
import { fileBuilder } from '../project/build-file.ts';
import type { RuleFile } from '../project/discover.ts';
import { shownPath } from '../project/files.ts';
import type { Project } from '../project/open-project.ts';
import { exitCode } from './exit.ts';
import type { GlobalOptions } from './session.ts';
import { codeFor, openSession } from './session.ts';
import { shareFiles } from './share-files.ts';
import type { Format } from './show-findings.ts';
import { countText, showFindings } from './show-findings.ts';

interface Options extends GlobalOptions {
  readonly target?: string[];
  readonly environment?: string[];
  readonly out?: string;
  readonly check?: boolean;
  readonly verify?: boolean;
  readonly strict?: boolean;
  readonly release?: string;
  readonly format: Format;
}

/** `rulegen build`. */
export async function runBuild(paths: readonly string[], options: Options): Promise<void> {
  const { project, findings, terminal, broken } = openSession(options);
  if (broken) {
    showFindings(findings.sorted, options.format, terminal, {}, 'Nothing was built: the configuration is wrong.');
    process.exitCode = exitCode.usage;
    return;
  }
  const out = resolve(options.out ?? resolve(project.root, project.config.out));
  const progress = (done: number, total: number): void => terminal.progress('building', done, total);
  const chosen = {
    targets: options.target ?? [],
    environments: options.environment ?? [],
    out,
    check: options.check === true,
  };
  const proveWith =
    options.verify === true ? await loadRunners(options.target ?? targetNames(project), project) : undefined;
  const share = { ...chosen, task: 'build', configPath: options.config, today: project.workspace.today } as const;
  const shareOut = (files: readonly RuleFile[], marked: readonly string[]): Promise<readonly FileBuild[]> =>
    shareFiles({
      files,
      share: { ...share, marked },
      own: fileBuilder({ ...chosen, marked }, project),
      progress: (done) => progress(done, files.length),
      report: findings.report,
    });
  const result = await buildProject(
    // The proof of texts takes too much memory for several threads.
    { ...chosen, release: options.release, paths, proveWith, progress, ...(proveWith === undefined && { shareOut }) },
    project,
    findings.report,
  );
  const found = findings.sorted;
  const shown = found.filter((d) => d.severity !== 'info');
  const told = countText(found);
  const text = `${summaryText(result, shownPath(out), options.check === true)}${told === '' ? '' : ` ${told}.`}`;
  showFindings(options.format === 'text' ? shown : found, options.format, terminal, { ...result }, text);
  process.exitCode = codeFor(found, options.strict);
}

function targetNames(project: Project): string[] {
  return project.workspace.targets.map((target) => target.name);
}

function summaryText(result: BuildResult, out: string, check: boolean): string {
  const parts = [`${result.built} of ${result.units} rule × target builds`];
  if (result.accepted > 0) parts.push(`${result.accepted} accepted refusals`);
  if (result.refused > 0) parts.push(`${result.refused} refused`);
  if (result.retired > 0) parts.push(`${result.retired} of rules that are gone switched off`);
  const files = check
    ? `${result.unchanged} files as on disk`
    : `${result.written} files written, ${result.unchanged} unchanged${result.removed > 0 ? `, ${result.removed} removed` : ''}`;
  return `${result.rules} rules → ${out}: ${parts.join(', ')}; ${files}.`;
}
