import { mkdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Findings } from '../diagnostics/report.ts';
import { reasonOf, shownPath } from '../project/files.ts';
import type { LaidDown } from '../project/init/lay-down.ts';
import { layDown } from '../project/init/lay-down.ts';
import { exitCode } from './exit.ts';
import { codeFor } from './session.ts';
import { showProblems } from './show-findings.ts';
import { openTerminal } from './terminal.ts';

/** `rulegen init`. */
export function runInit(folder: string, { from }: { readonly from?: string }): void {
  const terminal = openTerminal();
  const findings = new Findings();
  const root = resolve(folder);
  const problem = openFolder(root);
  if (problem !== undefined) {
    findings.report(diagnostic('write-failed', { path: shownPath(root), detail: problem }));
    showProblems(findings.sorted, terminal);
    process.exitCode = exitCode.usage;
    return;
  }
  const laid = layDown(root, from, findings.report);
  terminal.print(summaryOf(laid, shownPath(root)));
  showProblems(findings.sorted, terminal);
  process.exitCode = codeFor(findings.sorted);
}

/** Makes the folder where there is none; why not, where that fails. */
function openFolder(root: string): string | undefined {
  try {
    mkdirSync(root, { recursive: true });
    return statSync(root).isDirectory() ? undefined : 'it is a file';
  } catch (error) {
    return reasonOf(error);
  }
}

function summaryOf(laid: readonly LaidDown[], folder: string): string {
  const of = (what: LaidDown['what']): readonly string[] =>
    laid.flatMap((one) => (one.what === what ? [one.path] : []));
  const written = of('written');
  const kept = of('kept');
  return [
    written.length === 0
      ? `${folder}: everything is there already.`
      : `${folder}: ${written.length} ${written.length === 1 ? 'file' : 'files'} written.`,
    ...written.map((path) => `  ${path}`),
    ...(kept.length > 0 ? ['', 'Left as they are:', ...kept.map((path) => `  ${path}`)] : []),
    ...(kept.includes('package.json') ? ['', 'Add rulegen to the devDependencies of package.json.'] : []),
    ...(written.length === 0
      ? []
      : [
          '',
          'Next: npm install, then npx rulegen test and npx rulegen build. Delete the workflow that you do not need.',
        ]),
  ].join('\n');
}
