import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/ir/json.ts';
import { scratch } from '../support/command-line.ts';

const okta = { eventType: 'user.session.start', published: '2026-01-31T12:00:00Z', actor: { alternateId: 'a@x.y' } };
const folder = scratch({
  'okta.ndjson': `${JSON.stringify({ p_log_type: 'Okta.SystemLog', ...okta })}\n${JSON.stringify(okta)}\n`,
  'tagged.json': JSON.stringify([
    { p_log_type: 'Okta.SystemLog', ...okta },
    { p_log_type: 'AWS.CloudTrail', eventName: 'GetObject', eventTime: '2026-01-31T12:00:00Z' },
  ]),
});

describe('rows', () => {
  it.each(['sigma', 'spl', 'kql', 'yaral'])('%s: a row an event, as NDJSON and as one list', (target) => {
    const { out, code, err } = folder.run(['rows', '-t', target, '-l', 'Okta.SystemLog', 'okta.ndjson']);
    expect([code, err]).toEqual([0, '']);
    const rows = out.trim().split('\n').map(parseJson);
    expect(rows).toHaveLength(2);
    for (const row of rows)
      expect(JSON.stringify(row, (_, v) => (typeof v === 'bigint' ? Number(v) : v))).toContain('a@x.y');
    const list = folder.run(['rows', '-t', target, '-l', 'Okta.SystemLog', 'okta.ndjson', '--format', 'json']);
    expect(parseJson(list.out)).toEqual(rows);
  });

  it('each event by its own log type', () => {
    const { out, code } = folder.run(['rows', '-t', 'yaral', 'tagged.json']);
    expect(code).toBe(0);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => /"log_type": "(\w+)"/.exec(line)?.[1]),
    ).toEqual(['OKTA', 'AWS_CLOUDTRAIL']);
  });

  it('an event that does not say its log type is asked for it', () => {
    const { out, err, code } = folder.run(['rows', '-t', 'sigma', 'okta.ndjson']);
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(1);
    expect(err).toContain('okta.ndjson:2: the event does not say its log type');
  });

  it('unknown names are told', () => {
    expect(folder.run(['rows', '-t', 'splunk', 'okta.ndjson']).code).toBe(2);
    expect(folder.run(['rows', '-t', 'spl', '-l', 'Okta.System', 'okta.ndjson'])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('Okta.System'),
    });
    expect(folder.run(['rows', '-t', 'kql', '-l', 'Okta.SystemLog', '--home', 'None', 'okta.ndjson'])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('"None"'),
    });
    expect(folder.run(['rows', 'okta.ndjson']).code).toBe(2);
  });
});
