import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/ir/json.ts';
import { parseJson } from '../../../src/ir/json.ts';
import { kql } from '../../../src/targets/kql/index.ts';
import { makeRow, planFor } from '../../../src/targets/kql/row.ts';
import type { Row, Store } from '../../../src/targets/runner.ts';
import { open } from '../../support/project.ts';

const project = open();

function storeOf(logType: string, home: string): Store {
  const found = project.workspace.mapping('kql', logType)?.homes.find(({ name }) => name === home);
  if (found === undefined) throw new Error(`no home ${home}`);
  return {
    logType,
    schema: project.workspace.logType(logType),
    home: found,
    nativeName: kql.nativeName,
    guessed: false,
    enriched: false,
    options: {},
  };
}

const time = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

function row(event: JsonObject, logType = 'Okta.SystemLog', home = 'OktaV2_CL'): Row {
  return makeRow({ event, time, ingest: time }, storeOf(logType, home));
}

describe('a row of OktaV2_CL', () => {
  test('holds what the connector keeps, each value in its column and type', () => {
    const made = row({
      published: '2026-01-02T03:04:05.678Z',
      eventType: 'user.session.start',
      actor: { alternateId: 'a@b.c', detailEntry: { k: 1n } },
      client: { geographicalContext: { geolocation: { lat: 47n, lon: 8.5 } } },
      securityContext: { isProxy: false, asNumber: 12n },
      target: [{ type: 'User', alternateId: null }],
      device: { name: 'dropped' },
    });
    expect(made).toMatchObject({
      TimeGenerated: '2026-01-02T03:04:05.6780000Z',
      EventOriginalType: 'user.session.start',
      OriginalActorAlternateId: 'a@b.c',
      ActorDetailEntry: { k: 1n },
      SrcGeoLatitude: 47,
      SrcGeoLongtitude: 8.5,
      SecurityContextIsProxy: false,
      SecurityContextAsNumber: 12n,
      OriginalTarget: [{ type: 'User', alternateId: null }],
      Type: 'OktaV2_CL',
    });
    expect(Object.values(made)).not.toContain('dropped');
  });

  test('has "" for texts that the log lacks and null for everything else', () => {
    const made = row({ eventType: null });
    for (const [name, type] of planFor(storeOf('Okta.SystemLog', 'OktaV2_CL')).types)
      if (name !== 'Type') expect([name, made[name]]).toEqual([name, type === 'string' ? '' : null]);
  });

  test.each<[Json, Json]>([
    [5n, '5'],
    [118, '118'],
    [1.5, '1.5'],
    [true, 'true'],
    [['a', { b: 1n }], '["a",{"b":1}]'],
    [null, ''],
  ])('writes %s in a text column as tostring() does', (value, stored) => {
    expect(row({ eventType: value })['EventOriginalType']).toBe(stored);
  });

  test.each<[Json, Json]>([
    ['true', true],
    ['FALSE', false],
    ['yes', null],
    [0n, false],
    [[], null],
  ])('converts %s for a bool column', (value, stored) => {
    expect(row({ securityContext: { isProxy: value } })['SecurityContextIsProxy']).toBe(stored);
  });

  test.each<[Json, Json]>([
    ['12', 12n],
    ['12a', null],
    [3.9, 3n],
    [true, 1n],
    [9007199254740993n, 9007199254740993n],
    [10n ** 30n, null],
  ])('converts %s for an int column', (value, stored) => {
    expect(row({ securityContext: { asNumber: value } })['SecurityContextAsNumber']).toBe(stored);
  });

  test.each<[Json, Json]>([
    ['2026-01-02T03:04:05+02:00', '2026-01-02T01:04:05.0000000Z'],
    ['2026-01-02 03:04:05.123456789', '2026-01-02T03:04:05.1234567Z'],
    ['2026-01-02', '2026-01-02T00:00:00.0000000Z'],
    ['yesterday', null],
  ])('reads %s for a datetime column', (value, stored) => {
    expect(row({ published: value })['TimeGenerated']).toBe(stored);
  });
});

test('the retired table keeps lists as JSON text and text that is JSON as it is', () => {
  const made = row(
    {
      target: [{ type: 'User' }],
      debugContext: { debugData: { logOnlySecurityData: '{"risk": 1}', factor: 'X', other: 'gone' } },
      securityContext: { asNumber: 5n, isProxy: true },
    },
    'Okta.SystemLog',
    'Okta_CL',
  );
  expect(made).toMatchObject({
    target_s: '[{"type":"User"}]',
    debugContext_debugData_logOnlySecurityData_s: '{"risk": 1}',
    debugContext_debugData_factor_s: 'X',
    securityContext_asNumber_d: 5,
    securityContext_isProxy_b: true,
    // The mapping names another column for the log's own time, so the table's comes from the collector.
    TimeGenerated: '2026-01-02T03:04:05.6780000Z',
  });
  expect(Object.values(made)).not.toContain('gone');
});

test('JSON text survives being read back', () => {
  const request: Json = { 'a "b"': [1n, 1.5, null, true, { ü: 'line\nbreak' }] };
  const made = row({ requestParameters: request, responseElements: null }, 'AWS.CloudTrail', 'AWSCloudTrail');
  const { RequestParameters: text } = made;
  expect(typeof text === 'string' && parseJson(text)).toEqual(request);
  expect(made['ResponseElements']).toBe('');
});

test('of two fields that share a column the one that is there is kept', () => {
  const at = (event: JsonObject): Json | undefined =>
    row(event, 'AWS.CloudTrail', 'AWSCloudTrail')['UserIdentityStoreArn'];
  expect(at({ userIdentity: { onBehalfOf: { identityStoreArn: 'b' } } })).toBe('b');
  expect(at({ userIdentity: { identityStoreArn: 'a', onBehalfOf: { identityStoreArn: 'b' } } })).toBe('a');
});

test('the time of a GitHub event is its number of milliseconds', () => {
  const made = row({ '@timestamp': BigInt(time) }, 'GitHub.Audit', 'GitHubAuditLogsV2_CL');
  expect(made['TimeGenerated']).toBe('2026-01-02T03:04:05.6780000Z');
});
