import { plainFinding } from '../diagnostics/print-machine.ts';
import type { JsonObject } from '../ir/json.ts';
import { rulesOf } from '../project/build.ts';
import { unknownChoices } from '../project/choices.ts';
import { readEvents } from '../project/events.ts';
import { verifyProject } from '../project/verify-project.ts';
import type { Verdict } from '../verify/verdict.ts';
import { exitCode } from './exit.ts';
import type { GlobalOptions, Session } from './session.ts';
import { codeFor, openSession } from './session.ts';
import type { Format } from './show-findings.ts';
import { countText, showFindings } from './show-findings.ts';
import { plainVerdict, printVerdicts, printVerifyJunit, summaryOf } from './show-verdicts.ts';
import { threadsFor, verifyOnThreads } from './verify-threads.ts';

interface Options extends GlobalOptions {
  readonly target?: string[];
  readonly environment?: string;
  readonly events?: string;
  readonly format: Format | 'junit';
}

/** `rulegen verify`. */
export async function runVerify(paths: readonly string[], options: Options): Promise<void> {
  const session = openSession(options);
  const { project, findings, terminal, broken } = session;
  const chosen = {
    targets: options.target ?? [],
    environments: options.environment === undefined ? [] : [options.environment],
  };
  unknownChoices(chosen, project).forEach(findings.report);
  const events = options.events === undefined ? undefined : [...readEvents(options.events, findings.report)];
  const stop = broken || findings.count('error') > 0;
  const progress = (done: number, total: number): void => terminal.progress('verifying', done, total);
  const verdicts = stop
    ? []
    : await verdictsOf(
        paths,
        options,
        chosen,
        events?.map(({ event }) => event),
        session,
        progress,
      );
  const found = findings.sorted;
  if (options.format === 'json') {
    terminal.clearProgress();
    const data = {
      summary: summaryOf(verdicts),
      verdicts: verdicts.map(plainVerdict),
      diagnostics: found.map(plainFinding),
    };
    terminal.print(JSON.stringify(data, null, 2));
  } else if (options.format === 'junit') {
    terminal.clearProgress();
    terminal.print(printVerifyJunit(verdicts));
  } else {
    const told = countText(found);
    const text = `${printVerdicts(verdicts, terminal.paint)}${told === '' ? '' : ` ${told}.`}`;
    const shown = options.format === 'text' ? found.filter((d) => d.severity !== 'info') : found;
    showFindings(shown, options.format, terminal, summaryOf(verdicts), text);
  }
  process.exitCode = broken ? exitCode.usage : codeFor(found);
}

/** Many rules are verified on several threads; the verdicts are the same. */
async function verdictsOf(
  paths: readonly string[],
  options: Options,
  chosen: { readonly targets: readonly string[]; readonly environments: readonly string[] },
  events: readonly JsonObject[] | undefined,
  { project, findings }: Session,
  progress: (done: number, total: number) => void,
): Promise<readonly Verdict[]> {
  const files = events === undefined ? rulesOf(paths, project, () => undefined) : [];
  const threads = threadsFor(files.length);
  if (threads < 2) return verifyProject({ ...chosen, paths, events, progress }, project, findings.report);
  rulesOf(paths, project, findings.report);
  let done = 0;
  const share = { ...chosen, configPath: options.config, today: project.workspace.today };
  const parts = await verifyOnThreads(files, threads, share, () => progress(++done, files.length));
  return parts.flatMap(({ verdicts, found }) => {
    found.forEach(findings.report);
    return verdicts;
  });
}
