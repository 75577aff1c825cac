import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratch } from '../support/command-line.ts';
import { root } from '../support/project.ts';

interface Unit {
  readonly home: string;
  readonly status: string;
  readonly lastGood?: readonly { readonly path: string }[];
}

const golden = join(root, 'test/golden/home-parts');
const copied = ['log-types/Golden.Parts.yml', 'targets/kql/Golden.Parts.yaml'];
const folder = scratch({
  ...Object.fromEntries(copied.map((path) => [path, readFileSync(join(golden, path))])),
  'rulegen.yml': 'targets: [kql]\n',
  'events.ndjson': ['change', 'other']
    .map((category) => JSON.stringify({ p_log_type: 'Golden.Parts', category, action: 'delete', user: 'ann' }))
    .join('\n'),
});

const setRule = (condition: string): void =>
  folder.write({
    'rules/a.yml': `AnalysisType: rule\nRuleID: A\nEnabled: true\nSeverity: Low\nLogTypes: [Golden.Parts]\nCondition: |\n${condition.replace(/^/gm, '  ')}\n`,
  });
const units = (): readonly Unit[] => (JSON.parse(folder.read('dist/manifest.json')) as { units: Unit[] }).units;
const texts = (): readonly string[] => folder.list('dist/kql').filter((path) => path.endsWith('.kql'));

describe('a log type in several tables', () => {
  it('builds a file for each, and takes away those that a rule no longer needs', () => {
    setRule('action eq "delete"');
    expect(folder.run(['build']).code).toBe(0);
    expect(texts().map((path) => path.replace('dist/kql/', ''))).toEqual([
      'a.golden_parts_changes_cl.kql',
      'a.golden_parts_exports_cl.kql',
      'a.golden_parts_signins_cl.kql',
    ]);
    setRule('category eq "change"\naction eq "delete"');
    expect(folder.run(['build', 'rules/a.yml']).code).toBe(0);
    expect(texts()).toEqual(['dist/kql/a.kql']);
  });

  it('keeps of the one that is refused what it had', () => {
    setRule('action eq "delete"');
    expect(folder.run(['build']).code).toBe(0);
    setRule('action eq "delete"\naddress ne "10.0.0.1"');
    expect(folder.run(['build']).code).toBe(1);
    const refused = units().filter((unit) => unit.status === 'refused');
    expect(refused.map(({ home, lastGood }) => [home, lastGood?.map(({ path }) => path)[0]])).toEqual([
      ['Changes_CL', 'kql/a.golden_parts_changes_cl.kql'],
    ]);
    expect(texts()).toHaveLength(3);
  });

  it('keeps all where no home is left', () => {
    setRule('action eq "delete"');
    expect(folder.run(['build']).code).toBe(0);
    setRule('category eq "none"\naction eq "delete"');
    expect(folder.run(['build']).code).toBe(1);
    // The unit of its own that the rule had before is published switched off.
    expect(units().map(({ status }) => status)).toEqual(['refused', 'retired']);
    expect(texts()).toHaveLength(3);
  });

  it('rows are those of the homes that have the event; the others are counted', () => {
    const { out, err, code } = folder.run(['rows', '-t', 'kql', 'events.ndjson']);
    expect(code).toBe(0);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => /"Type": "(\w+)"/.exec(line)?.[1]),
    ).toEqual(['Changes_CL']);
    expect(err).toContain('One event of Golden.Parts is in no home of kql.');
  });

  it('match asks the text whose home has the event', () => {
    setRule('action eq "delete"');
    const { out } = folder.run(['match', 'rules/a.yml', 'events.ndjson', '--target', 'kql', '--format', 'json']);
    const { events } = JSON.parse(out) as { events: { texts: { home: string | null; error?: string }[] }[] };
    expect(events[0]?.texts.map(({ home }) => home)).toEqual(['Changes_CL']);
    expect(events[1]?.texts).toMatchObject([{ home: null, error: expect.stringContaining('none of the rule') }]);
  });
});
