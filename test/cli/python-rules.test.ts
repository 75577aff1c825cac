import { describe, expect, it } from 'vitest';
import { ruleText, scratch } from '../support/command-line.ts';

/** A rule whose detection is the Python beside it. */
function pythonRule(id: string, filename: string, tests: string, more = ''): string {
  return `AnalysisType: rule
RuleID: ${id}
Enabled: true
LogTypes: [Okta.SystemLog]
Severity: High
Filename: ${filename}
${more}Tests:
${tests}`;
}

function testOf(name: string, expected: boolean, log: string, more = ''): string {
  return `  - Name: ${name}\n    ExpectedResult: ${expected}\n    Log: ${log}\n${more}`;
}

const yes = testOf('yes', true, '{ eventType: a.b }');
const no = testOf('no', false, '{ eventType: other }');
const body = 'def rule(event):\n    return event.get("eventType") == "a.b"\n';
const mocks = '    Mocks:\n      - objectName: NAMES\n        returnValue: other\n';

const folder = scratch({
  'rules/good.yml': pythonRule('Good.One', 'good.py', yes + no),
  'rules/good.py': `from helpers import wanted\n\ndef rule(event):\n    return event.get("eventType") == wanted()\n\ndef title(event):\n    return f"of {event.get('eventType')}"\n`,
  'global_helpers/helpers.py': 'def wanted():\n    return "a.b"\n',
  'global_helpers/helpers.yml': 'AnalysisType: global\nGlobalID: helpers\nFilename: helpers.py\n',
  'rules/missing.yml': pythonRule('No.File', 'missin.py', yes),
  'rules/missing.py': body,
  'rules/syntax.yml': pythonRule('No.Python', 'syntax.py', yes + no),
  'rules/syntax.py': 'def rule(event):\n    return event.get("a") ==\n',
  'rules/wrong.yml': pythonRule('Wrong.Test', 'wrong.py', yes + testOf('wrong', true, '{ eventType: other }')),
  'rules/wrong.py': body,
  'rules/state.yml': pythonRule('Has.State', 'state.py', yes),
  'rules/state.py': 'def rule(event):\n    return event.get("a") in open("names.txt").read()\n',
  'rules/mocked.yml': pythonRule('With.Mocks', 'mocked.py', yes + testOf('mocked', true, '{ eventType: c }', mocks)),
  'rules/mocked.py':
    'NAMES = "a.b"\n\ndef rule(event):\n    if event.get("eventType") == "c":\n        return not isinstance(NAMES, str)\n    return event.get("eventType") == NAMES\n',
  'rules/scheduled.yml': pythonRule('Is.Scheduled', 'scheduled.py', yes + no)
    .replace('AnalysisType: rule', 'AnalysisType: scheduled_rule')
    .replace('LogTypes: [Okta.SystemLog]', 'ScheduledQueries: [Some.Query]'),
  'rules/scheduled.py': body,
  'rules/correlation.yml':
    'AnalysisType: correlation_rule\nRuleID: Is.Correlation\nEnabled: true\nSeverity: Low\nDetection: []\n',
  'rules/unknown.yml': pythonRule('Other.Log', 'unknown.py', yes + no).replace('Okta.SystemLog', 'Unheard.Of'),
  'rules/unknown.py': body,
  'rules/table.yml': ruleText('A.Table'),
  'policies/p.yml': 'AnalysisType: policy\nPolicyID: P\n',
  'queries/q.yml': 'AnalysisType: scheduled_query\nQueryName: Q\n',
});

interface Line {
  readonly rule: string | null;
  readonly path: string;
  readonly status: string;
  readonly reasons: readonly { code: string; message: string; file: string | null; line: number | null }[];
  readonly tests: readonly { name: string; status: string }[];
}

interface Output {
  readonly rules: readonly Line[];
  readonly summary: object;
}

const ran = folder.run(['test', '.', '--format', 'json', '--report', 'out/report.md']);
const output = JSON.parse(ran.out) as Output; // what --format json prints

function lineOf(rule: string): Line {
  const line = output.rules.find((one) => one.rule === rule);
  if (line === undefined) throw new Error(`${rule} is not listed`);
  return line;
}

/** The place and code of each reason. */
function reasonsOf(rule: string): string[] {
  return lineOf(rule).reasons.map(({ code, file, line }) => `${file}:${line} ${code}`);
}

describe('test over a checkout with Python', () => {
  it('lists every rule, and nothing that is none', () => {
    expect(output.rules.map(({ rule, status }) => [rule, status])).toEqual([
      ['Is.Correlation', 'refused'],
      ['Good.One', 'lifted'],
      ['No.File', 'refused'],
      ['With.Mocks', 'lifted'],
      ['Is.Scheduled', 'lifted'],
      ['Has.State', 'refused'],
      ['No.Python', 'refused'],
      ['A.Table', 'lifted'],
      ['Other.Log', 'lifted'],
      ['Wrong.Test', 'refused'],
    ]);
    expect(output.summary).toEqual({ rules: 10, lifted: 5, refused: 5, tests: { passed: 9, failed: 1, skipped: 4 } });
    expect(ran.code).toBe(1);
  });

  it('tells the very place of each refusal', () => {
    expect(reasonsOf('Is.Correlation')).toEqual(['rules/correlation.yml:1 unsupported-analysis-type']);
    expect(reasonsOf('No.File')).toEqual(['rules/missing.yml:6 python-file-missing']);
    expect(reasonsOf('No.Python')).toEqual(['rules/syntax.py:2 python-syntax']);
    expect(reasonsOf('Has.State')).toEqual(['rules/state.py:2 python-unsupported']);
    expect(reasonsOf('Wrong.Test')).toEqual(['rules/wrong.yml:11 lift-disagrees']);
  });

  it('judges tests under their mocks', () => {
    expect(lineOf('With.Mocks').tests).toEqual([
      { name: 'yes', status: 'passed' },
      { name: 'mocked', status: 'passed' },
    ]);
  });

  it('skips the tests of refused rules', () => {
    expect(lineOf('No.Python').tests.map(({ status }) => status)).toEqual(['skipped', 'skipped']);
  });

  it('writes a report', () => {
    const report = folder.read('out/report.md');
    expect(report).toContain('10 rules: 5 lifted, 5 refused. Tests: 9 passed, 1 failed, 4 skipped.');
    expect(report).toContain('| Has.State | rules/state.py:2 | python-unsupported: ');
    folder.run(['test', '.', '--report', 'out/report.json']);
    const data = JSON.parse(folder.read('out/report.json')) as Output;
    expect([data.rules, data.summary]).toEqual([output.rules, output.summary]);
  });

  it('says in words what was skipped and how it came out', () => {
    const { out, err } = folder.run(['test', '.']);
    expect(out).toContain('skipped: 1 Python helpers, 1 policies, 1 queries.');
    expect(out).toContain('10 rules: 5 lifted, 5 refused; 9 tests passed, 1 failed, 4 skipped');
    expect(err).toContain('rules/state.py:2:');
  });
});

describe('build over rules in Python', () => {
  const built = folder.run(['build', 'rules', '--target', 'spl', '--format', 'json']);
  const found = (JSON.parse(built.out) as { diagnostics: { code: string; rule?: string }[] }).diagnostics;
  const codesOf = (rule: string): string[] => found.filter((one) => one.rule === rule).map(({ code }) => code);

  it('writes what can be lifted', () => {
    expect(codesOf('Good.One')).not.toContain('python-unsupported');
    expect(folder.list('dist/spl').some((path) => path.includes('good_one'))).toBe(true);
  });

  it('refuses what disagrees with its own tests, looks at queries, or is of a log type without a schema', () => {
    expect(codesOf('Wrong.Test')).toEqual(['lift-disagrees']);
    expect(codesOf('Is.Scheduled')).toEqual(['scheduled-rule']);
    expect(codesOf('Other.Log')).toEqual(['unknown-log-type']);
    expect(folder.list('dist').filter((path) => /wrong|scheduled|other_log/.test(path))).toEqual([]);
  });

  it('builds anew when a helper changes, and only then', () => {
    const alone = ['build', 'rules/good.yml', '--target', 'spl', '--out', 'again'];
    folder.run(alone);
    expect(folder.run(alone).out).toContain('0 files written');
    folder.write({ 'global_helpers/helpers.py': 'def wanted():\n    return "c.d" if False else "a.b"  # longer\n' });
    folder.write({ 'rules/good.yml': pythonRule('Good.One', 'good.py', yes + no) });
    expect(folder.run(alone).code).toBe(0);
    folder.write({ 'global_helpers/helpers.py': 'def wanted():\n    return "other"\n' });
    expect(folder.run(alone).code).toBe(1);
  });
});
