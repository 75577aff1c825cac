import { symlinkSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Ran, ruleText, scratch } from '../support/command-line.ts';

interface Finding {
  readonly code: string;
  readonly file?: string;
  readonly line?: number;
  readonly message: string;
  readonly fix: string;
}

const bomb = Array.from({ length: 12 }, (_, i) =>
  i === 0
    ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]'
    : `a${i}: &a${i} [${Array(9)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
).join('\n');

/** File, content, the code that must be reported on it. */
const bad: readonly (readonly [name: string, content: string | Buffer, code: string])[] = [
  ['broken', 'AnalysisType: rule\nRuleID: [unclosed\nfoo: }', 'yaml-syntax'],
  ['type', ruleText('Type').replace('Enabled: true', 'Enabled: [1]'), 'wrong-type'],
  ['operator', ruleText('Operator', 'eventType equals "x"'), 'table-unknown-operator'],
  ['log-type', ruleText('Log.Type').replace('SystemLog', 'SystemLogs'), 'unknown-log-type'],
  ['cyclic', 'AnalysisType: rule\nTags: &t [*t]\n', 'yaml-alias'],
  ['bomb', `AnalysisType: rule\n${bomb}\n`, 'yaml-alias'],
  ['big', Buffer.alloc(50_000_000, '#'), 'file-too-large'],
  ['binary', Buffer.from([0, 1, 2, 255, 254, 200, 100]), 'file-binary'],
  ['control', 'RuleID: "a\0b"\n', 'not-text'],
  ['empty', '', 'wrong-type'],
  ['list', '- a\n', 'wrong-type'],
  ['climbs', ruleText('"../../../etc/passwd"'), 'bad-rule-id'],
  ['slash', ruleText('"a/b"'), 'bad-rule-id'],
  ['newline', ruleText('"a\\nb"'), 'bad-rule-id'],
  ['quote', ruleText('"a\\"b"'), 'bad-rule-id'],
  ['unmapped', ruleText('Un.Mapped', 'eventTyp eq "x"'), 'unmapped-field'],
  ['deep', `AnalysisType: rule\nTags: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`, 'yaml-too-deep'],
];

describe('one build over every kind of bad file', () => {
  const folder = scratch({
    'rules/good.yml': ruleText('Good.One'),
    'rules/we..ird "q"/good.yml': ruleText('Good.Two'),
    'rules/same1.yml': ruleText('Same.Id'),
    'rules/same2.yml': ruleText('Same.Id'),
    'rules/clash1.yml': ruleText('Clash.Id'),
    'rules/clash2.yml': ruleText('clash_id'),
    'elsewhere/linked.yml': ruleText('Linked.Rule'),
    ...Object.fromEntries(bad.map(([name, content]) => [`rules/bad/${name}.yml`, content])),
  });
  symlinkSync(folder.path('elsewhere'), folder.path('rules/linked'));
  symlinkSync(folder.path('rules'), folder.path('rules/round'));
  symlinkSync('nowhere.yml', folder.path('rules/dangling.yml'));
  let ran: Ran;
  let findings: readonly Finding[];
  beforeAll(() => {
    ran = folder.run(['build', '--format', 'json']);
    findings = (JSON.parse(ran.out) as { diagnostics: Finding[] }).diagnostics; // what --format json prints
  });

  it.each(bad)('%s is reported', (name, _content, code) => {
    const mine = findings.filter((f) => f.file === `rules/bad/${name}.yml` || f.message.includes(`bad/${name}.yml`));
    expect(mine.map((f) => f.code)).toContain(code);
  });

  it('suggests near names', () => {
    const fixes = findings.map((f) => f.fix);
    expect(fixes).toContainEqual(expect.stringMatching(/^Did you mean "Okta\.SystemLog"\? Make its schema/));
    expect(fixes).toContain('Did you mean "eventType"?');
  });

  it('reports a shared id once for each rule, and writes neither', () => {
    expect(findings.filter((f) => f.code === 'duplicate-rule')).toHaveLength(2);
    expect(folder.list('dist').filter((path) => /same_id/.test(path))).toEqual([]);
  });

  it('gives rules whose file names would be one a mark each, and writes both', () => {
    const marked = findings.filter((f) => f.code === 'name-marked').map((f) => f.file);
    expect(marked.sort()).toEqual(['rules/clash1.yml', 'rules/clash2.yml']);
    const files = folder.list('dist').filter((path) => /\/clash_id/.test(path));
    expect(files.filter((path) => path.endsWith('.kql'))).toEqual([
      expect.stringMatching(/clash_id_[0-9a-f]{8}\.kql$/),
      expect.stringMatching(/clash_id_[0-9a-f]{8}\.kql$/),
    ]);
  });

  it('reports a link that leads nowhere, and ends on links that lead round', () => {
    expect(findings.some((f) => f.code === 'file-unreadable' && f.message.includes('dangling'))).toBe(true);
  });

  it('builds the good rules, inside the output folder and with nothing half-written', () => {
    expect(ran.code).toBe(1);
    expect(ran.err).toBe('');
    const files = folder.list('dist');
    expect(files).toContain('dist/kql/good_one.kql');
    expect(files).toContain('dist/kql/we..ird "q"/good_two.kql');
    expect(files).toContain('dist/kql/linked/linked_rule.kql');
    expect(files.filter((path) => path.endsWith('.part'))).toEqual([]);
    expect(folder.list('elsewhere')).toEqual(['elsewhere/linked.yml']);
  });
});

it('does not hang on a regex that backtracks, over a long log', () => {
  const log = `Tests:
  - Name: long
    ExpectedResult: false
    Log: { displayMessage: "${'a'.repeat(100_000)}!" }
  - Name: short
    ExpectedResult: true
    Log: { displayMessage: aaa }
`;
  const folder = scratch({ 'rules/bomb.yml': ruleText('Bomb', 'displayMessage regex "^(a+)+$"', log) });
  const ran = folder.run(['test', '--format', 'json']);
  expect(ran.code).toBe(0);
  expect(JSON.parse(ran.out).summary.tests).toEqual({ passed: 2, failed: 0, skipped: 0 });
});

it('says what is missing where a log type has no mapping for a target', () => {
  const folder = scratch({
    'log-types/My.Log.yml': 'schema: My.Log\nfields:\n  - name: eventType\n    type: string\n',
    'rules/a.yml': ruleText('A').replace('Okta.SystemLog', 'My.Log'),
  });
  const ran = folder.run(['build', '--target', 'yaral']);
  expect(ran.code).toBe(1);
  expect(ran.err).toContain('[no-mapping]');
  expect(ran.err).toContain('targets/yaral/My.Log.yaml');
});
