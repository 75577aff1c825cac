import { basename, dirname, resolve } from 'node:path';
import { shownPath } from '../project/files.ts';
import type { ImportSummary } from '../project/import-report.ts';
import { importAsJson, importAsMarkdown, summarizeImport } from '../project/import-report.ts';
import { importRules } from '../project/import-rules.ts';
import { writeInside } from '../project/write-output.ts';
import { exitCode } from './exit.ts';
import type { GlobalOptions } from './session.ts';
import { codeFor, openSession } from './session.ts';
import type { Format } from './show-findings.ts';
import { countText, showFindings } from './show-findings.ts';

interface Options extends GlobalOptions {
  readonly out: string;
  readonly partial?: boolean;
  readonly force?: boolean;
  readonly report?: string;
  readonly format: Format;
}

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
  const summary = summarizeImport(result);
  const shown = options.format === 'text' ? found.filter(({ severity }) => severity !== 'info') : found;
  showFindings(
    shown,
    options.format,
    terminal,
    { ...summary },
    summaryText(summary, shownPath(options.out), countText(found)),
  );
  process.exitCode = codeFor(found);
}

function summaryText(summary: ImportSummary, out: string, told: string): string {
  const { rules, written, partial, copied, refused, unchanged, tests, others } = summary;
  const parts = [
    `${written} written`,
    ...(partial > 0 ? [`${partial} written in part`] : []),
    ...(copied > 0 ? [`${copied} taken as they are`] : []),
    `${refused} refused`,
    ...(unchanged > 0 ? [`${unchanged} were there already`] : []),
  ];
  const lines = [`${rules} rules → ${out}: ${parts.join(', ')}.${told === '' ? '' : ` ${told}.`}`];
  if (tests.unmocked + tests.leftOut > 0)
    lines.push(
      `${tests.kept} tests; ${tests.unmocked} of them lost their mocks, ${tests.leftOut} more rest on mocks and are left out.`,
    );
  const kinds = Object.entries(others).map(([kind, n]) => `${n} ${kind === 'none' ? 'of no kind' : kind}`);
  if (kinds.length > 0) lines.push(`Not rules: ${kinds.join(', ')}.`);
  return lines.join('\n');
}
