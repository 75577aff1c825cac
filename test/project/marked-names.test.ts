import { expect, it } from 'vitest';
import { repository } from '../support/built.ts';
import { ruleText } from '../support/command-line.ts';

const one = 'Acme.Login-Odd';
const other = 'Acme.Login.Odd';

it('rules whose file names would be the same get a mark each, in every target, whichever are built', async () => {
  const repo = repository({
    'rules/a/one.yml': ruleText(`'${one}'`),
    'rules/b/two.yml': ruleText(other),
    'rules/c.yml': ruleText('Acme.Other'),
  });
  const { found } = await repo.build();
  expect(found.map(({ code, rule }) => [code, rule])).toEqual([
    ['name-marked', one],
    ['name-marked', other],
  ]);
  const rules = repo.built().filter((path) => path.startsWith('yaral/rules/'));
  expect(rules).toEqual([
    expect.stringMatching(/acme_login_odd_[0-9a-f]{8}\.yaral$/),
    expect.stringMatching(/acme_login_odd_[0-9a-f]{8}\.yaral$/),
    'yaral/rules/acme_other.yaral',
  ]);
  for (const path of rules)
    expect(repo.read(`dist/${path}`)).toContain(`rule ${path.slice('yaral/rules/'.length, -'.yaral'.length)} {`);
  const macros = repo.read('dist/spl/RuleGen/default/macros.conf').match(/^\[acme_login_odd_\w+_filter\]$/gm);
  expect(new Set(macros).size).toBe(2);

  const before = repo.built();
  expect((await repo.build({ paths: ['rules/b'] })).written).toBe(0);
  expect(repo.built()).toEqual(before);
});

it('a long name is cut and marked, and stays the same', async () => {
  const long = `Acme.${'Very.'.repeat(16)}Long`;
  const repo = repository({ 'rules/a.yml': ruleText(long), 'rules/b.yml': ruleText(`${long}.Too`) });
  const { found } = await repo.build();
  expect(found.map(({ code }) => code).filter((code) => code !== 'target-limit')).toEqual([
    'name-marked',
    'name-marked',
  ]);
  const names = repo.built().filter((path) => path.startsWith('yaral/rules/'));
  expect(names).toHaveLength(2);
  for (const name of names) expect(name).toMatch(/^yaral\/rules\/acme_(very_)+[a-z_]*_[0-9a-f]{8}\.yaral$/);
  for (const path of repo.built()) expect(path.split('/').at(-1)?.length).toBeLessThan(110);
});
