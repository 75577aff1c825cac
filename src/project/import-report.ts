import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { plainFinding } from '../diagnostics/print-machine.ts';
import { placeOf } from '../diagnostics/report.ts';
import { markdownTable } from '../docs/markdown-table.ts';
import type { ImportedRule, ImportResult, ImportStatus } from './import-rules.ts';

/** The numbers of an import. */
export interface ImportSummary {
  readonly rules: number;
  readonly written: number;
  readonly partial: number;
  readonly copied: number;
  readonly refused: number;
  readonly unchanged: number;
  readonly tests: { readonly kept: number; readonly unmocked: number; readonly leftOut: number };
  /** YAML files that are no rules, by kind. */
  readonly others: Readonly<Record<string, number>>;
}

/** Counts an import. */
export function summarizeImport({ rules, others }: ImportResult): ImportSummary {
  const count = (status: ImportStatus): number => rules.filter((rule) => rule.status === status).length;
  const tests = (of: keyof ImportedRule['tests']): number =>
    rules.reduce((sum, rule) => sum + (rule.out === undefined ? 0 : rule.tests[of]), 0);
  return {
    rules: rules.length,
    written: count('written'),
    partial: count('partial'),
    copied: count('copied'),
    refused: count('refused'),
    unchanged: rules.filter((rule) => rule.unchanged).length,
    tests: { kept: tests('kept'), unmocked: tests('unmocked'), leftOut: tests('leftOut') },
    others: Object.fromEntries([...others].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** The import as one JSON document: every rule with its status and reasons, then the summary. */
export function importAsJson(result: ImportResult): string {
  const rules = result.rules.map(({ path, id, status, out, tests, diagnostics }) => ({
    rule: id ?? null,
    path,
    status,
    out: out ?? null,
    tests,
    reasons: diagnostics.map(plainFinding).map(({ code, severity, message, file, line, column }) => ({
      code,
      severity,
      message,
      file,
      line,
      column,
    })),
  }));
  return `${JSON.stringify({ rules, summary: summarizeImport(result) }, null, 2)}\n`;
}

/** The import as a page: numbers, reasons by frequency, then each rule that was not written whole. */
export function importAsMarkdown(result: ImportResult): string {
  const { tests, others, ...counts } = summarizeImport(result);
  const numbers = Object.entries(counts).map(([name, n]) => [name, String(n)]);
  const more = [
    ['tests kept', String(tests.kept)],
    ['tests without their mocks', String(tests.unmocked)],
    ['tests left out', String(tests.leftOut)],
    ...Object.entries(others).map(([kind, n]) => [`other files: ${kind}`, String(n)]),
  ];
  const refused = result.rules.filter(({ status }) => status === 'refused');
  const changed = result.rules.filter(
    ({ status, tests: { leftOut } }) => status === 'partial' || (status === 'written' && leftOut > 0),
  );
  const reasons = (rules: readonly ImportedRule[], of: (found: Diagnostic) => boolean): string[][] =>
    rules.flatMap(({ id, path, diagnostics }) =>
      diagnostics.filter(of).map((found) => [id ?? path, placeOf(found) || path, found.code, found.message]),
    );
  const head = ['rule', 'place', 'code', 'reason'];
  const sections: [string, string[][]][] = [
    ['Refused', reasons(refused, ({ severity }) => severity === 'error')],
    ['Written with less', reasons(changed, ({ code }) => code.startsWith('import-'))],
  ];
  return [
    '# Import',
    markdownTable(['', 'number'], [...numbers, ...more]),
    ...sections.flatMap(([title, rows]) => (rows.length === 0 ? [] : [`## ${title}`, markdownTable(head, rows)])),
    '## Written',
    markdownTable(
      ['rule', 'file', 'tests'],
      result.rules.flatMap(({ id, out, tests: { kept } }) =>
        out === undefined ? [] : [[id ?? '', out, String(kept)]],
      ),
    ),
  ]
    .join('\n\n')
    .concat('\n');
}
