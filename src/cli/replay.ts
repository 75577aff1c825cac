import { diagnostic } from '../diagnostics/diagnostic.ts';
import { loadRunners } from '../project/ask-rule.ts';
import { unknownChoices } from '../project/choices.ts';
import { findRule } from '../project/find-rule.ts';
import type { ReplayedRule } from '../project/replay-rule.ts';
import { besideTexts, replayOwn, replayTexts } from '../project/replay-rule.ts';
import type { TimedEvents } from '../project/timed-events.ts';
import { readTimedEvents } from '../project/timed-events.ts';
import { exitCode } from './exit.ts';
import { plainReplay } from './replay-json.ts';
import { replayText } from './replay-text.ts';
import type { ReplayedTarget } from './replay-threads.ts';
import { startReplayThreads, targetsLeft } from './replay-threads.ts';
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
  const { environment, delay } = options;
  const { workspace, config } = project;
  const named = workspace.targets.map((target) => target.name);
  // The last first: what takes longest is best begun first.
  const targets = named.filter((target) => options.target?.includes(target) ?? true).reverse();
  const next = new Int32Array(new SharedArrayBuffer(4));
  const share = { configPath: options.config, today: workspace.today, name, files, delay, environment, targets, next };
  const threads = startReplayThreads(share);
  const events = readTimedEvents(files, rule, delay, project, findings.report);
  if (events.timeless > 0) findings.report(diagnostic('events-timeless', { count: events.timeless, rule: rule.id }));
  const { stream } = events;
  const publishing = config.environments.find((one) => one.name === environment) ?? config.base;
  const own = replayOwn(placed, stream, { project, publishing });
  const ran: ReplayedTarget[] = [];
  for (const target of targetsLeft(share)) {
    const runners = await loadRunners([target], project);
    const asking = { project, publishing, environment, runners, report: findings.report };
    ran.push({ target, texts: replayTexts(own, asking), told: [] });
  }
  ran.push(...(await threads.ended));
  for (const { told } of ran) told.forEach(findings.report);
  const texts = named.flatMap((target) => ran.find((one) => one.target === target)?.texts ?? []);
  const undeclared = texts.flatMap(({ differences }) => differences.filter(({ reasons }) => reasons.length === 0));
  return { ...events, ...besideTexts(own, texts), undeclared: undeclared.length };
}
