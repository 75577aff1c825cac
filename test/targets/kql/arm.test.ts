import { expect, it } from 'vitest';
import { armTemplate } from '../../../src/targets/kql/arm.ts';
import { retire } from '../../../src/targets/kql/retire.ts';

const parts = {
  id: '00000000-0000-5000-8000-000000000000',
  name: '[concat("x")]',
  description: 'line one\n        "enabled": true,\n[not the end] x',
  severity: 'High',
  enabled: true,
  nrt: false,
  frequencyMinutes: 15,
  periodMinutes: 1440,
  tactics: ['Persistence'],
  techniques: ['T1078.004', 'T1078'],
  query: 'T\n| take 1',
  entityMappings: [],
  customDetails: [{ key: 'Sum', column: '[c]' }],
  displayNameFormat: '',
  descriptionFormat: '',
  severityColumn: '',
  createIncident: true,
  grouped: false,
  lookback: 'PT5H',
  matchingMethod: 'AnyAlert',
  groupByAlertDetails: [],
  groupByCustomDetails: [],
};

function propertiesOf(template: string): Record<string, unknown> {
  return (JSON.parse(template) as { resources: [{ properties: Record<string, unknown> }] }).resources[0].properties; // made by armTemplate
}

it('no text of a rule is an expression of the template', () => {
  const properties = propertiesOf(armTemplate(parts));
  expect(properties['displayName']).toBe('[[concat("x")]');
  expect(properties['description']).toBe(parts.description);
  expect(properties['customDetails']).toEqual({ Sum: '[[c]' });
  expect(properties).toMatchObject({ queryFrequency: 'PT15M', queryPeriod: 'PT24H', techniques: ['T1078'] });
});

it('a near-real-time rule has no schedule', () => {
  expect(
    Object.keys(propertiesOf(armTemplate({ ...parts, nrt: true }))).filter((key) => /query.|trigger/.test(key)),
  ).toEqual([]);
});

it('a rule that is gone is switched off, and nothing else changes', () => {
  const content = armTemplate(parts);
  const [off] = retire([{ path: 'arm/a.json', kind: 'sentinel-arm', content }]);
  expect(propertiesOf(off?.content ?? '')).toEqual({ ...propertiesOf(content), enabled: false });
});
