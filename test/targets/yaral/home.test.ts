import { expect, test } from 'vitest';
import type { Column, Home } from '../../../src/mapping/mapping.ts';
import { yaral } from '../../../src/targets/yaral/index.ts';
import { Names, ruleName } from '../../../src/targets/yaral/names.ts';
import { place } from './harness.ts';

const sample = place('Sample.Log').home;

function problems(column: Partial<Column>, more: Partial<Home> = {}): readonly string[] {
  const known = sample.fields.get('s')?.columns[0];
  if (known === undefined) throw new Error('the sample has no s');
  const fields = new Map([['x', { columns: [{ ...known, ...column }], where: [] }]]);
  return yaral.checkHome({ ...sample, fields, ...more });
}

test('a column must be a UDM path of the type, lists and names that it claims', () => {
  expect(problems({ name: 'target.url' })).toEqual([]);
  expect(problems({ name: 'target.uri' })).toEqual(['x: UDM has no target.uri.']);
  expect(problems({ name: 'target url' })).toEqual(['x: target url is no UDM path.']);
  expect(problems({ name: 'target.port' })).toEqual(['x: target.port is of type int, not string.']);
  expect(problems({ name: 'principal.ip' })).toEqual(['x: principal.ip is repeated in UDM.']);
  expect(problems({ repeated: true })).toEqual(['x: target.url is not repeated in UDM.']);
  expect(problems({ name: 'principal.platform', type: 'enum', values: { a: 'Linux' } })).toEqual([
    'x: principal.platform has no value Linux.',
  ]);
  expect(problems({ name: 'additional.fields', access: ['k'] })).toEqual([]);
});

test('a home must say how its events are selected', () => {
  expect(problems({}, { source: {} })).toEqual(['source needs logType, or vendor and product.']);
  expect(problems({}, { source: { logType: 'A\nB' } })).toEqual(['source.logType must be a text on one line.']);
  expect(problems({}, { source: { logType: 'A', index: 'x' } })).toHaveLength(1);
});

test('the target has no options', () => {
  expect(yaral.checkOptions({})).toEqual([]);
  expect(yaral.checkOptions({ profile: 'x' })).toHaveLength(1);
  expect(yaral.checkOptions({ tier: 'enterprise' })).toEqual([]);
  expect(yaral.checkOptions({ tier: 'gold' })).toEqual(['tier must be one of standard, enterprise, enterprise-plus.']);
  const most = (options: Readonly<Record<string, string>>) => yaral.quotas(options).map((quota) => quota.most);
  expect(most({})).toEqual([1000, 75]);
  expect(most({ tier: 'enterprise-plus' })).toEqual([3500, 400]);
});

test('rule names are names', () => {
  expect(ruleName('okta_support_reset')).toBe('okta_support_reset');
  expect(ruleName('okta_x.home-1')).toBe('okta_x_home_1');
  expect(ruleName('1password')).toBe('rule_1password');
  expect(ruleName('condition')).toBe('rule_condition');
  expect(ruleName('..')).toBe('rule_');
  const names = new Names();
  expect(['Over', 'over', 'a.b', 'a b', '7'].map((n) => names.take(n))).toEqual([
    'v_over',
    'v_over_2',
    'a_b',
    'a_b_2',
    'v_7',
  ]);
});
