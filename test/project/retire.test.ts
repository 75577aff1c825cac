import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildProject } from '../../src/project/build.ts';
import type { ManifestUnit } from '../../src/project/manifest.ts';
import { parseManifest } from '../../src/project/manifest.ts';
import { openProject } from '../../src/project/open-project.ts';
import { ruleText } from '../support/command-line.ts';

const cache = '.rulegen-cache.json';

/** A repository of rules that is built in this process. */
function repository(files: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(tmpdir(), 'rulegen-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const at = (name: string): string => join(root, name);
  const write = (more: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(more)) {
      mkdirSync(dirname(at(name)), { recursive: true });
      writeFileSync(at(name), text);
    }
  };
  write({ 'rulegen.yml': '{}', ...files });
  const read = (name: string): string => readFileSync(at(name), 'utf8');
  const list = (out = 'dist'): string[] =>
    readdirSync(at(out), { recursive: true, encoding: 'utf8' })
      .filter((name) => name !== cache && /\.\w+$/.test(name))
      .sort();
  return {
    at,
    write,
    read,
    list,
    remove: (name: string) => rmSync(at(name)),
    bytes: (out = 'dist') => list(out).map((name) => [name, read(`${out}/${name}`)]),
    units: (): readonly ManifestUnit[] => parseManifest(read('dist/manifest.json'))?.units ?? [],
    build: async (
      more: { release?: string; check?: boolean; paths?: string[]; targets?: string[]; out?: string } = {},
    ) => {
      const { release, check = false, paths = [], targets = [], out = 'dist' } = more;
      const codes: string[] = [];
      const project = openProject({ configPath: at('rulegen.yml'), today: '2026-01-01' }, ({ code }) =>
        codes.push(code),
      );
      const options = { out: at(out), check, release, paths: paths.map(at), targets, environments: [] };
      const result = await buildProject(options, project, ({ code }) => codes.push(code));
      return { ...result, codes };
    },
  };
}

describe('a rule that is gone', () => {
  const here = repository({ 'rules/a.yml': ruleText('A'), 'rules/b.yml': ruleText('B') });
  const { build } = here;
  const retired = (): readonly ManifestUnit[] => here.units().filter(({ status }) => status === 'retired');

  it('is published switched off, at the same paths and under the same ids', async () => {
    expect((await build()).codes).toEqual([]);
    const was = here.units().filter(({ rule }) => rule === 'B');
    here.remove('rules/b.yml');
    expect((await build({ check: true })).codes).toContain('out-of-date');
    expect(await build()).toMatchObject({ codes: [], retired: 4 });
    expect(retired().map(({ id }) => id)).toEqual(was.map(({ id }) => id));
    const texts = retired().flatMap(({ artifacts }) => artifacts.map(({ path }) => here.read(`dist/${path}`)));
    const [kql, arm, sigma, spl, , yaral] = texts;
    expect(texts).toHaveLength(6);
    expect(arm).toMatch(/^ {8}"enabled": false,$/m);
    expect(kql).toMatch(/^enabled: false\nid: /);
    expect(sigma?.match(/^status: .*$/gm)).toEqual(['status: deprecated']);
    expect(here.read('dist/spl/b.savedsearches.conf').match(/^(disabled|enableSched) = .*$/gm)).toEqual([
      'disabled = true',
      'enableSched = 0',
    ]);
    expect(yaral ?? spl).toMatch(/meta:\n {4}enabled = "false"\n/);
    expect(here.list().filter((path) => /\bb\.(kql|spl)$/.test(path))).toEqual([]);
  });

  it('stays so through builds, until another release than the first', async () => {
    const before = here.bytes();
    expect(await build()).toMatchObject({ written: 0 });
    here.remove(`dist/${cache}`);
    expect(await build()).toMatchObject({ written: 0 });
    expect((await build({ check: true })).codes).toEqual([]);
    expect(here.bytes()).toEqual(before);
    expect(retired().map(({ release }) => release)).toEqual([null, null, null, null]);
    await build({ release: 'r1' });
    expect(await build({ release: 'r1' })).toMatchObject({ written: 0, retired: 4 });
    expect(retired().map(({ release }) => release)).toEqual(['r1', 'r1', 'r1', 'r1']);
    expect(await build()).toMatchObject({ retired: 4 });
    expect(await build({ release: 'r2' })).toMatchObject({ retired: 0, removed: 6 });
    expect(here.list().filter((path) => /\bb\b/.test(path))).toEqual([]);
  });

  it('comes back as it was when the rule does, and leaves alone what somebody changed', async () => {
    here.write({ 'rules/c.yml': ruleText('C') });
    await build();
    const before = here.bytes();
    here.remove('rules/c.yml');
    await build();
    expect(here.bytes()).not.toEqual(before);
    here.write({ 'rules/c.yml': ruleText('C') });
    await build();
    expect(here.bytes()).toEqual(before);
    here.remove('rules/c.yml');
    here.write({ 'dist/kql/c.yaml': 'mine now' });
    expect((await build()).codes).toEqual(['artifact-changed']);
    expect(here.read('dist/kql/c.yaml')).toBe('mine now');
    expect(retired().map(({ target }) => target)).toEqual(['kql', 'sigma', 'spl', 'yaral']);
    expect(here.read('dist/kql/arm/c.json')).toMatch(/^ {8}"enabled": false,$/m);
  });

  it('is not one that a partial build leaves out', async () => {
    here.write({ 'rules/c.yml': ruleText('C') });
    await build();
    await build({ paths: ['rules/a.yml'] });
    await build({ targets: ['spl'] });
    expect(retired()).toEqual([]);
    expect(here.units()).toHaveLength(8);
  });
});

describe('a rule in the place of one that is gone', () => {
  it('has the name that both have in Splunk, and is switched on', async () => {
    const same = 'DisplayName: Same\n';
    const here = repository({ 'rulegen.yml': 'targets: [spl]', 'rules/a.yml': ruleText('A', undefined, same) });
    await here.build();
    here.remove('rules/a.yml');
    here.write({ 'rules/b.yml': ruleText('B', undefined, same) });
    expect(await here.build()).toMatchObject({ codes: [], retired: 1 });
    const conf = here.read('dist/spl/RuleGen/default/savedsearches.conf');
    expect(conf.match(/^(\[.*|disabled = .*)$/gm)).toEqual(['[RuleGen - Same - Rule]', 'disabled = false']);
  });
});

describe('a rule that is renamed', () => {
  it('keeps ids and file names by `Formerly`, and leaves nothing switched off', async () => {
    const here = repository({ 'rules/a.yml': ruleText('Old.Name') });
    await here.build();
    const marks = () => here.units().map(({ id, artifacts }) => [id, artifacts.map(({ path }) => path)]);
    const before = marks();
    here.write({ 'rules/a.yml': ruleText('New.Name', undefined, 'Formerly: [Old.Name]\n') });
    await here.build();
    expect(new Set(here.units().map(({ rule }) => rule))).toEqual(new Set(['New.Name']));
    expect(marks()).toEqual(before);
    here.write({ 'rules/a.yml': ruleText('Third.Name') });
    expect(await here.build()).toMatchObject({ built: 4, retired: 4 });
  });

  it('cannot take the name of another rule', async () => {
    const here = repository({
      'rulegen.yml': 'targets: [kql]',
      'rules/a.yml': ruleText('A', undefined, 'Formerly: [B]\n'),
      'rules/b.yml': ruleText('B'),
      'rules/c.yml': ruleText('C', undefined, 'Formerly: [D, "a/b"]\n'),
    });
    expect((await here.build()).codes.sort()).toEqual(['bad-rule-id', 'former-name-taken']);
    expect(here.units().map(({ rule }) => rule)).toEqual(['B']);
  });
});

describe('an older state of the rules', () => {
  it('gives the bytes that it gave then', async () => {
    const here = repository({ 'rules/a.yml': ruleText('A'), 'rules/b.yml': ruleText('B') });
    await here.build({ release: '1' });
    cpSync(here.at('dist'), here.at('then'), { recursive: true });
    here.remove('rules/b.yml');
    here.write({ 'rules/a.yml': ruleText('A', 'eventType eq "other"'), 'rules/c.yml': ruleText('C') });
    await here.build({ release: '2' });
    // The checkout of then: its rules, alone or with the artifacts that were kept with them.
    here.remove('rules/c.yml');
    here.write({ 'rules/a.yml': ruleText('A'), 'rules/b.yml': ruleText('B') });
    await here.build({ release: '1', out: 'again' });
    expect(here.bytes('again')).toEqual(here.bytes('then'));
    expect(await here.build({ release: '1', out: 'then' })).toMatchObject({ written: 0, removed: 0 });
  });
});

describe('an environment whose configuration is wrong', () => {
  const good = 'environments:\n  one: { targets: [kql] }\n  two: { targets: [kql, yaral], schedule: { "A*": 30 } }\n';
  const here = repository({ 'rulegen.yml': good, 'rules/a.yml': ruleText('A') });

  it.each([
    ['a value of a wrong type', 'two: { targets: 7 }'],
    ['a target that does not exist', 'two: { targets: [kqll] }'],
    ['an option that its target does not know', 'two: { targets: [kql, yaral], options: { kql: { nothing: 1 } } }'],
    ['a day that is none', 'two: { waivers: [{ rule: A, target: kql, code: x, reason: y, expires: 2026-02-31 }] }'],
  ])('keeps what it has, and the others build: %s', async (_what, two) => {
    here.write({ 'rulegen.yml': good, 'rules/a.yml': ruleText('A') });
    await here.build();
    expect(here.read('dist/two/kql/a.yaml')).toContain('queryFrequency: 30m');
    expect(here.read('dist/one/kql/a.yaml')).toContain('queryFrequency: 15m');
    const before = here.bytes();
    here.write({
      'rulegen.yml': `environments:\n  one: { targets: [kql] }\n  ${two}\n`,
      'rules/a.yml': ruleText('A', 'eventType eq "other"'),
    });
    const { codes, retired } = await here.build();
    expect([codes, retired]).toEqual([[], 0]);
    const after = here.bytes();
    expect(after.filter(([path]) => path?.startsWith('two/'))).toEqual(
      before.filter(([path]) => path?.startsWith('two/')),
    );
    expect(here.read('dist/one/kql/a.kql')).toContain('"other"');
  });
});
