import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { bin, type Ran, scratch } from '../support/command-line.ts';

const repository = resolve(import.meta.dirname, '..', '..');
const own = 'rules/okta/okta_api_token_created.yml';

describe('init', () => {
  const folder = scratch();

  /** Five hundred rules take longer than a command of a test may. */
  function run(...args: string[]): Ran {
    const ran = spawnSync(process.execPath, [bin, ...args], { cwd: folder.root, encoding: 'utf8', timeout: 150_000 });
    return { code: ran.status, out: ran.stdout, err: ran.stderr };
  }

  function git(...args: string[]): void {
    execFileSync('git', ['-c', 'user.email=a@example.com', '-c', 'user.name=a', ...args], { cwd: folder.root });
  }

  it('lays a repository down, and overwrites nothing, a broken link neither', () => {
    folder.write({ '.gitignore': 'mine\n' });
    symlinkSync('/nowhere/at/all', folder.path('rulegen.yml'));
    const ran = run('init', '--from', 'git+https://git.example/rulegen.git');
    expect(ran.err).toBe('');
    expect(ran.code).toBe(0);
    expect(folder.read('.gitignore')).toBe('mine\n');
    expect(ran.out).toMatch(/Left as they are:\n {2}\.gitignore\n {2}rulegen\.yml\n/);
    expect(JSON.parse(folder.read('package.json'))).toEqual({
      private: true,
      devDependencies: { rulegen: 'git+https://git.example/rulegen.git' },
    });
    folder.remove('rulegen.yml');
    expect(run('init').out).toContain('1 file written');
    folder.write({ '.gitignore': 'dist/\n' });
    expect(run('init').out).toContain('everything is there already');
    expect(run('init', '.gitignore').code).toBe(2);
  });

  it('writes workflows that are YAML, whose commands exist, and schemas that do', () => {
    const texts = ['.github/workflows/detections.yml', '.gitlab-ci.yml', '.pre-commit-config.yaml'].map(folder.read);
    const hooks = readFileSync(join(repository, '.pre-commit-hooks.yaml'), 'utf8');
    const action = readFileSync(join(repository, 'action.yml'), 'utf8');
    for (const text of [...texts, hooks, action]) expect(typeof parse(text)).toBe('object');
    const used = [
      ...[...texts, hooks].join('\n').matchAll(/(?:npx(?: --no-install)?|entry:) rulegen (\w+)((?: --[\w-]+)*)/g),
    ];
    const help = new Map(
      [...new Set(used.map(([, command = '']) => command))].map((name) => [name, run(name, '--help')]),
    );
    expect([...help.keys()].sort()).toEqual(['build', 'diff', 'lint', 'test', 'verify']);
    for (const [, command = '', options = ''] of used)
      for (const option of options.split(' ').filter((one) => one !== ''))
        expect(help.get(command)?.out).toContain(option);
    const settings = JSON.parse(folder.read('.vscode/settings.json')) as { 'yaml.schemas': Record<string, unknown> };
    for (const path of Object.keys(settings['yaml.schemas']))
      expect(existsSync(join(repository, path.replace('./node_modules/rulegen/', '')))).toBe(true);
  });

  it('gives a repository that works with five hundred rules', () => {
    const text = folder.read(own);
    const copies = Array.from({ length: 499 }, (_, i) => [
      `rules/copies/copy_${i}.yml`,
      text
        .replace('RuleID: Okta.API.Token.Created', `RuleID: Okta.Copy.N${i}`)
        .replace('DisplayName: Okta API token created', `DisplayName: Okta copy ${i}`)
        .replaceAll('system.api_token.create', `system.copy${i}.create`),
    ]);
    folder.write(Object.fromEntries(copies));
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'first');
    const lint = run('lint');
    expect([lint.code, lint.out]).toEqual([0, '500 rules linted: no errors, no warnings.\n']);
    expect(run('test').out).toBe('500 rules, 1500 tests passed, 0 failed.\n');
    const verified = run('verify', own, 'rules/copies/copy_7.yml', '-t', 'spl', 'sigma');
    expect([verified.code, verified.err]).toEqual([0, '']);
    const built = run('build');
    expect([built.code, built.err]).toEqual([0, '']);
    expect(built.out).toContain('2000 of 2000 rule × target builds');
    expect(run('build').out).toContain(' 0 files written');
    folder.write({
      'rules/copies/copy_7.yml': folder.read('rules/copies/copy_7.yml').replace('"SUCCESS"', '"FAILURE"'),
    });
    const diff = run('diff', '-t', 'spl');
    expect(diff.code).toBe(1);
    expect(diff.out).toContain('Okta.Copy.N7 changed (logic: Condition)');
    expect(diff.out).toContain('1 of 1 compared rule (1 changed); 2 test events answered otherwise.');
    expect(diff.err).toContain('error[version-not-bumped]');
  }, 240_000);
});
