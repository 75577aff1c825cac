import { unknownChoices } from '../project/choices.ts';
import type { ProjectDiff } from '../project/diff/diff-project.ts';
import { diffProject } from '../project/diff/diff-project.ts';
import { openBase } from '../project/diff/open-base.ts';
import { plainDiff } from './diff-json.ts';
import { diffMarkdown } from './diff-markdown.ts';
import { diffText } from './diff-text.ts';
import { exitCode } from './exit.ts';
import type { GlobalOptions, Session } from './session.ts';
import { codeFor, openSession } from './session.ts';
import { showProblems } from './show-findings.ts';

/** What `rulegen diff` may be told. */
export interface DiffOptions extends GlobalOptions {
  readonly base: string;
  readonly deployed?: string;
  readonly strict?: boolean;
  readonly target?: string[];
  readonly environment?: string[];
  readonly format: 'text' | 'markdown' | 'json';
}

/** `rulegen diff`. */
export async function runDiff(options: DiffOptions): Promise<void> {
  if (options.deployed !== undefined) return (await import('./drift.ts')).runDrift(options.deployed, options);
  const session = openSession(options);
  const { project, findings, terminal, broken } = session;
  const choices = { targets: options.target ?? [], environments: options.environment ?? [] };
  unknownChoices(choices, project).forEach(findings.report);
  if (broken || findings.count('error') > 0) {
    showProblems(findings.sorted, terminal);
    process.exitCode = exitCode.usage;
    return;
  }
  const base = openBase(options.base, project, findings.report);
  try {
    const diff = base && (await diffProject(base, choices, project, findings.report));
    if (diff) terminal.print(shownAs(options.format, diff, session));
  } finally {
    base?.close();
  }
  showProblems(findings.sorted, terminal);
  process.exitCode = codeFor(findings.sorted);
}

function shownAs(format: DiffOptions['format'], diff: ProjectDiff, { findings, terminal }: Session): string {
  switch (format) {
    case 'text':
      return diffText(
        diff,
        Math.max(40, process.stdout.columns ?? (Number(process.env['COLUMNS']) || 100)),
        terminal.paint,
      );
    case 'markdown':
      return diffMarkdown(diff, findings.sorted);
    case 'json':
      return JSON.stringify(plainDiff(diff, findings.sorted), null, 2);
  }
}
