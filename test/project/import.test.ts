import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileRule } from '../../src/compile.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { placeOf } from '../../src/diagnostics/report.ts';
import { meaningOf } from '../../src/ir/normalize.ts';
import { importAsJson, importAsMarkdown, summarizeImport } from '../../src/project/import-report.ts';
import type { ImportResult } from '../../src/project/import-rules.ts';
import { importRules } from '../../src/project/import-rules.ts';
import type { Project } from '../../src/project/open-project.ts';
import { openProject } from '../../src/project/open-project.ts';
import { readRuleFile } from '../../src/project/read-rules.ts';
import { scratch } from '../support/command-line.ts';

const yaml = (id: string, more = ''): string => `AnalysisType: rule
Filename: ${id.toLowerCase()}.py
RuleID: Our.${id}
DisplayName: Our ${id}
Enabled: true
LogTypes: [Okta.SystemLog]
Severity: High
${more}`;

const tests = (...results: boolean[]): string =>
  `Tests:\n${results.map((result, i) => `  - Name: ${i}\n    ExpectedResult: ${result}\n    Log: { eventType: ${result ? 'a.b' : 'x'} }\n`).join('')}`;

const simple = `def rule(event):
    return event.get("eventType") == "a.b"
`;

const rich = `from shared_names import NAMES

def rule(event):
    return event.get("eventType") in NAMES and event.deep_get("actor", "id", default="").startswith("x")

def title(event):
    return f"{event.get('eventType')} by {event.deep_get('actor', 'id', default='<nobody>')}"

def dedup(event):
    return event.deep_get("actor", "id", default="")

def severity(event):
    if event.get("outcome") == "SUCCESS":
        return "CRITICAL"
    return "DEFAULT"

def alert_context(event):
    return {"who": event.get("actor"), "what": event.get("eventType")}
`;

const files = {
  'pa/global_helpers/shared_names.py': 'NAMES = {"a.b", "c.d"}\n',
  'pa/global_helpers/shared_names.yml': 'AnalysisType: global\nFilename: shared_names.py\nGlobalID: shared_names\n',
  'pa/rules/one/simple.yml': yaml('Simple', tests(true, false)),
  'pa/rules/one/simple.py': simple,
  'pa/rules/one/simple.rulegen.yml': 'Waivers:\n  - { Target: spl, Code: row-dropped, Reason: known }\n',
  'pa/rules/two/deep/rich.yml': yaml('Rich', '# kept\nTests: []\n'),
  'pa/rules/two/deep/rich.py': rich,
  'pa/rules/two/wrong.yml': yaml('Wrong', tests(false).replace('eventType: x', 'eventType: a.b')),
  'pa/rules/two/wrong.py': simple,
  'pa/rules/two/clock.yml': yaml('Clock', tests(true)),
  'pa/rules/two/clock.py':
    'import random\n\ndef rule(event):\n    return event.get("eventType") == "a.b" and random.random() > 0.5\n',
  'pa/rules/two/plain.yml': yaml('Plain').replace(/Filename: .*/, 'Condition: eventType eq "a.b"'),
  'pa/policies/some.yml': 'AnalysisType: policy\nPolicyID: A\n',
};

const folder = scratch(files);
const project: Project = openProject({ today: '2026-01-01' }, () => {});

function run(
  out: string,
  more: { partial?: boolean; force?: boolean; from?: string } = {},
): ImportResult & { found: Diagnostic[] } {
  const found: Diagnostic[] = [];
  const options = {
    from: folder.path(more.from ?? 'pa'),
    out: folder.path(out),
    partial: more.partial === true,
    force: more.force === true,
  };
  return { ...importRules(options, project.workspace, (one) => found.push(one)), found };
}

function rulesIn(path: string) {
  const file = { path: folder.path(path), sidecar: undefined, folder: '', named: true };
  const { rule, diagnostics } = readRuleFile(file, true);
  if (rule === undefined) throw new Error(diagnostics.map((d) => d.message).join('\n'));
  return rule;
}

describe('an import', () => {
  let result: ReturnType<typeof run>;
  beforeAll(() => {
    result = run('out');
  });

  it('writes each rule where it stands in the checkout, its sidecar beside it, and nothing else', () => {
    expect(folder.list('out')).toEqual([
      'out/rules/one/simple.rulegen.yml',
      'out/rules/one/simple.yml',
      'out/rules/two/deep/rich.yml',
      'out/rules/two/plain.yml',
    ]);
    expect(summarizeImport(result)).toEqual({
      rules: 5,
      written: 2,
      partial: 0,
      copied: 1,
      refused: 2,
      unchanged: 0,
      tests: { kept: 2, unmocked: 0, leftOut: 0 },
    });
    expect([...result.skipped].sort()).toEqual(['Python helpers', 'policies']);
  });

  it('writes the condition instead of the Python', () => {
    expect(folder.read('out/rules/one/simple.yml')).toBe(
      files['pa/rules/one/simple.yml']
        .replace('Filename: simple.py\n', '')
        .replace('Tests:', 'Condition: |\n  eventType eq "a.b"\nTests:'),
    );
    expect(folder.read('out/rules/one/simple.rulegen.yml')).toBe(files['pa/rules/one/simple.rulegen.yml']);
    expect(folder.read('out/rules/two/plain.yml')).toBe(files['pa/rules/two/plain.yml']);
  });

  it('reads back as what the Python means', () => {
    const before = rulesIn('pa/rules/two/deep/rich.yml');
    const after = rulesIn('out/rules/two/deep/rich.yml');
    expect(after.python).toBeUndefined();
    for (const part of ['condition', 'raises'] as const) expect(meaningOf(after[part])).toBe(meaningOf(before[part]));
    expect(meaningOf(after.alert.key)).toBe(meaningOf(before.alert.key));
    expect(after.alert.outputs.map(({ name }) => name)).toEqual(['who', 'what']);
    expect(after.alert.severity.cases.map(({ severity }) => severity)).toContain('Critical');
  });

  it('names what it refuses at its place', () => {
    const refused = result.rules.filter(({ status }) => status === 'refused');
    expect(refused.map(({ report }) => [report.id, report.path.replace(/^.*pa\//, '')])).toEqual([
      ['Our.Clock', 'rules/two/clock.yml'],
      ['Our.Wrong', 'rules/two/wrong.yml'],
    ]);
    const places = result.found
      .filter(({ severity }) => severity === 'error')
      .map((one) => `${placeOf(one).replace(/^.*pa\//, '')} ${one.code}`);
    expect(places).toHaveLength(2);
    expect(places[0]).toMatch(/^rules\/two\/clock\.py:4:/);
    expect(places[1]).toMatch(/^rules\/two\/wrong\.yml:9:5 (test-failed|lift-disagrees)$/);
  });

  it('reports every rule as JSON and as a page', () => {
    const json = JSON.parse(importAsJson(result));
    expect(json.rules).toHaveLength(5);
    expect(json.rules.find((r: { rule: string }) => r.rule === 'Our.Simple')).toMatchObject({
      imported: 'written',
      reasons: [],
      tests: [{ status: 'passed' }, { status: 'passed' }],
    });
    expect(json.rules.find((r: { path: string }) => r.path.endsWith('clock.yml'))).toMatchObject({
      status: 'refused',
      out: null,
      reasons: [{ line: 4 }],
    });
    const page = importAsMarkdown(result);
    expect(page).toContain('## Refused rules');
    expect(page).toMatch(/clock\.py:4 \|/);
  });

  it('leaves what is there, unless it is the same or may be overwritten', () => {
    const again = run('out');
    expect(summarizeImport(again)).toMatchObject({ written: 2, copied: 1, unchanged: 3 });
    folder.write({ 'out/rules/one/simple.yml': 'mine\n' });
    const kept = run('out');
    expect(kept.found.map(({ code }) => code)).toContain('import-exists');
    expect(folder.read('out/rules/one/simple.yml')).toBe('mine\n');
    run('out', { force: true });
    expect(folder.read('out/rules/one/simple.yml')).toContain('Condition:');
    expect(folder.list('out').filter((path) => path.includes('part'))).toEqual([]);
  });

  it('takes what an earlier import wrote inside the checkout for no part of it', () => {
    run('pa/out', { from: 'pa' });
    const again = run('pa/out', { from: 'pa' });
    expect(again.rules).toHaveLength(5);
  });
});

describe('a partial import', () => {
  it('keeps what can be lifted, lists the rest, and each target needs a waiver', () => {
    const { rules, found } = run('partial', { partial: true, from: 'pa/rules/two' });
    expect(rules.find(({ report }) => report.id === 'Our.Clock')).toMatchObject({ status: 'partial' });
    expect(found.find(({ code }) => code === 'import-loss')?.message).toMatch(/random/);
    const text = readFileSync(join(folder.root, 'partial/clock.yml'), 'utf8');
    expect(text).toMatch(
      /# Not all of the Python[^\n]*\nCondition: \|\n {2}eventType eq "a.b"\nLosses:\n {2}- Construct: .*random/,
    );
    const rule = rulesIn('partial/clock.yml');
    const units = compileRule({ rule, folder: '' }, project.config.base, undefined, project.workspace);
    expect(units.map(({ status }) => status)).toEqual(units.map(() => 'refused'));
    expect(units.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code))).toEqual(
      units.map(() => 'unwaived-loss'),
    );
    const waivers = project.workspace.targets.map(({ name }) => ({
      target: name,
      code: 'not-lifted',
      reason: 'known',
    }));
    const waived = compileRule(
      { rule: { ...rule, waivers }, folder: '' },
      project.config.base,
      undefined,
      project.workspace,
    );
    expect(waived.map(({ status }) => status)).toEqual(units.map(() => 'built'));
    expect(waived[0]?.fidelity).toContainEqual(
      expect.objectContaining({ code: 'not-lifted', direction: 'wider', waived: 'known' }),
    );
  });
});
