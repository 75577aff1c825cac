import { readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bin, ruleText, type Scratch, scratch } from '../support/command-line.ts';

interface Unit {
  readonly rule: string;
  readonly target: string;
  readonly environment: string | null;
  readonly status: string;
  readonly artifacts: readonly { readonly path: string }[];
  readonly lastGood?: readonly { readonly path: string }[];
}

function unitsOf(folder: Scratch, out = 'dist'): readonly Unit[] {
  return (JSON.parse(folder.read(`${out}/manifest.json`)) as { units: Unit[] }).units; // written by the build
}

describe('builds in a row', () => {
  const folder = scratch({
    'rules/a.yml': ruleText('A'),
    'rules/sub/b.yml': ruleText('B'),
    'dist/foreign.txt': 'mine',
  });

  it('writes nothing the second time', () => {
    expect(folder.run(['build', '-t', 'kql', 'spl']).code).toBe(0);
    const before = statSync(folder.path('dist/kql/a.kql')).mtimeMs;
    const again = folder.run(['build', '-t', 'kql', 'spl']);
    expect(again.out).toContain('0 files written');
    expect(statSync(folder.path('dist/kql/a.kql')).mtimeMs).toBe(before);
  });

  it('keeps the entries of what a partial build leaves out', () => {
    folder.write({ 'rules/a.yml': ruleText('A', 'eventType eq "changed"') });
    expect(folder.run(['build', 'rules/a.yml', '-t', 'kql']).code).toBe(0);
    expect(folder.read('dist/kql/a.kql')).toContain('changed');
    expect(folder.read('dist/spl/a.spl')).not.toContain('changed');
    expect(unitsOf(folder).map((u) => `${u.target} ${u.rule}`)).toEqual(['kql A', 'kql B', 'spl A', 'spl B']);
  });

  it('sees with --check what is missing, different or left over', () => {
    expect(folder.run(['build', '-t', 'kql', 'spl']).code).toBe(0);
    expect(folder.run(['build', '-t', 'kql', 'spl', '--check']).code).toBe(0);
    folder.write({ 'dist/kql/a.kql': 'edited by hand' });
    folder.remove('dist/spl/a.spl');
    const ran = folder.run(['build', '-t', 'kql', 'spl', '--check', '--format', 'json']);
    expect(ran.code).toBe(1);
    const messages = (JSON.parse(ran.out) as { diagnostics: { message: string }[] }).diagnostics.map((d) => d.message);
    expect(messages.filter((m) => m.startsWith('dist/kql/a.kql'))).toHaveLength(1);
    expect(messages.filter((m) => m.startsWith('dist/spl/a.spl'))).toHaveLength(1);
    expect(folder.read('dist/kql/a.kql')).toBe('edited by hand');
  });

  it('leaves the last good artifacts where a rule breaks, and says so in the manifest', () => {
    expect(folder.run(['build', '-t', 'kql', 'spl']).code).toBe(0);
    const good = folder.read('dist/kql/a.kql');
    folder.write({ 'rules/a.yml': ruleText('A', 'noSuchField eq "x"') });
    expect(folder.run(['build']).code).toBe(1);
    expect(folder.read('dist/kql/a.kql')).toBe(good);
    const unit = unitsOf(folder).find((u) => u.rule === 'A' && u.target === 'kql');
    expect(unit?.status).toBe('refused');
    expect(unit?.lastGood?.map((a) => a.path)).toContain('kql/a.kql');
    folder.write({ 'rules/a.yml': 'AnalysisType: [' });
    expect(folder.run(['build']).code).toBe(1);
    expect(folder.read('dist/kql/a.kql')).toBe(good);
  });

  it('removes the artifacts of rules that are gone, and no foreign file', () => {
    folder.remove('rules/sub');
    folder.write({ 'rules/a.yml': ruleText('A') });
    const check = folder.run(['build', '--check']);
    expect(check.code).toBe(1);
    expect(check.err).toContain('belongs to no rule any more');
    expect(folder.run(['build']).code).toBe(0);
    const files = folder.list('dist');
    expect(files.filter((path) => /\bb\./.test(path) && /\.(spl|kql)$/.test(path))).toEqual([]);
    expect(folder.run(['build', '--release', 'next']).code).toBe(0);
    expect(folder.run(['build', '--release', 'after that']).code).toBe(0);
    expect(folder.list('dist').filter((path) => /\bb\./.test(path))).toEqual([]);
    expect(files).toContain('dist/foreign.txt');
  });

  it('survives a manifest and a cache that are rubbish', () => {
    folder.write({
      'dist/manifest.json': '{"tool":1,"units":[null,{"artifacts":[{}]}]}',
      'dist/.rulegen-cache.json': '[',
    });
    expect(folder.run(['build']).code).toBe(0);
    expect(unitsOf(folder)).toHaveLength(4);
  });
});

describe('environments and overlays', () => {
  const config = `targets: [kql, spl]
environments:
  prod:
    except: [B]
    severity: { A: Critical }
  lab:
    targets: [kql]
    disabled: ["*"]
    homes: { kql: { Okta.SystemLog: Okta_CL } }
`;
  const folder = scratch({
    'rulegen.yml': config,
    'rules/a.yml': ruleText('A'),
    'rules/b.yml': ruleText('B'),
  });

  it('publishes each environment into a folder of its own, with its targets, homes, severities and rules', () => {
    const ran = folder.run(['build']);
    expect(ran.err).toBe('');
    expect(ran.code).toBe(0);
    expect(unitsOf(folder).map((u) => `${u.environment} ${u.target} ${u.rule}`)).toEqual([
      'lab kql A',
      'lab kql B',
      'prod kql A',
      'prod spl A',
    ]);
    expect(folder.read('dist/lab/kql/a.kql')).toContain('Okta_CL');
    expect(folder.read('dist/prod/kql/a.kql')).not.toContain('Okta_CL');
    expect(folder.read('dist/lab/kql/a.yaml')).toContain('This rule is switched off');
    expect(folder.read('dist/prod/spl/a.savedsearches.conf')).toMatch(/critical/i);
  });

  it('suggests names for environments and targets that do not exist, and builds nothing', () => {
    const environment = folder.run(['build', '-e', 'prd']);
    expect(environment.code).toBe(2);
    expect(environment.err).toContain('Did you mean "prod"?');
    const target = folder.run(['build', '-t', 'splunk', 'kqll']);
    expect(target.code).toBe(2);
    expect(target.err).toContain('Did you mean "kql"?');
  });

  it('reads another configuration with --config, and notices when it changes', () => {
    folder.write({ 'other/my.yml': 'rules: [../rules]\ntargets: [kql]\nout: made\n' });
    expect(folder.run(['--config', 'other/my.yml', 'build']).code).toBe(0);
    expect(folder.list('other/made')).toContain('other/made/kql/a.kql');
    folder.write({ 'other/my.yml': 'rules: [../rules]\ntargets: [spl]\nout: made\n' });
    expect(folder.run(['--config', 'other/my.yml', 'build']).code).toBe(0);
    expect(folder.list('other/made')).toContain('other/made/spl/a.spl');
    expect(folder.list('other/made')).not.toContain('other/made/kql/a.kql');
  });

  it('takes templates, log types and mappings of the repository over those of the package', () => {
    const mine = scratch({
      'rules/a.yml': ruleText('A'),
      'log-types/Okta.SystemLog.yml': 'schema: Okta.SystemLog\nfields:\n  - name: other\n    type: string\n',
    });
    expect(mine.run(['build', '-t', 'sigma']).err).toContain('eventType is no field of this log type');
    mine.remove('log-types');
    mine.write({ 'targets/kql/Okta.SystemLog.yaml': 'nonsense: true\n' });
    expect(mine.run(['build', '-t', 'kql']).err).toContain('targets/kql/Okta.SystemLog.yaml:1:1');
    mine.remove('targets');
    const name = readdirSync(resolve(bin, '../../templates/kql'))[0];
    mine.write({ [`templates/kql/${name}`]: 'my own frame' });
    expect(mine.run(['build', '-t', 'kql']).code).toBe(0);
    expect(mine.list('dist/kql').some((path) => mine.read(path) === 'my own frame')).toBe(true);
  });

  it('refuses a configuration that is wrong with exit code 2', () => {
    folder.write({ 'wrong.yml': 'targts: [kql]\n' });
    const ran = folder.run(['--config', 'wrong.yml', 'build']);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('targets');
    expect(folder.run(['--config', 'nowhere.yml', 'build']).code).toBe(2);
  });
});
