import { diagnostic } from '../diagnostics/diagnostic.ts';
import { loadRunners } from '../project/ask-rule.ts';
import { unknownChoices } from '../project/choices.ts';
import { findRule } from '../project/find-rule.ts';
import type { ReplayedRule } from '../project/replay-rule.ts';
import { replayRule } from '../project/replay-rule.ts';
import type { TimedEvents } from '../project/timed-events.ts';
import { readTimedEvents } from '../project/timed-events.ts';
import { exitCode } from './exit.ts';
import { plainReplay } from './replay-json.ts';
import { replayText } from './replay-text.ts';
import type { GlobalOptions, Session } from './session.ts';
import { codeFor, openSession } from './session.ts';
import { showProblems } from './show-findings.ts';

/** What `rulegen replay` may be told. */
export interface ReplayOptions extends GlobalOptions {
  readonly target?: string[];
  readonly environment?: string;
  /** Between an event and its arrival where it does not say when it arrived, ms. */
  readonly delay: number;
  readonly format: 'text' | 'json';
}

/** A rule's events and what they raised. */
export interface Shown extends ReplayedRule, TimedEvents {
  /** Differences that no declared reason explains. */
  readonly undeclared: number;
}

/** `rulegen replay`. */
export async function runReplay(name: string, files: readonly string[], options: ReplayOptions): Promise<void> {
  const session = openSession(options);
  const { project, findings, terminal, broken } = session;
  const environments = options.environment === undefined ? [] : [options.environment];
  unknownChoices({ targets: options.target ?? [], environments }, project).forEach(findings.report);
  if (broken || findings.count('error') > 0) {
    showProblems(findings.sorted, terminal);
    process.exitCode = exitCode.usage;
    return;
  }
  const shown = await replayed(name, files, options, session);
  if (shown) {
    terminal.print(
      options.format === 'json'
        ? JSON.stringify(plainReplay(shown), null, 2)
        : replayText(shown, widthOf(process.stdout.columns), terminal.paint),
    );
  }
  showProblems(findings.sorted, terminal);
  const undeclared = (shown?.undeclared ?? 0) > 0 ? exitCode.findings : exitCode.good;
  process.exitCode = Math.max(codeFor(findings.sorted), undeclared);
}

/** Lines are folded where someone reads them. */
function widthOf(columns: number | undefined): number {
  return columns ?? (Number(process.env['COLUMNS']) || Number.POSITIVE_INFINITY);
}

async function replayed(
  name: string,
  files: readonly string[],
  options: ReplayOptions,
  { project, findings }: Session,
): Promise<Shown | undefined> {
  const placed = findRule(name, project, findings.report);
  if (placed === undefined) return undefined;
  const { rule } = placed;
  const events = readTimedEvents(files, rule, options.delay, project, findings.report);
  if (events.timeless > 0) findings.report(diagnostic('events-timeless', { count: events.timeless, rule: rule.id }));
  const asking = {
    project,
    publishing: project.config.environments.find((e) => e.name === options.environment) ?? project.config.base,
    environment: options.environment,
    runners: await loadRunners(options.target ?? project.workspace.targets.map((target) => target.name), project),
    report: findings.report,
  };
  const ran = replayRule(placed, events.stream, asking);
  const undeclared = ran.texts.flatMap(({ differences }) => differences.filter(({ reasons }) => reasons.length === 0));
  return { ...events, ...ran, undeclared: undeclared.length };
}
