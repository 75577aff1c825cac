import { expect, it } from 'vitest';
import type { Workspace } from '../../src/compile.ts';
import { compileRule } from '../../src/compile.ts';
import type { Config } from '../../src/config.ts';
import { loadLists, withLists } from '../../src/project/load-lists.ts';
import { readRule } from '../../src/source/rule-file.ts';
import { bundle as sentinel } from '../../src/targets/kql/bundle.ts';
import { bundle as secops } from '../../src/targets/yaral/bundle.ts';
import { casesOf } from '../../src/verify/border-cases.ts';
import { verifyUnit } from '../../src/verify/verify.ts';
import { ruleText, scratch } from '../support/command-line.ts';
import { open } from '../support/project.ts';

const { config, workspace } = open();

function ruleOf(condition: string) {
  const file = { path: 'rule.yml', text: ruleText('Test.Lists', condition) };
  const rule = readRule({ file, sidecar: undefined, withTests: false }, (found) => {
    throw new Error(found.message);
  });
  if (rule === undefined) throw new Error(condition);
  return rule;
}

const withOne = ruleOf('eventType in_list "kinds-of-reset"\nactor.displayName not_in_list "our-people"');

function unitsOf(
  lists: Readonly<Record<string, readonly string[]>>,
  rule = withOne,
  how: 'reference' | 'inline' = 'reference',
) {
  const here: Workspace = { ...workspace, lists: new Map(Object.entries(lists)) };
  const options = Object.fromEntries(['spl', 'kql', 'yaral'].map((name) => [name, { lists: how }]));
  const targets = ['spl', 'kql', 'yaral'];
  const units = compileRule({ rule, folder: '' }, { ...config.base, targets, options, homes: {} }, undefined, here);
  for (const unit of units) expect(unit.status).toBe('built');
  return { units, here };
}

const first = { 'kinds-of-reset': ['a.b', 'c.d'], 'our-people': ['Homer'] };
const other = { 'kinds-of-reset': ['e.f'], 'our-people': [] };

it('a changed list changes no text that names it', () => {
  const [before, after] = [unitsOf(first).units, unitsOf(other).units];
  expect(after.map(({ artifacts }) => artifacts)).toEqual(before.map(({ artifacts }) => artifacts));
  expect(before.map(({ lists }) => lists)).toEqual(before.map(() => ['kinds-of-reset', 'our-people']));
  const inline = unitsOf(first, withOne, 'inline').units;
  for (const { artifacts, lists } of inline) {
    expect(artifacts[0]?.content).toContain('c.d');
    expect(lists).toBeUndefined();
  }
});

it('texts are held to what the lists hold', { timeout: 60_000 }, async () => {
  const { units, here } = unitsOf(first);
  for (const unit of units) {
    const target = workspace.targets.find(({ name }) => name === unit.target);
    if (target === undefined) throw new Error(unit.target);
    const runner = await target.runner();
    const under = (meant: Workspace) =>
      verifyUnit(unit, casesOf(withOne, unit.logType, here), {
        rule: withOne,
        target,
        runner,
        workspace: meant,
        guessed: false,
      });
    expect(under(here).undeclared).toEqual([]);
    // The table of another list in its place.
    const wrong = unit.artifacts.map((one) => ({
      ...one,
      content: one.content.replaceAll('kinds_of_reset', 'our_people'),
    }));
    const swapped = verifyUnit({ ...unit, artifacts: wrong }, casesOf(withOne, unit.logType, here), {
      rule: withOne,
      target,
      runner,
      workspace: here,
      guessed: false,
    });
    expect(swapped.undeclared.length).toBeGreaterThan(0);
  }
});

it('lists of which the names would be one stand in the texts, and so do those of elements', () => {
  const alike = unitsOf({ ...first, kinds_of_reset: ['x'] }).units;
  const inside = unitsOf(first, ruleOf('eventType eq "a"\nany target (displayName in_list "our-people")')).units;
  for (const { artifacts, notes } of [...alike, ...inside]) {
    expect(artifacts[0]?.content).not.toContain('kinds_of_reset');
    expect(notes.join()).toContain('stand in the text');
  }
});

it('an environment has its own list in the place of the general one', () => {
  const { root } = scratch({
    'lists/a.txt': 'x\n',
    'lists/b.txt': '# none\n',
    'lists/acme/a.txt': '\ufeffy\r\n\r\nz\r\ny',
  });
  const lists = loadLists(root, ['acme', 'beta'], () => undefined);
  const environments = ['acme', 'beta'].map((name) => ({ ...config.base, name }));
  const read: Config = withLists({ ...config, environments }, lists);
  expect([...lists.everywhere]).toEqual([
    ['a', ['x']],
    ['b', []],
  ]);
  expect(read.environments.map(({ lists: own }) => own?.get('a'))).toEqual([['y', 'z'], undefined]);
});

it('lists are published as tables of one column, their cells quoted', () => {
  const lists = [{ name: 'a b', table: 'a_b', values: ['x,"y"'] }];
  const none = { environment: undefined, options: {}, author: undefined, units: [], removed: [] };
  const input = { ...none, lists, existing: () => undefined, render: () => '' };
  expect(sentinel(input).files).toMatchObject([{ path: 'watchlists/a_b.csv', content: 'SearchKey\n"x,""y"""\n' }]);
  expect(secops(input).files).toMatchObject([{ path: 'data_tables/a_b.csv', content: 'value\n"x,""y"""\n' }]);
});
