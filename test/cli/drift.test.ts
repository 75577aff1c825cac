import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ruleText, scratch } from '../support/command-line.ts';
import { schemaErrors } from '../support/schemas.ts';

interface Report {
  readonly drifts: readonly {
    readonly target: string;
    readonly rule: string | null;
    readonly name: string;
    readonly what: string;
    readonly settings: readonly { readonly key: string; readonly ours: string; readonly deployed: string | null }[];
    readonly hunks: readonly (readonly string[])[];
  }[];
}

const folder = scratch({
  'rules/a.yml': ruleText('Rule.A', 'eventType eq "a"', 'DisplayName: First\nGroupBy: [actor.alternateId]\n'),
  'rules/b.yml': ruleText('Rule.B', 'eventType eq "b"', 'DisplayName: Second\n'),
  'many/rulegen.yml': 'rules: ../rules\nenvironments: { acme: {}, other: {} }\n',
});

function drift(...args: string[]): {
  readonly code: number | null;
  readonly err: string;
  readonly drifts: Report['drifts'];
} {
  const ran = folder.run(['diff', '--format', 'json', ...args]);
  const report = JSON.parse(ran.out) as Report; // held against the published schema
  expect(schemaErrors('drift', report)).toEqual([]);
  return { code: ran.code, err: ran.err, drifts: report.drifts };
}

/** An analytics rule as Sentinel exports it: other words for the same. */
function arm(yaml: string, more: Record<string, unknown> = {}): object {
  const { id, name, version, status, kind, tags, requiredDataConnectors, relevantTechniques, ...rule } = parse(
    yaml,
  ) as Record<string, unknown>;
  const minutes = (text: unknown): string => `PT${parseInt(String(text), 10)}${/h$/.test(String(text)) ? 'H' : 'M'}`;
  return {
    type: 'Microsoft.OperationalInsights/workspaces/providers/alertRules',
    name: `[concat(parameters('workspace'),'/Microsoft.SecurityInsights/${String(id).toUpperCase()}')]`,
    kind,
    properties: {
      ...rule,
      displayName: name,
      enabled: true,
      queryFrequency: minutes(rule['queryFrequency']),
      queryPeriod: minutes(rule['queryPeriod']),
      triggerOperator: 'GreaterThan',
      alertRuleTemplateName: null,
      suppressionDuration: 'PT5H',
      ...more,
    },
  };
}

describe('drift', () => {
  it('is none where what runs is what would be published, in the words of the SIEM', () => {
    expect(folder.run(['build']).code).toBe(0);
    const conf = folder.read('dist/spl/rule_a.savedsearches.conf') + folder.read('dist/spl/rule_b.savedsearches.conf');
    const yaral = (stem: string): string =>
      folder
        .list('dist/yaral')
        .filter((path) => path.endsWith(`/${stem}.yaral`))
        .map(folder.read)
        .join();
    const template = { resources: ['rule_a', 'rule_b'].map((stem) => arm(folder.read(`dist/kql/${stem}.yaml`))) };
    folder.write({
      'export/apps/x/default/savedsearches.conf': conf
        .replaceAll('disabled = false', 'disabled = 0')
        .replaceAll('\n', '\r\n'),
      'export/sentinel.json': JSON.stringify(template),
      'export/ours.json': folder.read('dist/kql/arm/rule_a.json'),
      'export/rules/rule_a.yaral': yaral('rule_a'),
      'export/rules/rule_b.yaral': yaral('rule_b'),
      'export/rule_config.yaml':
        'rule_a: { enabled: true, alerting: true, id: ru_1 }\nrule_b: { enabled: true, alerting: true }\n',
    });
    const text = folder.run(['diff', '--deployed', 'export']);
    expect([text.code, text.err]).toEqual([0, '']);
    expect(text.out).toContain('0 missing, 0 changed, 0 extra.');
    expect(text.out).toContain('spl 2 against 2, kql 2 against 2, yaral 2 against 2');
  });

  it('tells what is missing, extra, and changed: text and settings', () => {
    folder.write({
      'export/apps/x/local/savedsearches.conf': `[RuleGen - First - Rule]\ndisabled = 1\n[Mine]\nsearch = index=x\n`,
      'export/ours.json': '[]',
      'export/sentinel.json': JSON.stringify([
        arm(folder.read('dist/kql/rule_a.yaml'), { severity: 'Low', query: 'OktaV2_CL | take 1' }),
      ]),
      'export/rule_config.yaml':
        'rule_a: { enabled: false, alerting: true }\nrule_b: { enabled: true, alerting: true }\n',
    });
    const { code, drifts } = drift('--deployed', 'export');
    expect(code).toBe(1);
    expect(drifts.map(({ target, rule, what, settings }) => [target, rule, what, settings])).toEqual([
      ['kql', 'Rule.A', 'changed', [{ key: 'severity', ours: 'High', deployed: 'Low' }]],
      ['kql', 'Rule.B', 'missing', []],
      ['spl', 'Rule.A', 'changed', [{ key: 'disabled', ours: '0', deployed: '1' }]],
      ['spl', null, 'extra', []],
      ['yaral', 'Rule.A', 'changed', [{ key: 'enabled', ours: 'true', deployed: 'false' }]],
    ]);
    expect(drifts[0]?.hunks.flat()).toContain('+OktaV2_CL | take 1');
    const markdown = folder.run(['diff', '--deployed', 'export', '--format', 'markdown', '-t', 'spl']);
    expect(markdown.code).toBe(1);
    expect(markdown.out).toContain('disabled: 0 → 1');
  });

  it('counts what is extra with --strict only, and reads Sigma by its ids', () => {
    const sigma = folder.list('dist/sigma').map(folder.read);
    folder.write({
      's/one.yml': sigma[0] ?? '',
      's/two.yml': (sigma[1] ?? '').replace(/^status: .*$/m, 'status: test'),
      's/three.yml':
        'title: Other\nid: 00000000-0000-4000-8000-000000000000\ndetection: { a: { b: c }, condition: a }\n',
    });
    const { code, drifts } = drift('--deployed', 's');
    expect(code).toBe(1);
    expect(drifts.map(({ what, settings }) => [what, settings.map(({ key }) => key)])).toEqual([
      ['changed', ['status']],
      ['extra', []],
    ]);
    folder.write({ 's/two.yml': sigma[1] ?? '' });
    expect(drift('--deployed', 's').code).toBe(0);
    expect(drift('--deployed', 's', '--strict').code).toBe(1);
  });

  it('says what it cannot read, and wants one environment', () => {
    folder.write({ 'bad/x.json': '{', 'bad/y.yml': 'title: [\ndetection: x\n', 'none/x.txt': '' });
    const bad = drift('--deployed', 'bad');
    expect(bad.code).toBe(1);
    expect(bad.err.match(/error\[[\w-]+\]/g)).toEqual([
      'error[deployed-nothing]',
      'error[deployed-unread]',
      'error[deployed-unread]',
    ]);
    expect(drift('--deployed', 'absent').err).toContain('error[file-unreadable]');
    expect(folder.run(['--config', 'many/rulegen.yml', 'diff', '--deployed', 'export']).code).toBe(2);
    const acme = folder.run([
      '--config',
      'many/rulegen.yml',
      'diff',
      '--deployed',
      'export',
      '-e',
      'acme',
      '-t',
      'spl',
    ]);
    expect(acme.out).toContain('spl 2 against 3');
  });
});
