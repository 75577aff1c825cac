import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { retire } from '../../../src/targets/kql/retire.ts';
import { compileFile, open, root } from '../../support/project.ts';
import { sentinelTables } from './harness.ts';
import { bind } from './microsoft.ts';

interface Detection {
  readonly isEnabled: boolean;
  readonly queryCondition: { readonly queryText: string };
  readonly schedule: { readonly frequency: string; readonly lookback: string };
  readonly detectionAction: {
    readonly alertTemplate: {
      readonly title: string;
      readonly severity: string;
      readonly category: string;
      readonly impactedAssets: readonly { readonly identifier: string }[];
    };
  };
}

const plain = open('rulegen.yml');
const base = { ...plain.config.base, targets: ['kql'], options: { kql: { defender: true } } };
const project = { ...plain, config: { ...plain.config, base } };
const units = readdirSync(`${root}/rules`, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yml') && !path.endsWith('.rulegen.yml'))
  .flatMap((path) => compileFile(`rules/${path}`, project).units)
  .filter(({ target, status }) => target === 'kql' && status === 'built');

const minutes = (duration: string): number => {
  const [, hours = '0', rest = '0'] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(duration) ?? [];
  return Number(hours) * 60 + Number(rest);
};

it('every rule is a custom detection whose entities are in its result, beside the same query as in Sentinel', () => {
  expect(units.length).toBeGreaterThan(100);
  const assets = new Set<string>();
  for (const { artifacts, rule, proof } of units) {
    const artifact = artifacts.find(({ kind }) => kind === 'defender-custom-detection');
    const query = artifacts.find(({ kind }) => kind === 'kql')?.content.trimEnd() ?? '';
    const found = JSON.parse(artifact?.content ?? '{}') as Detection; // what customDetection wrote
    const { queryText } = found.queryCondition;
    expect(queryText.startsWith(query), rule).toBe(true);
    expect(queryText.slice(query.length), rule).toMatch(/^(\n\| extend[^|]*)?$/);
    const { frequency, lookback } = found.schedule;
    expect(minutes(frequency), rule).toBeGreaterThanOrEqual(5);
    expect(minutes(lookback), rule).toBeGreaterThanOrEqual(minutes(frequency));
    const { severity, impactedAssets } = found.detectionAction.alertTemplate;
    expect(['informational', 'low', 'medium', 'high'], rule).toContain(severity);
    const table = String(proof?.mapped.home.source['table']);
    const columns = sentinelTables?.[table];
    const bound = columns && bind(queryText, table, columns);
    expect(bound?.findings ?? [], rule).toEqual([]);
    for (const { identifier } of impactedAssets) {
      assets.add(identifier);
      if (bound) expect(Object.keys(bound.columns), rule).toContain(identifier.replace(/^./, (c) => c.toUpperCase()));
    }
  }
  expect([...assets].sort()).toEqual(expect.arrayContaining(['accountName', 'accountUpn', 'targetAccountUpn']));
});

it('is not written unless asked for, and is switched off with a rule that is gone', () => {
  const { units: without } = compileFile('rules/okta/okta_support_reset.yml', plain);
  expect(without.flatMap(({ artifacts }) => artifacts).some(({ kind }) => kind.startsWith('defender'))).toBe(false);
  const seed = units.find(({ rule }) => rule === 'Okta.Support.Reset');
  const gone = retire(seed?.artifacts ?? []).find(({ kind }) => kind === 'defender-custom-detection');
  expect((JSON.parse(gone?.content ?? '{}') as Detection).isEnabled).toBe(false);
});
