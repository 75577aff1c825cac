import { parse } from 'yaml';
import type { BundleInput, BundleUnit } from '../../src/targets/bundle.ts';
import { bundle as bundleSpl } from '../../src/targets/spl/bundle.ts';
import { readConf } from '../../src/targets/spl/read-conf.ts';
import { bundle as bundleYaral } from '../../src/targets/yaral/bundle.ts';
import type { Unit } from '../../src/unit.ts';
import type { Workspace } from '../../src/workspace.ts';

function inputOf(target: string, units: readonly Unit[], workspace: Workspace): BundleInput {
  const own = units.filter((unit) => unit.target === target && unit.status === 'built');
  return {
    environment: undefined,
    options: {},
    author: undefined,
    units: own.map(
      (unit): BundleUnit => ({
        rule: unit.rule,
        version: undefined,
        logType: unit.logType,
        home: unit.home,
        enabled: unit.proof?.settings.enabled ?? true,
        alerting: unit.proof?.mapped.rule.lifecycle.createAlert ?? true,
        retired: false,
        artifacts: unit.artifacts.map(({ path, kind, content }) => ({ path, kind, read: () => content })),
      }),
    ),
    removed: [],
    lists: [],
    existing: () => undefined,
    render: (name, data) => workspace.template(target, name)(data),
  };
}

/** What is wrong with the app of all rules, read back file by file. */
export function appProblems(units: readonly Unit[], workspace: Workspace): readonly string[] {
  const input = inputOf('spl', units, workspace);
  const { files = [], findings } = bundleSpl(input);
  const conf = (name: string) =>
    readConf(
      files.flatMap(({ path, content }) => (path.endsWith(`/default/${name}`) ? String(content) : [])).join('\n'),
    );
  const saved = conf('savedsearches.conf');
  const macros = new Map(
    conf('macros.conf').map(({ name, settings }) => [name, settings.get('definition')?.value ?? '']),
  );
  const problems = findings.filter(({ severity }) => severity !== 'info').map(({ says }) => says);
  if (saved.length !== input.units.length) problems.push(`${saved.length} searches of ${input.units.length} units`);
  if (new Set(saved.map(({ name }) => name)).size !== saved.length) problems.push('two searches of one name');
  for (const { name, settings } of saved) {
    const value = (key: string): string => settings.get(key)?.value ?? '';
    if (value('action.correlationsearch.label') !== name) problems.push(`${name}: label`);
    for (const key of settings.keys())
      if (/annotations|metadata|_risk$|drilldown_searches|_entities|next_steps/.test(key)) JSON.parse(value(key));
    const suppressed = value('alert.suppress.fields').split(',');
    if (suppressed.some((field) => !value('search').includes(field)))
      problems.push(`${name}: throttles by what is not there`);
    for (const [, macro = ''] of value('search').matchAll(/`(\w+)`/g))
      if (macros.get(macro) === undefined && macro !== 'kube_audit') problems.push(`${name}: no macro ${macro}`);
  }
  const about = new Map(conf('app.conf').map(({ name, settings }) => [name, settings]));
  const ids = [about.get('package')?.get('id')?.value, about.get('id')?.get('name')?.value];
  if (ids.some((id) => !files.every(({ path }) => path.startsWith(`${id}/`) || path === `${id}.tgz`)))
    problems.push('ids differ');
  return problems;
}

/** What Google's content manager would refuse of the configuration of all rules. */
export function ruleConfigProblems(units: readonly Unit[], workspace: Workspace): readonly string[] {
  const input = inputOf('yaral', units, workspace);
  const { files = [], findings } = bundleYaral(input);
  const config = parse(String(files[0]?.content)) as Readonly<Record<string, Readonly<Record<string, unknown>>>>; // a mapping of mappings, as asked below
  const wanted = input.units.flatMap(({ artifacts }) =>
    artifacts.map(({ path }) => path.slice('rules/'.length, -'.yaral'.length)),
  );
  const wrong = Object.entries(config).flatMap(([name, entry]) =>
    Object.keys(entry).sort().join() === 'alerting,archived,enabled' &&
    Object.values(entry).every((one) => typeof one === 'boolean')
      ? []
      : [`${name}: ${JSON.stringify(entry)}`],
  );
  const same = JSON.stringify(Object.keys(config).sort()) === JSON.stringify([...wanted].sort());
  return [...findings.map(({ says }) => says), ...wrong, ...(same ? [] : ['rules and entries differ'])];
}
