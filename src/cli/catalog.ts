import { resolve } from 'node:path';
import { type CatalogResult, type MakeEntries, renderCatalog } from '../catalog/render.ts';
import { entryBuilder } from '../catalog/rule-entry.ts';
import { rulesOf } from '../project/build.ts';
import { unknownChoices } from '../project/choices.ts';
import { shownPath } from '../project/files.ts';
import { exitCode } from './exit.ts';
import type { GlobalOptions } from './session.ts';
import { codeFor, openSession } from './session.ts';
import { shareFiles } from './share-files.ts';
import type { Format } from './show-findings.ts';
import { showFindings } from './show-findings.ts';

interface Options extends GlobalOptions {
  readonly out: string;
  readonly target?: string[];
  readonly environment?: string;
  readonly name: string;
  readonly verify?: boolean;
  readonly format: Format;
}

/** `rulegen catalog`. */
export async function runCatalog(paths: readonly string[], options: Options): Promise<void> {
  const { project, findings, terminal, broken } = openSession(options);
  const environments = options.environment === undefined ? [] : [options.environment];
  unknownChoices({ targets: options.target ?? [], environments }, project).forEach(findings.report);
  if (broken || findings.count('error') > 0) {
    showFindings(findings.sorted, options.format, terminal, {}, 'Nothing was rendered.');
    process.exitCode = exitCode.usage;
    return;
  }
  const files = rulesOf(paths, project, findings.report);
  if (files.length === 0) {
    showFindings(findings.sorted, options.format, terminal, {}, 'Nothing was rendered.');
    process.exitCode = codeFor(findings.sorted);
    return;
  }
  const [first] = project.config.environments;
  const environment = options.environment ?? first?.name;
  const publishing = project.config.environments.find(({ name }) => name === environment) ?? project.config.base;
  const chosen = {
    out: resolve(options.out),
    environment,
    targets: options.target ?? publishing.targets,
    verify: options.verify === true,
    name: options.name,
  };
  const make: MakeEntries = async (stale, entries) =>
    shareFiles({
      files: stale,
      share: { ...entries, task: 'catalog', configPath: options.config, today: project.workspace.today },
      own: await entryBuilder(entries, project),
      progress: (done) => terminal.progress('rendering', done, stale.length),
      report: findings.report,
    });
  // What is wrong with a rule stands on its page: a catalogue shows what there is.
  const result = await renderCatalog(files, chosen, project, make, findings.report);
  const text = summaryText(result, shownPath(chosen.out));
  showFindings(findings.sorted, options.format, terminal, { ...result }, text);
  process.exitCode = codeFor(findings.sorted);
}

function summaryText(result: CatalogResult, out: string): string {
  const { rules, rendered, errors, whole, partial, none, written, unchanged, removed } = result;
  const logic = [
    `${whole} whole`,
    ...(partial > 0 ? [`${partial} in part`] : []),
    ...(none > 0 ? [`${none} not as rows`] : []),
  ];
  const gone = removed > 0 ? `, ${removed} removed` : '';
  const wrong = errors > 0 ? ` ${errors} errors of the rules rendered stand on their pages.` : '';
  return `${rules} rules → ${out}/index.html: ${rendered} rendered anew; logic ${logic.join(', ')}; ${written} files written, ${unchanged} unchanged${gone}.${wrong}`;
}
