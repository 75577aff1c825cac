import { diagnostic } from '../diagnostics/diagnostic.ts';
import { askRule, loadRunners } from '../project/ask-rule.ts';
import { unknownChoices } from '../project/choices.ts';
import { findRule } from '../project/find-rule.ts';
import { exitCode } from './exit.ts';
import { matchBatch } from './match-batch.ts';
import { matchEvents } from './match-events.ts';
import { openOutput } from './output.ts';
import type { GlobalOptions, Session } from './session.ts';
import { codeFor, openSession } from './session.ts';
import { showProblems } from './show-findings.ts';

/** What `rulegen match` may be told. */
export interface MatchOptions extends GlobalOptions {
  readonly target?: string[];
  readonly environment?: string;
  readonly why?: boolean;
  readonly summary?: boolean;
  readonly batch?: string;
  readonly format: 'text' | 'json';
}

/** `rulegen match`. */
export async function runMatch(
  rule: string | undefined,
  events: readonly string[],
  options: MatchOptions,
): Promise<void> {
  const session = openSession(options);
  const { project, findings, terminal } = session;
  checkUsage(rule, events, options, session);
  if (session.broken || findings.count('error') > 0) {
    showProblems(findings.sorted, terminal);
    process.exitCode = exitCode.usage;
    return;
  }
  const asking = {
    project,
    publishing: project.config.environments.find((e) => e.name === options.environment) ?? project.config.base,
    environment: options.environment,
    runners: await loadRunners(options.target ?? (options.batch === undefined ? [] : allTargets(session)), project),
    report: findings.report,
  };
  let undeclared = 0;
  const output = openOutput(events.includes('-') || options.batch === '-');
  if (options.batch !== undefined) {
    await matchBatch(options.batch, [...(rule === undefined ? [] : [rule]), ...events], asking, output);
  } else if (rule !== undefined) {
    const placed = findRule(rule, project, findings.report);
    if (placed) undeclared = await matchEvents(askRule(placed, asking), events, options, findings.report, output);
  }
  showProblems(findings.sorted, terminal);
  process.exitCode = Math.max(codeFor(findings.sorted), undeclared > 0 ? exitCode.findings : exitCode.good);
}

function checkUsage(
  rule: string | undefined,
  events: readonly string[],
  options: MatchOptions,
  session: Session,
): void {
  const { project, findings } = session;
  const environments = options.environment === undefined ? [] : [options.environment];
  unknownChoices({ targets: options.target ?? [], environments }, project).forEach(findings.report);
  const wrong = (detail: string): void => findings.report(diagnostic('wrong-usage', { detail }));
  if (options.batch !== undefined) {
    if (options.why === true || options.summary === true) wrong('--batch goes with neither --why nor --summary.');
  } else if (rule === undefined || events.length === 0) {
    wrong('match wants a rule and at least one file of events (- reads standard input), or --batch.');
  }
}

function allTargets({ project }: Session): readonly string[] {
  return project.workspace.targets.map((target) => target.name);
}
