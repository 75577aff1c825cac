import { diagnostic } from '../diagnostics/diagnostic.ts';
import { printJson } from '../ir/json.ts';
import { chooseHomes } from '../mapping/choose-homes.ts';
import { eventClock, unsaidTime } from '../mapping/event-time.ts';
import { holdsEvent } from '../mapping/home-part.ts';
import { unknownChoices } from '../project/choices.ts';
import { readEvents } from '../project/events.ts';
import type { Store } from '../targets/runner.ts';
import { contextFor } from '../verify/judge.ts';
import { exitCode } from './exit.ts';
import { openOutput } from './output.ts';
import type { GlobalOptions, Session } from './session.ts';
import { codeFor, openSession } from './session.ts';
import { showProblems } from './show-findings.ts';

interface Options extends GlobalOptions {
  readonly target: string;
  readonly logType?: string;
  readonly home?: string;
  readonly environment?: string;
  readonly enriched?: boolean;
  readonly format: 'ndjson' | 'json';
}

/** `rulegen rows`. */
export async function runRows(files: readonly string[], options: Options): Promise<void> {
  const session = openSession(options);
  const { project, findings, terminal } = session;
  const environments = options.environment === undefined ? [] : [options.environment];
  unknownChoices({ targets: [options.target], environments }, project).forEach(findings.report);
  const target = project.workspace.targets.find((one) => one.name === options.target);
  if (session.broken || findings.count('error') > 0 || target === undefined) {
    showProblems(findings.sorted, terminal);
    process.exitCode = exitCode.usage;
    return;
  }
  const runner = await target.runner();
  const stores = new Map<string, readonly Store[]>();
  const storesFor = (logType: string): readonly Store[] => {
    const known = stores.get(logType) ?? openStores(logType, options, session);
    stores.set(logType, known);
    return known;
  };
  const output = openOutput(files.includes('-'));
  const outside = new Map<string, number>();
  let printed = 0;
  if (options.format === 'json') output.write('[');
  for (const file of files) {
    for (const { event, file: shown, line } of readEvents(file, findings.report)) {
      const said = event['p_log_type'];
      const logType = options.logType ?? (typeof said === 'string' ? said : undefined);
      if (logType === undefined) {
        const known = project.workspace.mapped(target.name);
        findings.report(diagnostic('events-no-log-type', { place: `${shown}:${line}`, known }));
        break;
      }
      const all = storesFor(logType);
      const context = contextFor(event, logType, project.workspace);
      const holding = all.filter((store) => holdsEvent(store.home, context));
      if (all.length > 0 && holding.length === 0) outside.set(logType, (outside.get(logType) ?? 0) + 1);
      for (const store of holding) {
        const time = eventClock(store.schema)(event) ?? unsaidTime;
        const row = printJson(runner.row({ event, time, ingest: time }, store));
        output.write(options.format === 'json' && printed > 0 ? `,${row}` : row);
        printed += 1;
      }
      if (output.full()) await output.drain();
    }
  }
  if (options.format === 'json') output.write(']');
  await output.drain();
  for (const [logType, count] of outside)
    findings.report(diagnostic('events-not-stored', { count, logType, target: target.name }));
  showProblems(findings.sorted, terminal);
  process.exitCode = codeFor(findings.sorted);
}

/** Where events of a log type are stored; what is wrong with the names is reported, and then there is none. */
function openStores(logType: string, options: Options, { project, findings }: Session): readonly Store[] {
  const { workspace, config } = project;
  const publishing = config.environments.find((one) => one.name === options.environment) ?? config.base;
  const target = workspace.targets.find((one) => one.name === options.target);
  const mapping = workspace.mapping(options.target, logType);
  const wanted = options.home === undefined ? {} : { [options.target]: options.home };
  const homes = mapping && chooseHomes({ homes: wanted }, options.target, mapping, publishing);
  if (target === undefined || mapping === undefined || homes === undefined || homes.length === 0) {
    const known = workspace.mapped(options.target);
    const guessed = mapping !== undefined;
    findings.report(diagnostic('no-mapping', { logType, target: options.target, known, guessed }));
    return [];
  }
  if (typeof homes === 'string') {
    const known = mapping.homes.map((one) => one.name);
    findings.report(diagnostic('unknown-home', { home: homes, logType, target: options.target, known }));
    return [];
  }
  return homes.map((home) => ({
    logType,
    schema: workspace.logType(logType),
    home,
    nativeName: target.nativeName,
    guessed: publishing.guessed.includes(options.target),
    enriched: options.enriched === true,
    options: publishing.options[options.target] ?? {},
  }));
}
