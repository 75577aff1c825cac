import type { TestedRule } from '../project/run-tests.ts';
import { xmlText } from './xml.ts';

/** Test results in JUnit's XML, one suite a rule, as CI systems read it. */
export function printJunit(reports: readonly TestedRule[]): string {
  const suites = reports.map(suite);
  const total = reports.reduce((n, r) => n + r.results.length, 0);
  const failed = reports.reduce((n, r) => n + r.results.filter((t) => t.status === 'failed').length, 0);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="rulegen" tests="${total}" failures="${failed}">\n${suites.join('')}</testsuites>`;
}

function suite(report: TestedRule): string {
  const name = report.rule?.id ?? report.path;
  const errors = report.rule === undefined ? 1 : 0;
  const failed = report.results.filter((t) => t.status === 'failed').length;
  const skipped = report.results.filter((t) => t.status === 'skipped').length;
  const cases = report.results.map((test) => {
    const open = `    <testcase classname="${xmlText(name)}" name="${xmlText(test.name)}" file="${xmlText(report.path)}"`;
    if (test.status === 'passed') return `${open}/>\n`;
    if (test.status === 'skipped') return `${open}><skipped/></testcase>\n`;
    return `${open}><failure message="${xmlText(wanted(test.expected))}">${xmlText(test.detail)}</failure></testcase>\n`;
  });
  const unread = report.rule
    ? []
    : [
        `    <testcase classname="${xmlText(name)}" name="read"><error message="${xmlText(report.diagnostics[0]?.message ?? 'the rule could not be read')}"/></testcase>\n`,
      ];
  const tests = report.results.length + errors;
  return `  <testsuite name="${xmlText(name)}" tests="${tests}" failures="${failed}" errors="${errors}" skipped="${skipped}">\n${[...cases, ...unread].join('')}  </testsuite>\n`;
}

function wanted(expected: boolean | undefined): string {
  if (expected === undefined) return 'expected other alerts';
  return expected ? 'expected a match' : 'expected no match';
}
