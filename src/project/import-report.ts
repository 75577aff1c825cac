import { markdownTable } from '../docs/markdown-table.ts';
import type { ImportedRule, ImportResult, ImportStatus } from './import-rules.ts';
import { countKinds } from './other-files.ts';
import type { RuleLine } from './rule-report.ts';
import { lineOf, printReportMarkdown, summaryOf } from './rule-report.ts';

/** The numbers of an import. */
export interface ImportSummary {
  readonly rules: number;
  readonly written: number;
  readonly partial: number;
  readonly copied: number;
  readonly refused: number;
  readonly unchanged: number;
  readonly tests: { readonly kept: number; readonly unmocked: number; readonly leftOut: number };
}

/** Counts an import. */
export function summarizeImport({ rules }: ImportResult): ImportSummary {
  const count = (status: ImportStatus): number => rules.filter((rule) => rule.status === status).length;
  const done = rules.filter(({ out }) => out !== undefined);
  const sum = (of: (rule: ImportedRule) => number): number => done.reduce((n, rule) => n + of(rule), 0);
  return {
    rules: rules.length,
    written: count('written'),
    partial: count('partial'),
    copied: count('copied'),
    refused: count('refused'),
    unchanged: rules.filter((rule) => rule.unchanged).length,
    tests: {
      kept: sum(({ report, leftOut }) => (report.rule?.tests.length ?? 0) - leftOut.length),
      unmocked: sum(({ unmocked }) => unmocked.length),
      leftOut: sum(({ leftOut }) => leftOut.length),
    },
  };
}

/** What became of each rule, in the form of other reports. */
export function linesOf({ rules }: ImportResult): RuleLine[] {
  return rules.map(({ report, out, diagnostics }) =>
    lineOf({ ...report, rule: out === undefined ? undefined : report.rule, diagnostics }),
  );
}

/** The import as one JSON document: every rule with its status and reasons, then the summary. */
export function importAsJson(result: ImportResult): string {
  const lines = linesOf(result);
  const rules = result.rules.map(({ status, out, unmocked, leftOut }, i) => ({
    ...lines[i],
    imported: status,
    out: out ?? null,
    testsWithoutMocks: unmocked,
    testsLeftOut: leftOut,
  }));
  const summary = { ...summaryOf(lines), import: summarizeImport(result) };
  return `${JSON.stringify({ rules, summary }, null, 2)}\n`;
}

/** The import as a page: as of other reports, with what was written where and what it lacks. */
export function importAsMarkdown(result: ImportResult): string {
  const lacking = result.rules.flatMap(({ report, out, diagnostics }) =>
    out === undefined
      ? []
      : diagnostics.filter(({ code }) => code.startsWith('import-')).map(({ message }) => [report.id ?? '', message]),
  );
  const files = result.rules.flatMap(({ report, out, status }) =>
    out === undefined ? [] : [[report.id ?? '', status, out]],
  );
  return [
    printReportMarkdown('Import', linesOf(result)).trimEnd(),
    ...(lacking.length > 0 ? ['## Written with less', markdownTable(['Rule', 'What'], lacking)] : []),
    ...(files.length > 0 ? ['## Written files', markdownTable(['Rule', 'How', 'File'], files)] : []),
    ...(result.skipped.length > 0 ? ['## Not rules', `${countKinds(result.skipped)}.`] : []),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}
