import { expect, test } from 'vitest';
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

test('a field may have its name inside the prefix, beside what the log has there', () => {
  const read = strictly((report) => readMapping({ path: 'Made.Up.yaml', text: mapping }, 'sigma', report));
  const [home] = read.homes;
  if (home === undefined) throw new Error('no home');
  const event = { payload: { method: 'set', n: 1n }, kind: 'role' };
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
  const row = rowOf({ event, time: 0, ingest: 0 }, store);
  expect(row).toMatchObject({
    acme: { method: 'set' },
    data: { payload: { method: 'set', n: 1n, kind: 'role' }, kind: 'role' },
  });
});
