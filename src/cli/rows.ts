import { chooseHome } from '../compile.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { printJson } from '../ir/json.ts';
import { eventClock, unsaidTime } from '../mapping/event-time.ts';
import { unknownChoices } from '../project/choices.ts';
import { readEvents } from '../project/events.ts';
import type { Store } from '../targets/runner.ts';
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
  const stores = new Map<string, Store | undefined>();
  const storeFor = (logType: string): Store | undefined => {
    if (!stores.has(logType)) stores.set(logType, openStore(logType, options, session));
    return stores.get(logType);
  };
  const output = openOutput(files.includes('-'));
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
      const store = storeFor(logType);
      if (store === undefined) continue;
      const time = eventClock(store.schema)(event) ?? unsaidTime;
      const row = printJson(runner.row({ event, time, ingest: time }, store));
      output.write(options.format === 'json' && printed > 0 ? `,${row}` : row);
      printed += 1;
      if (output.full()) await output.drain();
    }
  }
  if (options.format === 'json') output.write(']');
  await output.drain();
  showProblems(findings.sorted, terminal);
  process.exitCode = codeFor(findings.sorted);
}

/** Where events of a log type are stored; what is wrong with the names is reported. */
function openStore(logType: string, options: Options, { project, findings }: Session): Store | undefined {
  const { workspace, config } = project;
  const publishing = config.environments.find((one) => one.name === options.environment) ?? config.base;
  const target = workspace.targets.find((one) => one.name === options.target);
  const mapping = workspace.mapping(options.target, logType);
  const homes = options.home === undefined ? {} : { [options.target]: options.home };
  const home = mapping && chooseHome({ homes }, options.target, mapping, publishing);
  if (target === undefined || mapping === undefined || home === undefined) {
    const known = workspace.mapped(options.target);
    const guessed = mapping !== undefined;
    findings.report(diagnostic('no-mapping', { logType, target: options.target, known, guessed }));
    return undefined;
  }
  if (typeof home === 'string') {
    const known = mapping.homes.map((one) => one.name);
    findings.report(diagnostic('unknown-home', { home, logType, target: options.target, known }));
    return undefined;
  }
  return {
    logType,
    schema: workspace.logType(logType),
    home,
    nativeName: target.nativeName,
    guessed: publishing.guessed.includes(options.target),
    enriched: options.enriched === true,
    options: publishing.options[options.target] ?? {},
  };
}
