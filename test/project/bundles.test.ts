import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { repository } from '../support/built.ts';
import { ruleText } from '../support/command-line.ts';

const rules = { 'rules/a.yml': ruleText('A'), 'rules/b.yml': ruleText('B') };
const config = 'dist/yaral/rule_config.yaml';

it('a file of all rules takes part in builds, checks and removals', async () => {
  const repo = repository({ ...rules, 'rulegen.yml': 'targets: [yaral]\n' });
  const first = await repo.build();
  expect(first.found.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(Object.keys(parse(repo.read(config)))).toEqual(['a', 'b']);
  expect(repo.manifest().bundles.map(({ target, artifacts }) => [target, artifacts.map(({ path }) => path)])).toEqual([
    ['yaral', ['yaral/rule_config.yaml']],
  ]);
  expect((await repo.build()).written).toBe(0);

  repo.write({
    [config]: repo
      .read(config)
      .replace('a:\n', 'a:\n  id: ru_1\n')
      .concat('theirs:\n  enabled: true\n  alerting: false\n'),
  });
  expect((await repo.build()).written).toBe(0);
  repo.remove('rules/b.yml');
  const stale = await repo.build({ check: true });
  expect(stale.found.filter(({ message }) => message.includes('rule_config')).map(({ code }) => code)).toEqual([
    'out-of-date',
  ]);
  await repo.build({ release: 'one' });
  expect(parse(repo.read(config)).b).toEqual({ alerting: false, archived: true, enabled: false });
  await repo.build({ release: 'two' });
  expect(repo.read(config)).toBe(
    'a:\n  id: ru_1\n  alerting: true\n  archived: false\n  enabled: true\ntheirs:\n  enabled: true\n  alerting: false\n',
  );
});

it('a partial build names the rules that it leaves out', async () => {
  const repo = repository(rules);
  await repo.build({ targets: ['yaral'], paths: ['rules/a.yml'] });
  expect(Object.keys(parse(repo.read(config)))).toEqual(['a']);
  await repo.build({ targets: ['yaral'], paths: ['rules/b.yml'] });
  expect(Object.keys(parse(repo.read(config)))).toEqual(['a', 'b']);
  await repo.build({ targets: ['kql'], paths: ['rules/b.yml'] });
  expect(Object.keys(parse(repo.read(config)))).toEqual(['a', 'b']);
  expect(repo.manifest().bundles.map(({ target }) => target)).toContain('yaral');
});

it('what is merged into is given back where nothing of ours is left, and what was ours alone is removed', async () => {
  const theirs = 'theirs:\n  enabled: true\n  alerting: false # for now\n';
  const environments = 'environments:\n  one: {targets: [yaral]}\n  two: {targets: [yaral]}\n';
  const repo = repository({ ...rules, 'rulegen.yml': environments, 'dist/one/yaral/rule_config.yaml': theirs });
  await repo.build();
  expect(Object.keys(parse(repo.read('dist/one/yaral/rule_config.yaml')))).toEqual(['a', 'b', 'theirs']);
  repo.write({ 'rulegen.yml': 'targets: [kql]\n' });
  await repo.build({ release: 'one' });
  expect(parse(repo.read('dist/one/yaral/rule_config.yaml')).b.archived).toBe(true);
  expect(parse(repo.read('dist/two/yaral/rule_config.yaml')).a.archived).toBe(true);
  await repo.build({ release: 'two' });
  expect(repo.read('dist/one/yaral/rule_config.yaml')).toBe(theirs);
  expect(repo.built().filter((path) => path.startsWith('two'))).toEqual([]);
});

it('a configuration that cannot be read is left, said, and stops no other environment', async () => {
  const environments = 'environments:\n  one: {targets: [yaral]}\n  two: {targets: [yaral]}\n';
  const repo = repository({ ...rules, 'rulegen.yml': environments, 'dist/one/yaral/rule_config.yaml': 'a: [' });
  const { found } = await repo.build();
  expect(found.map(({ code, message }) => [code, message.slice(0, 80)])).toEqual([
    ['target-bundle', 'yaral (environment one): rule_config.yaml is left as it is: it is no YAML (Flow '],
  ]);
  expect(repo.read('dist/one/yaral/rule_config.yaml')).toBe('a: [');
  expect(Object.keys(parse(repo.read('dist/two/yaral/rule_config.yaml')))).toEqual(['a', 'b']);
  repo.remove('rules');
  repo.write({ 'rules/a.yml': ruleText('A') });
  await repo.build();
  expect(repo.read('dist/one/yaral/rule_config.yaml')).toBe('a: [');
});

it('a rule that is switched off or that raises no alert says so there, a refused one is as it was', async () => {
  const repo = repository({
    'rules/a.yml': `${ruleText('A')}CreateAlert: false\n`,
    'rules/b.yml': ruleText('B').replace('Enabled: true', 'Enabled: false'),
  });
  await repo.build({ targets: ['yaral'] });
  const states = {
    a: { enabled: true, archived: false, alerting: false },
    b: { enabled: false, archived: false, alerting: true },
  };
  expect(parse(repo.read(config))).toEqual(states);
  repo.write({ 'rules/b.yml': ruleText('B', 'noSuchField eq "x"') });
  await repo.build({ targets: ['yaral'] });
  expect(parse(repo.read(config))).toEqual(states);
});
