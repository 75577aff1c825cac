import { describe, expect, it } from 'vitest';
import type { BundleInput, BundleUnit } from '../../../src/targets/bundle.ts';
import { isCron } from '../../../src/targets/spl/app-checks.ts';
import { bundle } from '../../../src/targets/spl/bundle.ts';
import { readAppOptions } from '../../../src/targets/spl/options.ts';
import { readConf } from '../../../src/targets/spl/read-conf.ts';
import { open } from '../../support/project.ts';

const { workspace } = open();
const good = `description = d
cron_schedule = */15 * * * *
dispatch.earliest_time = -30m@m
dispatch.latest_time = @m
enableSched = 1
disabled = false
search = \`okta\` x="\`not_a_macro\`" \\
| \`a_filter\`
`;

function unit(rule: string, saved: string, macros = '', enabled = true): BundleUnit {
  const artifacts = [
    { path: `${rule}.savedsearches.conf`, kind: 'savedsearches.conf', read: () => saved },
    ...(macros === '' ? [] : [{ path: `${rule}.macros.conf`, kind: 'macros.conf', read: () => macros }]),
  ];
  return {
    rule,
    version: '1',
    logType: 'Okta.SystemLog',
    home: 'h',
    enabled,
    alerting: true,
    retired: false,
    artifacts,
  };
}

function made(units: readonly BundleUnit[], more: Partial<BundleInput> = {}) {
  const render: BundleInput['render'] = (name, data) => workspace.template('spl', name)(data);
  const input = {
    environment: undefined,
    options: {},
    author: 'A',
    units,
    removed: [],
    lists: [],
    existing: () => undefined,
    render,
  };
  const { files = [], findings } = bundle({ ...input, ...more });
  const text = (path: string): string => String(files.find((file) => file.path === path)?.content);
  return {
    paths: files.map(({ path }) => path),
    text,
    findings: findings.map(({ severity, says }) => `${severity}: ${says}`),
  };
}

const macros = '[okta]\ndefinition = sourcetype="OktaIM2:log"\n\n[a_filter]\ndefinition = search *\n';

describe('the app', () => {
  it('holds all searches and each macro once', () => {
    const app = made([
      unit('A', `# about A\n[R - a - Rule]\n${good}`, macros),
      unit('B', `[R - b - Rule]\n${good}`, macros),
    ]);
    expect(app.paths).toEqual([
      'RuleGen/README.md',
      'RuleGen/default/app.conf',
      'RuleGen/default/macros.conf',
      'RuleGen/default/savedsearches.conf',
      'RuleGen/metadata/default.meta',
      'RuleGen.tgz',
    ]);
    expect(app.findings).toEqual([]);
    expect(readConf(app.text('RuleGen/default/macros.conf')).map(({ name }) => name)).toEqual(['a_filter', 'okta']);
    expect(readConf(app.text('RuleGen/default/savedsearches.conf')).map(({ name }) => name)).toEqual([
      'R - a - Rule',
      'R - b - Rule',
    ]);
    expect(app.text('RuleGen/default/savedsearches.conf')).toContain('# about A\n[R - a - Rule]\n');
  });

  it('is named by the options, everywhere the same', () => {
    const app = made([unit('A', `[a]\n${good}`, macros)], { options: { app: 'Acme SOC: ü', app_version: '2.1.0' } });
    const conf = new Map(readConf(app.text('Acme_SOC/default/app.conf')).map(({ name, settings }) => [name, settings]));
    const said = (stanza: string, key: string): string | undefined => conf.get(stanza)?.get(key)?.value;
    expect([said('package', 'id'), said('id', 'name'), said('ui', 'label')]).toEqual([
      'Acme_SOC',
      'Acme_SOC',
      'Acme SOC: ü',
    ]);
    expect([said('id', 'version'), said('launcher', 'version')]).toEqual(['2.1.0', '2.1.0']);
    expect(readAppOptions({ app: '7 seas' }).id).toBe('app_7_seas');
    expect(readAppOptions({ app: 'nul' }).id).toBe('app_nul');
  });

  it('tells searches of one name apart, whatever else there is, and keeps the label the stanza', () => {
    const saved = `[R - same - Rule]\naction.correlationsearch.label = R - same - Rule\n${good}`;
    const app = made([unit('A', saved, macros), unit('B', saved, macros)]);
    const stanzas = readConf(app.text('RuleGen/default/savedsearches.conf'));
    const names = stanzas.map(({ name }) => name);
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^R - same [0-9a-z]{7} - Rule$/);
    for (const { name, settings } of stanzas) expect(settings.get('action.correlationsearch.label')?.value).toBe(name);
    expect(app.findings).toHaveLength(2);
    const later = made([unit('A', saved, macros), unit('B', saved, macros), unit('C', `[c]\n${good}`, macros)]);
    expect(readConf(later.text('RuleGen/default/savedsearches.conf')).map(({ name }) => name)).toEqual([...names, 'c']);
  });

  it('brings lists as lookups, their cells quoted', () => {
    const lists = [{ name: 'a b', table: 'a_b', values: ['x,"y"', '10.0.0.0/8'] }];
    const app = made([unit('A', `[a]\n${good}`, macros)], { lists });
    expect(app.text('RuleGen/lookups/a_b.csv')).toBe('value\n"x,""y"""\n"10.0.0.0/8"\n');
    expect(readConf(app.text('RuleGen/default/transforms.conf'))[0]?.settings.get('filename')?.value).toBe('a_b.csv');
  });

  it.each([
    ['[a]\ncron_schedule = 61 * * * *\n', 'which is no cron expression'],
    ['[a]\naction.email.to = x@example.com\n', 'names who gets mail'],
    ['[a]\naction.script.filename = x.sh\n', 'action.script.filename'],
    ['[a]\ndescription =\n', 'blank description'],
    ['[a]\nsearch =\n', 'searches nothing'],
    ['[a]\ndispatch.earliest_time = rt-5m\n', 'in real time'],
    [`[${'x'.repeat(82)}]\n`, 'more than 81 characters'],
    ['[a]\ncron_schedule = * * * * *\n', 'more often than every five minutes'],
  ])('says what AppInspect would: %j', (changed, says) => {
    const [head = '', ...own] = changed.trimEnd().split('\n');
    const key = own[0]?.split(' =')[0];
    const rest = good.split('\n').filter((line) => key === undefined || !line.startsWith(`${key} =`));
    const saved = [head, ...own, ...(key === 'search' ? rest.filter((line) => !line.startsWith('|')) : rest)].join(
      '\n',
    );
    const { findings } = made([unit('A', saved, macros)]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain(says);
  });

  it('names macros that it does not define, and those with two definitions', () => {
    expect(made([unit('A', `[a]\n${good}`)]).findings).toEqual([
      'info: searches name macros that another app must define: a_filter, okta.',
    ]);
    const other = macros.replace('OktaIM2:log', 'other');
    expect(made([unit('A', `[a]\n${good}`, macros), unit('B', `[b]\n${good}`, other)]).findings).toEqual([
      'warning: the macro okta has several definitions in the app; the first one stands.',
    ]);
  });
});

it('reads cron as Splunk does', () => {
  for (const text of ['*/15 * * * *', '3-59/15 0 1,15 */2 0-6', '0 0 * * 7']) expect(isCron(text)).toBe(true);
  for (const text of [
    '60 * * * *',
    '* * 0 * *',
    '*/0 * * * *',
    '5-1 * * * *',
    '* * * *',
    '0 0 * jan *',
    '',
    '1,, * * * *',
  ])
    expect(isCron(text)).toBe(false);
});
