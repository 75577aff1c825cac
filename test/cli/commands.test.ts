import { describe, expect, it } from 'vitest';
import { ruleText, scratch } from '../support/command-line.ts';

const tests = `Tests:
  - Name: yes
    ExpectedResult: true
    Log: { eventType: a.b }
  - Name: wrong & "quoted" <tag>
    ExpectedResult: true
    Log: { eventType: other }
`;
const folder = scratch({
  'rules/a.yml': ruleText('Some.Rule', 'eventType eq "a.b"', tests),
  'rules/b.yml': ruleText('Bad.Rule', 'eventType equals "x"'),
});

describe('formats', () => {
  it('json: one document on standard output and nothing else, the summary of tests at its top', () => {
    const ran = folder.run(['test', '--format', 'json']);
    expect(ran.code).toBe(1);
    expect(ran.err).toBe('');
    const data = JSON.parse(ran.out);
    expect(Object.keys(data).at(-1)).toBe('summary');
    expect(data.summary).toEqual({ rules: 2, lifted: 1, refused: 1, tests: { passed: 1, failed: 1, skipped: 0 } });
    expect(data.rules.map((r: { status: string; path: string }) => [r.path, r.status])).toEqual([
      ['rules/a.yml', 'lifted'],
      ['rules/b.yml', 'refused'],
    ]);
    expect(data.rules[1].reasons[0]).toMatchObject({ code: 'table-unknown-operator', file: 'rules/b.yml', line: 7 });
  });

  it('sarif: what the format requires of a log, a tool and each result', () => {
    const log = JSON.parse(folder.run(['build', '--format', 'sarif']).out);
    expect(log.version).toBe('2.1.0');
    expect(log.runs).toHaveLength(1);
    const { tool, results } = log.runs[0];
    const ids = tool.driver.rules.map((r: { id: string }) => r.id);
    expect(tool.driver.name).toBe('rulegen');
    expect(results.length).toBeGreaterThan(0);
    for (const result of results) {
      expect(ids).toContain(result.ruleId);
      expect(result.message.text).not.toBe('');
      const { region } = result.locations[0].physicalLocation;
      expect(region.startLine).toBeGreaterThan(0);
      expect(region.endLine).toBeGreaterThanOrEqual(region.startLine);
    }
  });

  it('github: an annotation on one line for each finding', () => {
    const lines = folder.run(['build', '--format', 'github']).out.trim().split('\n');
    expect(lines[0]).toMatch(
      /^::error file=rules\/b\.yml,line=7,endLine=7,col=13,title=rulegen table-unknown-operator::/,
    );
  });

  it('junit: balanced tags, with the counts', () => {
    const { out } = folder.run(['test', '--format', 'junit']);
    expect(out).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="rulegen" tests="2" failures="1"/,
    );
    expect(out).toContain('name="wrong &amp; &quot;quoted&quot; &lt;tag&gt;"');
    const open: string[] = [];
    for (const [, closing, name, selfClosed] of out.matchAll(/<(\/?)(\w+)(?:\s[^<>]*?)?(\/?)>/g)) {
      if (closing === '/') expect(open.pop()).toBe(name);
      else if (selfClosed !== '/' && name !== undefined) open.push(name);
    }
    expect(open).toEqual([]);
  });

  it('text: no colour unless asked, and readable in a narrow terminal', () => {
    const plain = folder.run(['build'], { COLUMNS: '40' });
    expect(plain.err).not.toContain('\u001b');
    for (const line of plain.err.split('\n')) expect(line.length, line).toBeLessThanOrEqual(60);
    expect(folder.run(['build'], { FORCE_COLOR: '1' }).err).toContain('\u001b[');
    expect(folder.run(['build'], { CI: 'true' }).err).not.toContain('\u001b[');
    expect(folder.run(['build'], { FORCE_COLOR: '1', NO_COLOR: '1' }).err).not.toContain('\u001b[');
  });
});

describe('explain', () => {
  it('shows every stage for a RuleID and for a file, the same', () => {
    const byId = folder.run(['explain', 'Some.Rule', '-t', 'kql']);
    expect(byId.code).toBe(0);
    for (const stage of ['ir', 'mapped · kql', 'ast · kql', 'text · kql']) expect(byId.out).toContain(`── ${stage}`);
    expect(folder.run(['explain', 'rules/a.yml', '-t', 'kql']).out).toBe(byId.out);
  });

  it('is JSON where asked', () => {
    const stages = JSON.parse(folder.run(['explain', 'Some.Rule', '--format', 'json']).out);
    expect(new Set(stages.map((s: { stage: string }) => s.stage))).toEqual(new Set(['ir', 'mapped', 'ast', 'text']));
    expect(stages.filter((s: { stage: string }) => s.stage === 'text')).toHaveLength(4);
  });

  it('suggests a rule, and refuses targets that do not exist', () => {
    const rule = folder.run(['explain', 'Some.Rul']);
    expect([rule.code, rule.err]).toEqual([2, expect.stringContaining('Did you mean "Some.Rule"?')]);
    const target = folder.run(['explain', 'Some.Rule', '-t', 'kqll']);
    expect([target.code, target.err]).toEqual([2, expect.stringContaining('Did you mean "kql"?')]);
  });
});

describe('targets', () => {
  it('prints the matrix as markdown and as JSON', () => {
    expect(folder.run(['targets', '--format', 'markdown']).out).toMatch(/^\|\s*operator\s*\|\s*sigma/);
    const data = JSON.parse(folder.run(['targets', '--format', 'json']).out);
    expect(data.operators.eq.kql).toBe(true);
    expect(Object.keys(data.logTypes)).toContain('Okta.SystemLog');
  });

  it('prints a log type with citations, and refuses one that is unknown', () => {
    const rows = JSON.parse(folder.run(['targets', '--log-type', 'Okta.SystemLog', '--format', 'json']).out);
    expect(rows.every((r: { column: { cite: string } }) => r.column.cite !== '')).toBe(true);
    const ran = folder.run(['targets', '--log-type', 'Okta.Sys']);
    expect([ran.code, ran.out]).toEqual([2, '']);
  });
});

describe('usage', () => {
  it('helps with examples and exit codes', () => {
    const help = folder.run(['--help']);
    expect(help.code).toBe(0);
    expect(help.out).toContain('rulegen build --check');
    expect(help.out).toContain('Exit codes: 0 good');
    const bare = folder.run([]);
    expect([bare.code, bare.out]).toEqual([2, '']);
    expect(bare.err).toContain('Examples:');
  });

  it.each([
    [['biuld'], 'Did you mean build?'],
    [['--today', '2026-02-30', 'build'], 'It must be a day'],
    [['test', '--minimum-tests', 'x'], 'whole number'],
    [['build', '--format', 'xml'], 'Allowed choices'],
    [['build', 'nowhere'], 'there is no such file'],
  ])('%j is refused with exit code 2', (args, told) => {
    const ran = folder.run(args);
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(told)]);
  });
});
