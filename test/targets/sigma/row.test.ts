import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/ir/json.ts';
import { readMapping } from '../../../src/source/mapping-file.ts';
import { sigma } from '../../../src/targets/sigma/index.ts';
import { rowOf } from '../../../src/targets/sigma/row.ts';
import { strictly } from './build.ts';

const mapping = `
logType: Made.Up
sources:
  T: { title: Made for tests, url: https://example.com/ }
homes:
  audit:
    title: Audit
    default: true
    source: { product: acme, service: audit }
    certainty: documented
    cite: T
    native: { prefix: data. }
    lag: { minutes: 5, certainty: documented, cite: T }
    fields:
      payload.method: acme.method
      kind: data.payload.kind
`;

/** An event as the only home of a mapping keeps it. */
function rowIn(text: string, event: JsonObject): JsonObject {
  const read = strictly((report) => readMapping({ path: 'Made.Up.yaml', text }, 'sigma', report));
  const [home] = read.homes;
  if (home === undefined) throw new Error('no home');
  const nativeName = sigma.nativeName;
  const store = {
    logType: 'Made.Up',
    schema: undefined,
    home,
    nativeName,
    guessed: false,
    enriched: false,
    options: {},
  };
  return rowOf({ event, time: 0, ingest: 0 }, store);
}

test('a field may have its name inside the prefix, beside what the log has there', () => {
  expect(rowIn(mapping, { payload: { method: 'set', n: 1n }, kind: 'role' })).toMatchObject({
    acme: { method: 'set' },
    data: { payload: { method: 'set', n: 1n, kind: 'role' }, kind: 'role' },
  });
});

test('a home that does not name fields by their paths has its own fields alone', () => {
  const alone = mapping
    .replace('    native: { prefix: data. }\n', '')
    .replace('data.payload.kind', '{ column: kind, certainty: documented }');
  expect(rowIn(alone, { payload: { method: 'set', n: 1n }, kind: 'role', acme: { other: 1n } })).toEqual({
    acme: { method: 'set' },
    kind: 'role',
  });
});

test('of two fields with one name the first one that is there counts', () => {
  const twice = mapping.replace('kind: data.payload.kind', 'kind: data.kinds\n      payload.kind: data.kinds');
  expect(rowIn(twice, { payload: { kind: 'copy' }, kind: 'own' })).toMatchObject({ data: { kinds: 'own' } });
  expect(rowIn(twice, { payload: { kind: 'copy' } })).toMatchObject({ data: { kinds: 'copy' } });
});
