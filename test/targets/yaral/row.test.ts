import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/ir/json.ts';
import { rowOf, storeOf } from './reading.ts';

const okta = storeOf('Okta.SystemLog');
const trail = storeOf('AWS.CloudTrail');

test('a home fills the metadata, and unset stays absent', () => {
  expect(rowOf({ s: null, t: '', tags: [] })).toEqual({
    metadata: {
      event_timestamp: { seconds: 1_700_000_000n, nanos: 0n },
      log_type: 'SAMPLE',
      vendor_name: 'Maker',
      product_name: 'Thing',
    },
    target: { hostname: 'n/a' },
  });
});

test('values take the type of their column, or are lost', () => {
  const row = rowOf({
    s: 5n,
    n: '80',
    m: 'x',
    f: 2n,
    b: 'true',
    e: 'LINUX',
    es: 'maybe',
    nt: 7n,
    bt: false,
    many: 'no address',
    other: '10.0.0.1',
    t: ['a'],
  });
  expect(row['target']).toMatchObject({ url: '5', port: 80n, ip: ['10.0.0.1'] });
  expect(row['network']).toEqual({ is_proxy: true });
  expect(row['additional']).toEqual({ fields: { nt: '7', bt: 'false' } });
  expect(row['principal']).toEqual({ location: { region_coordinates: { latitude: 2 } }, platform: 'LINUX' });
  expect(row['security_result']).toBeUndefined();
});

test('labels, structures, pieces and lists', () => {
  const row = rowOf({ label: 'x', key: 'y', piece: 'a,b,,c', tags: ['p', null, '', 'p', 'q'], es: 'yes' });
  expect(row['security_result']).toEqual([
    { detection_fields: [{ key: 'k', value: 'x' }], category_details: ['a', 'b', 'c'], action: ['ALLOW'] },
  ]);
  expect(row['additional']).toEqual({ fields: { 'a "b': 'y' } });
  expect(row['target']).toMatchObject({ user: { group_identifiers: ['p', 'p', 'q'] } });
});

test('the fields of one list element fill one message, those of another element another', () => {
  const about = (items: readonly JsonObject[]) => rowOf({ items: [...items] })['about'];
  expect(about([{ name: 'n' }, { kind: 'k' }])).toEqual([
    { resource: { resource_subtype: 'k' } },
    { resource: { name: 'n' } },
  ]);
  expect(about([{ name: 'n', kind: 'k' }, {}, { name: 'n', kind: 'k' }])).toEqual([
    { resource: { name: 'n', resource_subtype: 'k' } },
    { resource: { name: 'n', resource_subtype: 'k' } },
  ]);
});

describe('Okta', () => {
  const principal = (log: JsonObject, enriched = false) =>
    rowOf(log, storeOf('Okta.SystemLog', enriched))['principal'] as JsonObject | undefined;

  test('an actor with a domain is an address, any other a user id', () => {
    expect(principal({ actor: { alternateId: 'a@b.c' } })).toEqual({ user: { email_addresses: ['a@b.c'] } });
    expect(principal({ actor: { alternateId: 'svc' } })).toEqual({ user: { userid: 'svc' } });
  });

  test('targets go where their kind says, others to a message each', () => {
    const row = rowOf(
      {
        target: [
          { type: 'User', alternateId: 'a@b.c', id: '1' },
          { type: 'AppInstance', displayName: 'App' },
          { type: 'Token', displayName: 'ci', id: '7' },
          { type: 'Role', displayName: 'admin' },
        ],
      },
      okta,
    );
    expect(row['target']).toMatchObject({
      user: { email_addresses: ['a@b.c'], product_object_id: '1', attribute: { roles: [{ name: 'User' }] } },
      application: 'App',
    });
    expect(row['about']).toEqual([
      { resource: { name: 'ci', product_object_id: '7', resource_subtype: 'Token' } },
      { resource: { name: 'admin', resource_subtype: 'Role' } },
    ]);
  });

  test('the first address of the chain is the client, later ones are intermediaries', () => {
    const row = rowOf({ request: { ipChain: [{ ip: '1.1.1.1' }, { ip: '2.2.2.2' }] } }, okta);
    expect(row['principal']).toEqual({ ip: ['1.1.1.1'] });
    expect(row['intermediary']).toEqual([{ ip: ['2.2.2.2'] }]);
  });

  test('a text that holds JSON is opened', () => {
    const text = '{"risk": {"level": "HIGH"}}';
    const row = rowOf({ debugContext: { debugData: { logOnlySecurityData: text } } }, okta);
    expect(row['security_result']).toEqual([{ severity_details: 'HIGH' }]);
  });

  test('GeoIP fills the location of a public address, where the log has none', () => {
    const at = (ipAddress: string, country?: string): JsonObject => ({
      client: { ipAddress, ...(country ? { geographicalContext: { country } } : {}) },
    });
    expect(principal(at('8.8.8.8'))).toEqual({ ip: ['8.8.8.8'] });
    expect(principal(at('8.8.8.8'), true)?.['location']).toMatchObject({ country_or_region: 'Switzerland' });
    expect(principal(at('8.8.8.8', 'Peru'), true)?.['location']).toMatchObject({ country_or_region: 'Peru' });
    expect(principal(at('10.0.0.1'), true)).toEqual({ ip: ['10.0.0.1'] });
  });
});

describe('CloudTrail', () => {
  const result = (log: JsonObject) => (rowOf(log, trail)['security_result'] as JsonObject[])[0];

  test('a column tells whether there was an error, unless the sign-in itself says how it went', () => {
    expect(result({})).toEqual({ action: ['ALLOW'] });
    expect(result({ errorCode: 'AccessDenied' })).toEqual({ rule_id: 'AccessDenied', action: ['BLOCK'] });
    expect(result({ responseElements: { ConsoleLogin: 'Failure' } })).toEqual({ action: ['BLOCK'] });
  });

  test('a text of the store stands before the value, a service is no address', () => {
    expect(result({ errorMessage: 'no' })).toMatchObject({ description: 'Reason: no' });
    expect(rowOf({ sourceIPAddress: 'ec2.amazonaws.com' }, trail)['principal']).toBeUndefined();
  });
});

test('a text is read as JSON only where the schema says that it holds JSON', () => {
  const parameters = '{"APPLICATION_ENABLED": "true"}';
  expect(rowOf({ parameters }, storeOf('GSuite.ActivityEvent'))['additional']).toBeUndefined();
  const risk = { debugContext: { debugData: { logOnlySecurityData: '{"risk": {"level": "HIGH"}}' } } };
  expect(rowOf(risk, storeOf('Okta.SystemLog'))['security_result']).toMatchObject([{ severity_details: 'HIGH' }]);
});
