import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { visible } from '../diagnostics/code-frame.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { shownPath } from '../project/files.ts';
import type { NewLogType } from '../project/new-log-type.ts';
import { isLogTypeName, newLogType } from '../project/new-log-type.ts';
import { knownLogTypes } from '../project/open-project.ts';
import { putNewFiles } from '../project/put-new-files.ts';
import { exitCode } from './exit.ts';
import type { GlobalOptions, Session } from './session.ts';
import { codeFor, openSession } from './session.ts';
import type { Format } from './show-findings.ts';
import { showFindings } from './show-findings.ts';

interface Options extends GlobalOptions {
  readonly from: readonly string[];
  readonly out?: string;
  readonly dryRun?: boolean;
  readonly format: Format;
}

/** Notes that are printed one by one. */
const mostNotes = 20;

/** `rulegen new log-type`. */
export function runNewLogType(name: string, options: Options): void {
  const session = openSession(options);
  const { findings, terminal, broken } = session;
  const { format } = options;
  if (broken) {
    showFindings(findings.sorted, format, terminal, {}, 'Nothing was written: the configuration is wrong.');
    process.exitCode = exitCode.usage;
    return;
  }
  const out = resolve(options.out ?? session.project.root);
  const made = isFree(name, out, session)
    ? newLogType(name, options.from, targetsOf(session), findings.report)
    : undefined;
  const written =
    made !== undefined && options.dryRun !== true && putNewFiles(out, made.files, findings.report) === 'written';
  const shown = made === undefined ? '' : options.dryRun ? textsOf(made) : written ? summaryOf(name, made, out) : '';
  showFindings(findings.sorted, format, terminal, made ? { events: made.events, fields: made.fields } : {}, shown);
  process.exitCode = codeFor(findings.sorted);
}

function targetsOf({ project }: Session): Session['project']['workspace']['targets'] {
  return project.workspace.targets;
}

/** Reports a name that cannot be used, or is in use. On some disks names that differ in case alone are one. */
function isFree(name: string, out: string, { project, findings }: Session): boolean {
  if (!isLogTypeName(name)) {
    findings.report(diagnostic('bad-log-type-name', { name }));
    return false;
  }
  const known = knownLogTypes(project.root).find((one) => one.toLowerCase() === name.toLowerCase());
  const path = `log-types/${known}.yml`;
  // What stands in the output folder is reported file by file.
  if (known === undefined || existsSync(join(out, path))) return true;
  findings.report(diagnostic('log-type-exists', { name: known, path }));
  return false;
}

function textsOf(made: NewLogType): string {
  return made.files.map(({ path, content }) => `── ${path}\n${content.trimEnd()}`).join('\n\n');
}

function summaryOf(name: string, made: NewLogType, out: string): string {
  const { events, fields, files, notes } = made;
  const more = notes.length > mostNotes ? [`  … and ${notes.length - mostNotes} more, as comments in the schema`] : [];
  return [
    `${fields} fields of ${events} ${events === 1 ? 'event' : 'events'} → ${shownPath(out)}: ${files.length} files.`,
    ...files.map(({ path }) => `  ${path}`),
    ...(notes.length > 0 ? ['', 'Look at these fields:'] : []),
    ...notes.slice(0, mostNotes).map(({ path, note }) => visible(`  ${path}: ${note}`)),
    ...more,
    '',
    `Rules on ${name} build now, for events that are brought in as they are: rulegen targets --log-type ${name}`,
    'Where a connector or parser brings them in, fill in a home in the files below targets/.',
  ].join('\n');
}
