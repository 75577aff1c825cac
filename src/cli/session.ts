import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Findings } from '../diagnostics/report.ts';
import type { Project } from '../project/open-project.ts';
import { openProject } from '../project/open-project.ts';
import type { ExitCode } from './exit.ts';
import { exitCode } from './exit.ts';
import type { Terminal } from './terminal.ts';
import { openTerminal } from './terminal.ts';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly config?: string;
  readonly today?: string;
}

/** What a command works with. */
export interface Session {
  readonly project: Project;
  readonly findings: Findings;
  readonly terminal: Terminal;
  /** The configuration itself is wrong: nothing sensible can follow. */
  readonly broken: boolean;
}

/** Opens the project of the working folder for a command. */
export function openSession(options: GlobalOptions): Session {
  const findings = new Findings();
  const project = openProject({ configPath: options.config, today: options.today ?? today() }, findings.report);
  const broken = findings.count('error') > 0;
  project.wrongExceptions.forEach(findings.report);
  for (const { name, findings: told } of project.config.wrongEnvironments ?? []) {
    told.forEach(findings.report);
    findings.report(diagnostic('environment-left-out', { name }));
  }
  return { project, findings, terminal: openTerminal(), broken };
}

/** The exit code for what was found. */
export function codeFor(found: readonly Diagnostic[], strict = false): ExitCode {
  if (found.some((d) => d.code === 'internal-error')) return exitCode.fault;
  const usage = [
    'no-rules',
    'unknown-target',
    'unknown-environment',
    'unknown-rule',
    'wrong-usage',
    'bad-log-type-name',
    'diff-base',
  ];
  if (found.some((d) => usage.includes(d.code))) return exitCode.usage;
  return found.some((d) => d.severity === 'error' || (strict && d.severity === 'warning'))
    ? exitCode.findings
    : exitCode.good;
}

/** The local calendar day. */
function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
}
