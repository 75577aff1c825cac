import { expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { Pending } from '../../src/project/build-file.ts';
import type { ManifestUnit } from '../../src/project/manifest.ts';
import { checkQuotas } from '../../src/project/quotas.ts';
import { open } from '../support/project.ts';

const project = open(undefined);

function pending(count: number, uses: readonly string[], more: Partial<ManifestUnit> = {}): Pending[] {
  const entry: ManifestUnit = {
    environment: null,
    rule: 'A',
    version: null,
    target: 'yaral',
    logType: 'L',
    home: 'h',
    status: 'built',
    source: { path: 'a.yml', sha256: '' },
    artifacts: [],
    fidelity: 'exact',
    reasons: [],
    notes: [],
    assumptions: [],
    diagnostics: [],
    ...more,
  };
  return Array.from({ length: count }, () => ({ entry, files: [], expires: undefined, uses }));
}

function found(units: readonly Pending[], options: Readonly<Record<string, string>> = {}): readonly string[] {
  const all: Diagnostic[] = [];
  const { config } = project;
  const own = { ...project, config: { ...config, base: { ...config.base, options: { yaral: options } } } };
  checkQuotas(units, { targets: [], environments: [] }, own, (one) => all.push(one));
  return all.map(({ code, message }) => `${code}: ${message}`);
}

const several = ['rules', 'multi-event rules'];

it('75 multi-event rules fit into the Standard package, 76 do not', () => {
  expect(found(pending(75, several))).toEqual([]);
  expect(found(pending(76, several))).toEqual([
    'quota-exceeded: yaral: the build has 76 multi-event rules that are switched on, and Google SecOps Standard takes 75.',
  ]);
});

it('the tier of the configuration counts', () => {
  expect(found(pending(76, several), { tier: 'enterprise' })).toEqual([]);
  expect(found(pending(201, several), { tier: 'enterprise' })).toHaveLength(1);
});

it('units that are refused, switched off, of other environments or on single events do not count', () => {
  expect(
    found([
      ...pending(75, several),
      ...pending(1, several, { status: 'refused' }),
      ...pending(1, []),
      ...pending(1, several, { environment: 'other' }),
      ...pending(100, ['rules']),
    ]),
  ).toEqual([]);
});
