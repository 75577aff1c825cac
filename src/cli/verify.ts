import { plainFinding } from '../diagnostics/print-machine.ts';
import { unknownChoices } from '../project/build.ts';
import { readEvents } from '../project/events.ts';
import { verifyProject } from '../project/verify-project.ts';
import type { Verdict } from '../verify/verdict.ts';
import { exitCode } from './exit.ts';
import type { GlobalOptions } from './session.ts';
import { codeFor, openSession } from './session.ts';
import type { Format } from './show-findings.ts';
import { countText, showFindings } from './show-findings.ts';
import { plainVerdict, printVerdicts, printVerifyJunit, summaryOf } from './show-verdicts.ts';

interface Options extends GlobalOptions {
  readonly target?: string[];
  readonly environment?: string;
  readonly events?: string;
  readonly format: Format | 'junit';
}

/** `rulegen verify`. */
export async function runVerify(paths: readonly string[], options: Options): Promise<void> {
  const { project, findings, terminal, broken } = openSession(options);
  const chosen = {
    targets: options.target ?? [],
    environments: options.environment === undefined ? [] : [options.environment],
  };
  unknownChoices(chosen, project).forEach(findings.report);
  const events = options.events === undefined ? undefined : [...readEvents(options.events, findings.report)];
  const stop = broken || findings.count('error') > 0;
  const verdicts: Verdict[] = stop
    ? []
    : await verifyProject(
        {
          ...chosen,
          paths,
          events: events?.map(({ event }) => event),
          progress: (done, total) => terminal.progress('verifying', done, total),
        },
        project,
        findings.report,
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
