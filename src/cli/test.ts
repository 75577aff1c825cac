import type { Paint } from '../diagnostics/code-frame.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { plainFinding } from '../diagnostics/print-machine.ts';
import { rulesOf } from '../project/build.ts';
import type { RuleFile } from '../project/discover.ts';
import { lineOf, type RuleLine, type Summary, summaryOf } from '../project/rule-report.ts';
import type { TestedRule } from '../project/run-tests.ts';
import { refuseShared, runRuleTests, testFindings } from '../project/run-tests.ts';
import { writeReport } from '../project/write-report.ts';
import { exitCode } from './exit.ts';
import { printJunit } from './junit.ts';
import type { GlobalOptions, Session } from './session.ts';
import { codeFor, openSession } from './session.ts';
import { shareFiles } from './share-files.ts';
import type { Format } from './show-findings.ts';
import { countText, many, oneLine, showFindings } from './show-findings.ts';
import { refusedText, summaryText } from './show-rules.ts';

interface Options extends GlobalOptions {
  readonly minimumTests?: number;
  readonly report?: string;
  readonly format: Format | 'junit';
}

/** `rulegen test`. */
export async function runTest(paths: readonly string[], options: Options): Promise<void> {
  const session = openSession(options);
  const { project, findings, terminal } = session;
  const minimum = options.minimumTests ?? project.config.minimumTests;
  const files = session.broken ? [] : rulesOf(paths, project, findings.report);
  const reports = refuseShared(await testFiles(files, options, session));
  for (const report of reports) for (const found of testFindings(report, minimum)) findings.report(found);
  const lines = reports.map(lineOf);
  terminal.clearProgress();
  if (options.report !== undefined && !session.broken)
    writeReport(options.report, 'Rules and their tests', lines, findings.report);
  show(reports, lines, session, options.format);
  process.exitCode = session.broken ? exitCode.usage : codeFor(findings.sorted);
}

/** Tests files, many of them on several threads; the outcome is the same. */
async function testFiles(
  files: readonly RuleFile[],
  { config }: Options,
  { project, findings, terminal }: Session,
): Promise<readonly TestedRule[]> {
  const { workspace } = project;
  const test = (file: RuleFile): TestedRule => runRuleTests(file, workspace);
  const progress = (done: number): void => terminal.progress('testing', done, files.length);
  const share = { task: 'test', configPath: config, today: workspace.today } as const;
  return shareFiles({ files, share, own: test, progress, report: findings.report });
}

function show(
  reports: readonly TestedRule[],
  lines: readonly RuleLine[],
  { findings, terminal }: Session,
  format: Options['format'],
): void {
  const found = findings.sorted;
  const summary = summaryOf(lines);
  if (format === 'junit') terminal.print(printJunit(reports));
  else if (format === 'json') {
    const data = { diagnostics: found.map(plainFinding), rules: lines, summary };
    terminal.print(JSON.stringify(data, null, 2));
  } else {
    const worth = format === 'text' ? found.filter((one) => one.severity !== 'info') : found;
    const text = endText(found, summary);
    if (format !== 'text' || worth.length <= many) showFindings(worth, format, terminal, {}, text);
    else {
      terminal.note(briefText(worth, reports, lines, terminal.paint));
      terminal.print(text);
    }
  }
}

function endText(found: readonly Diagnostic[], summary: Summary): string {
  const skipped = found.flatMap((one) => (one.code === 'files-skipped' ? [one.message] : []));
  const told = countText(found);
  return [...skipped, `${summaryText(summary)}${told === '' ? '' : ` (${told})`}.`].join('\n');
}

/** Each finding on one line, those that refuse rules last and by their reasons. */
function briefText(
  found: readonly Diagnostic[],
  reports: readonly TestedRule[],
  lines: readonly RuleLine[],
  paint: Paint,
): string {
  const refusing = new Set(reports.filter(({ rule }) => rule === undefined).flatMap(({ diagnostics }) => diagnostics));
  const others = found.filter((one) => !refusing.has(one)).map(oneLine);
  return [...others, ...(others.length > 0 ? [''] : []), refusedText(lines, paint)].join('\n');
}
