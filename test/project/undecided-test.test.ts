import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runRuleTests, testFindings } from '../../src/project/run-tests.ts';
import { open } from '../support/project.ts';

test('a regex that takes too long on a test gives a finding, and the other tests run on', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rulegen-'));
  try {
    const path = join(folder, 'rule.yml');
    writeFileSync(
      path,
      `AnalysisType: rule
RuleID: Slow.Regex
Enabled: true
Severity: Low
LogTypes: [Okta.SystemLog]
Condition: eventType regex "^(a|b|ab)*(c)\\\\2$"
Tests:
  - { Name: slow, ExpectedResult: false, Log: { eventType: "${'ab'.repeat(200)}" } }
  - { Name: fast, ExpectedResult: true, Log: { eventType: "abcc" } }
`,
    );
    const report = runRuleTests({ path, sidecar: undefined, folder: '', named: true }, open().workspace);
    expect(report.diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
    expect(report.results.map((r) => [r.name, r.status])).toEqual([
      ['slow', 'skipped'],
      ['fast', 'passed'],
    ]);
    expect(testFindings(report, 0).map((d) => d.code)).toContain('test-undecided');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
