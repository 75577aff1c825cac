import { describe, expect, it } from 'vitest';
import { ruleText, scratch } from '../support/command-line.ts';

const folder = scratch({
  'pa/rules/a.yml': ruleText('A.Rule').replace(/Condition: \|\n.*\n/, 'Filename: a.py\n'),
  'pa/rules/a.py': 'def rule(event):\n    return event.get("eventType") == "a.b"\n',
  'pa/rules/b.yml': ruleText('B.Rule').replace(/Condition: \|\n.*\n/, 'Filename: b.py\n'),
  'pa/rules/b.py': 'def rule(event):\n    yield event\n',
  'pa/queries/q.yml': 'AnalysisType: saved_query\n',
});

describe('rulegen import', () => {
  it('writes, reports, and exits with 1 where a rule is refused', () => {
    const ran = folder.run(['import', 'panther', 'pa', '--out', 'rules', '--report', 'r/report.json']);
    expect(ran.code).toBe(1);
    expect(ran.out).toBe('No rules, and skipped: 1 queries.\n2 rules → rules: 1 written, 1 refused. 1 error.\n');
    expect(ran.err).toMatch(/pa\/rules\/b\.py:\d+:\d+ error\[/);
    expect(folder.list('rules')).toEqual(['rules/rules/a.yml']);
    expect(JSON.parse(folder.read('r/report.json')).summary.import).toMatchObject({ written: 1, refused: 1 });
    expect(folder.run(['test', 'rules']).code).toBe(0);
  });

  it('prints JSON alone on standard output', () => {
    const ran = folder.run(['import', 'panther', 'pa', '--out', 'other', '--format', 'json', '--report', 'report.md']);
    expect(JSON.parse(ran.out).summary).toMatchObject({ rules: 2, written: 1, refused: 1 });
    expect(ran.err).toBe('');
    expect(folder.read('report.md')).toContain('# Import');
  });

  it('knows wrong usage', () => {
    expect(folder.run(['import', 'splunk', 'pa', '--out', 'x']).code).toBe(2);
    expect(folder.run(['import', 'panther', 'pa']).code).toBe(2);
    const none = folder.run(['import', 'panther', 'nowhere', '--out', 'x']);
    expect(none.code).toBe(2);
    expect(folder.list('x')).toEqual([]);
  });
});
