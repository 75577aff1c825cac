import { basename, dirname, resolve } from 'node:path';
import { shownPath } from '../project/files.ts';
import type { ImportSummary } from '../project/import-report.ts';
import { importAsJson, importAsMarkdown, linesOf, summarizeImport } from '../project/import-report.ts';
import { importRules } from '../project/import-rules.ts';
import { countKinds } from '../project/other-files.ts';
import { writeInside } from '../project/write-output.ts';
import { exitCode } from './exit.ts';
import type { GlobalOptions } from './session.ts';
import { codeFor, openSession } from './session.ts';
import type { Format } from './show-findings.ts';
import { countText, showFindings } from './show-findings.ts';
import { refusedText } from './show-rules.ts';

interface Options extends GlobalOptions {
  readonly out: string;
  readonly partial?: boolean;
  readonly force?: boolean;
  readonly report?: string;
  readonly format: Format;
}

/** More findings than this are shown as one line for each refused rule. */
const manyFindings = 20;

/** `rulegen import panther`. */
export function runImport(from: string, options: Options): void {
  const { project, findings, terminal, broken } = openSession(options);
  if (broken) {
    showFindings(findings.sorted, options.format, terminal, {}, 'Nothing was imported: the configuration is wrong.');
    process.exitCode = exitCode.usage;
    return;
  }
  const result = importRules(
    {
      from,
      out: resolve(options.out),
      partial: options.partial === true,
      force: options.force === true,
      progress: (done, total) => terminal.progress('importing', done, total),
    },
    project.workspace,
    findings.report,
  );
  if (options.report !== undefined) {
    const text = options.report.endsWith('.md') ? importAsMarkdown(result) : importAsJson(result);
    writeInside(dirname(resolve(options.report)), basename(options.report), text, findings.report);
  }
  const found = findings.sorted;
  const worth = found.filter(({ severity }) => severity !== 'info');
  const summary = summarizeImport(result);
  const many = options.format === 'text' && worth.length > manyFindings;
  const lines = [
    ...(result.skipped.length > 0 ? [`No rules, and skipped: ${countKinds(result.skipped)}.`] : []),
    summaryText(summary, shownPath(options.out), countText(found)),
  ];
  if (many) terminal.note(refusedText(linesOf(result), terminal.paint));
  const shown = many ? [] : options.format === 'text' ? worth : found;
  showFindings(shown, options.format, terminal, { ...summary }, lines.join('\n'));
  process.exitCode = codeFor(found);
}

function summaryText(summary: ImportSummary, out: string, told: string): string {
  const { rules, written, partial, copied, refused, unchanged, tests } = summary;
  const parts = [
    `${written} written`,
    ...(partial > 0 ? [`${partial} written in part`] : []),
    ...(copied > 0 ? [`${copied} taken as they are`] : []),
    `${refused} refused`,
    ...(unchanged > 0 ? [`${unchanged} were there already`] : []),
  ];
  const text = `${rules} rules → ${out}: ${parts.join(', ')}.${told === '' ? '' : ` ${told}.`}`;
  if (tests.unmocked + tests.leftOut === 0) return text;
  const mocks = `${tests.unmocked} of them lost their mocks, ${tests.leftOut} more rest on mocks and are left out`;
  return `${text}\n${tests.kept} tests; ${mocks}.`;
}
