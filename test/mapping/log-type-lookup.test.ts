import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseFieldKey, printFieldKey } from '../../src/mapping/field-key.ts';
import type { LogType } from '../../src/mapping/log-type.ts';
import { allPaths, findField, nearPaths } from '../../src/mapping/log-type-lookup.ts';
import { readLogType } from '../../src/source/log-type-file.ts';

function load(name: string): LogType {
  const path = `log-types/${name}.yml`;
  const text = readFileSync(resolve(import.meta.dirname, '../..', path), 'utf8');
  const type = readLogType({ path, text }, (d) => {
    throw new Error(d.message);
  });
  if (type === undefined) throw new Error(path);
  return type;
}

const okta = load('Okta.SystemLog');
const cloudTrail = load('AWS.CloudTrail');
const github = load('GitHub.Audit');

describe('findField', () => {
  test('finds a path in any case and gives it in the log type’s own', () => {
    expect(findField(okta, ['eventtype'])).toMatchObject({ canonical: ['eventType'], kind: 'string', open: false });
    expect(findField(okta, ['CLIENT', 'useragent', 'rawuseragent'])?.canonical).toEqual([
      'client',
      'userAgent',
      'rawUserAgent',
    ]);
  });

  test('prefers the exact key where two differ in case only', () => {
    const field = { fields: [], element: undefined, jsonText: false, description: undefined };
    const type = {
      fields: [
        { ...field, name: 'ID', kind: 'string' as const },
        { ...field, name: 'id', kind: 'integer' as const },
      ],
    };
    expect(findField(type, ['id'])?.kind).toBe('integer');
    expect(findField(type, ['Id'])?.canonical).toEqual(['ID']);
  });

  test('goes through lists by index only, and into elements from the element', () => {
    expect(findField(okta, ['target', 0, 'displayname'])?.canonical).toEqual(['target', 0, 'displayName']);
    expect(findField(okta, ['target', -1])?.kind).toBe('object');
    expect(findField(okta, ['target', 'displayName'])).toBeUndefined();
    const element = findField(okta, ['target'])?.field?.element;
    expect(element && findField(element, ['DISPLAYNAME'])?.canonical).toEqual(['displayName']);
    expect(element && findField(element, [])?.kind).toBe('object');
  });

  test('knows nothing below a scalar, and anything below an open object', () => {
    expect(findField(okta, ['eventType', 'x'])).toBeUndefined();
    expect(findField(okta, ['eventType', 0])).toBeUndefined();
    expect(findField(okta, ['userAgent', 'rawUserAgent'])).toBeUndefined();
    expect(findField(cloudTrail, ['requestParameters', 'ipPermissions', 'items', 0, 'toPort'])).toMatchObject({
      kind: 'unknown',
      open: true,
    });
    expect(findField(okta, ['debugContext', 'debugData', 'DTHASH'])).toMatchObject({ kind: 'string', open: false });
    expect(findField(okta, ['debugContext', 'debugData', 'anything'])?.open).toBe(true);
  });

  test('marks what only parse_json reads', () => {
    const risk = findField(okta, ['debugContext', 'debugData', 'logOnlySecurityData', 'risk', 'level']);
    expect(risk).toMatchObject({ kind: 'string', throughText: true });
    expect(findField(okta, ['debugContext', 'debugData', 'logOnlySecurityData'])?.throughText).toBe(false);
  });

  test("knows what Panther adds to every event, and Panther's spelling of @timestamp", () => {
    expect(findField(okta, ['p_any_ip_addresses'])?.kind).toBe('array');
    expect(findField(okta, ['p_enrichment', 'ipinfo_asn', 'client.ipAddress', 'asn'])?.open).toBe(true);
    expect(findField(github, ['at_sign_timestamp'])?.kind).toBe('timestamp');
  });

  test('keys named like members of objects are no fields', () => {
    expect(findField(okta, ['constructor'])).toBeUndefined();
    expect(findField(okta, ['__proto__', 'x'])).toBeUndefined();
  });
});

describe('nearPaths', () => {
  test('a parent that was left out', () => {
    expect(nearPaths(okta, ['userAgent', 'rawUserAgent'])[0]).toBe('client.userAgent.rawUserAgent');
    expect(nearPaths(okta, ['rawUserAgent'])).toEqual(['client.userAgent.rawUserAgent']);
  });

  test('a parent that was put in', () => {
    expect(nearPaths(okta, ['event', 'eventType'])).toEqual(['eventType']);
  });

  test('another parent: the longest common end first', () => {
    expect(nearPaths(okta, ['actor', 'geographicalContext', 'country'])[0]).toBe('client.geographicalContext.country');
  });

  test('a path that crosses a list', () => {
    expect(nearPaths(okta, ['target', 'alternateId'])[0]).toBe('target[].alternateId');
  });

  test('a misspelling', () => {
    expect(nearPaths(okta, ['evenType'])[0]).toBe('eventType');
    expect(nearPaths(cloudTrail, ['userIdentity', 'accesKeyId'])[0]).toBe('userIdentity.accessKeyId');
    expect(nearPaths(okta, ['outcome', 'reslut'])[0]).toBe('outcome.result');
  });

  test('nothing is near to nonsense', () => {
    expect(nearPaths(okta, ['zzzzzzzzzzzz'])).toEqual([]);
    expect(nearPaths(okta, [])).toEqual([]);
    expect(nearPaths(okta, [0])).toEqual([]);
    expect(nearPaths(okta, ['x'.repeat(100_000)])).toEqual([]);
  });
});

test('allPaths lists every path once, in the schema’s order', () => {
  const paths = allPaths(okta);
  expect(paths.slice(0, 3)).toEqual(['uuid', 'published', 'eventType']);
  expect(new Set(paths).size).toBe(paths.length);
  expect(paths).toContain('target[].alternateId');
  expect(paths).toContain('request.ipChain[].geographicalContext.geolocation.lat');
  expect(allPaths(github)).toContain('`@timestamp`');
});

describe('field keys', () => {
  test.each([
    ['a', [['a', false]]],
    [
      'a.b',
      [
        ['a', false],
        ['b', false],
      ],
    ],
    [
      'a[].b',
      [
        ['a', true],
        ['b', false],
      ],
    ],
    [
      'a[0].b',
      [
        ['a', false],
        [0, false],
        ['b', false],
      ],
    ],
    [
      'a[-1][]',
      [
        ['a', false],
        [-1, true],
      ],
    ],
    [
      'a.`b c`[].d',
      [
        ['a', false],
        ['b c', true],
        ['d', false],
      ],
    ],
    ['`a\\`b\\\\c.d`', [['a`b\\c.d', false]]],
    ['`@timestamp`', [['@timestamp', false]]],
  ] as const)('%s', (text, parts) => {
    const expected = parts.map(([step, list]) => ({ step, list }));
    expect(parseFieldKey(text)).toEqual(expected);
    expect(printFieldKey(expected)).toBe(text);
  });

  test.each(['', '.', 'a.', '.a', 'a..b', '[]', '[0]', 'a[', 'a[x]', 'a[][]x', 'a[][]', '`a', '``', 'a b', 'é'])(
    '%j is none',
    (text) => expect(parseFieldKey(text)).toBeUndefined(),
  );
});
