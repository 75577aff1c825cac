import { plainFinding } from '../diagnostics/print-machine.ts';
import { rulesOf } from '../project/build.ts';
import type { RuleReport } from '../project/run-tests.ts';
import { runRuleTests, testFindings } from '../project/run-tests.ts';
import { exitCode } from './exit.ts';
import { printJunit } from './junit.ts';
import type { GlobalOptions } from './session.ts';
import { codeFor, openSession } from './session.ts';
import type { Format } from './show-findings.ts';
import { countText, showFindings } from './show-findings.ts';

interface Options extends GlobalOptions {
  readonly minimumTests?: number;
  readonly format: Format | 'junit';
}

/** `rulegen test`. */
export function runTest(paths: readonly string[], options: Options): void {
  const session = openSession(options);
  const { project, findings, terminal } = session;
  const minimum = options.minimumTests ?? project.config.minimumTests;
  const files = session.broken ? [] : rulesOf(paths, project, findings.report);
  const reports = files.map((file, i) => {
    terminal.progress('testing', i + 1, files.length);
    const report = runRuleTests(file, project.workspace);
    for (const found of testFindings(report, minimum)) findings.report(found);
    return report;
  });
  const found = findings.sorted;
  const summary = summaryOf(reports);
  if (options.format === 'junit') {
    terminal.clearProgress();
    terminal.print(printJunit(reports));
  } else if (options.format === 'json') {
    terminal.clearProgress();
    const data = { diagnostics: found.map(plainFinding), rules: reports.map(plainReport), summary };
    terminal.print(JSON.stringify(data, null, 2));
  } else {
    const { passed, failed, skipped } = summary.tests;
    const told = countText(found);
    const text = `${summary.rules} rules, ${passed} tests passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}${told === '' ? '' : ` (${told})`}.`;
    showFindings(
      options.format === 'text' ? found.filter((d) => d.severity !== 'info') : found,
      options.format,
      terminal,
      {},
      text,
    );
  }
  process.exitCode = session.broken ? exitCode.usage : codeFor(found);
}

function summaryOf(reports: readonly RuleReport[]): {
  rules: number;
  lifted: number;
  refused: number;
  tests: { passed: number; failed: number; skipped: number };
} {
  const count = (status: string): number =>
    reports.reduce((n, report) => n + report.results.filter((r) => r.status === status).length, 0);
  const read = reports.filter((report) => report.rule !== undefined).length;
  return {
    rules: reports.length,
    lifted: read,
    refused: reports.length - read,
    tests: { passed: count('passed'), failed: count('failed'), skipped: count('skipped') },
  };
}

function plainReport(report: RuleReport): Record<string, unknown> {
  return {
    rule: report.rule?.id ?? null,
    path: report.path,
    status: report.rule ? 'lifted' : 'refused',
    reasons: report.diagnostics.map((d) => `${d.code}: ${d.message}`),
    tests: report.results.map(({ name, status }) => ({ name, status })),
  };
}
