import { describe, expect, it } from 'vitest';
import { ruleText, scratch } from '../support/command-line.ts';
import { schemaErrors } from '../support/schemas.ts';

const rule = ruleText(
  'Some.Rule',
  'eventType eq "a.b"',
  'AlertTitle: "{eventType} by {actor.alternateId}"\nThreshold: 3\nDedupPeriodMinutes: 60\nGroupBy: [actor.alternateId]\n',
);
const event = (published: string, user: string, more = {}) => ({
  eventType: 'a.b',
  actor: { alternateId: user },
  published: `2026-01-05T${published}Z`,
  ...more,
});
/** One user within a window, one astride the edge of an hour, one below the threshold, and what does not match. */
const lines = [
  event('10:01:00', 'ana'),
  event('10:05:00', 'ana'),
  event('10:09:00', 'ana'),
  event('10:58:00', 'bo'),
  event('10:59:00', 'bo'),
  event('11:01:00', 'bo'),
  event('11:02:00', 'cem'),
  event('11:03:00', 'ana', { eventType: 'a.c' }),
];
const ndjson = (events: readonly object[]): string => events.map((line) => `${JSON.stringify(line)}\n`).join('');
/** Events that match nothing, so long that other threads are started. */
const long = Array.from({ length: 80 }, (_, i) =>
  event(`13:00:${String(i % 60).padStart(2, '0')}`, 'dot', { eventType: 'a.c', displayMessage: 'x'.repeat(110_000) }),
);
const folder = scratch({
  'rules/some.yml': rule,
  'rules/refused.yml': ruleText('Refused.Rule', 'noSuchField eq "x"'),
  'events.ndjson': ndjson(lines),
  'timeless.ndjson': ndjson([...lines, { eventType: 'a.b' }]),
  'late.ndjson': ndjson([
    event('10:01:00', 'ana', { p_parse_time: '2026-01-05T10:40:00Z' }),
    event('10:05:00', 'ana'),
    event('10:09:00', 'ana'),
  ]),
  'long.ndjson': ndjson([...lines, ...long]),
  'broken.ndjson': `${ndjson(lines)}{"eventType": \n`,
});

describe('replay', () => {
  it("shows each alert of the rule with the texts' own below it, and which reason explains what differs", () => {
    const ran = folder.run(['replay', 'Some.Rule', 'events.ndjson', '-t', 'sigma', 'spl']);
    expect(ran.out.split('\n')).toEqual([
      '2 alerts by the rule, from 7 matches among 8 events.',
      '',
      '2026-01-05T10:10:00Z  High  a.b by ana',
      '  key ana',
      '  3 events, 10:01:00Z to 10:09:00Z',
      expect.stringMatching(/^ {2}sigma\/okta {2}10:10:00Z \(at once\), 3 events, 10:01:00Z to 10:09:00Z, titled /),
      '  spl/addon   10:15:00Z (5m later), 3 events, 10:01:00Z to 10:09:00Z',
      '',
      '2026-01-05T11:02:00Z  High  a.b by bo',
      '  key bo',
      '  3 events, 10:58:00Z to 11:01:00Z',
      '  sigma/okta  no alert',
      '  spl/addon   11:15:00Z (13m later), 3 events, 10:58:00Z to 11:01:00Z',
      '',
      'sigma/okta: 1 alert, 1 difference.',
      '  bo: 0 alerts, by the rule 1: window-tumbling (narrower)',
      'spl/addon: 2 alerts, as by the rule.',
      '',
    ]);
    expect([ran.code, ran.err]).toEqual([0, '']);
  });

  it('takes the arrival from p_parse_time, else from --delay', () => {
    const first = (args: readonly string[]) =>
      folder.run(['replay', 'Some.Rule', 'late.ndjson', '-t', 'sigma', ...args]).out.split('\n')[2];
    expect(first([])).toBe('2026-01-05T10:40:00Z  High  a.b by ana');
    expect(first(['--delay', '45m'])).toBe('2026-01-05T10:54:00Z  High  a.b by ana');
  });

  it('prints JSON by its schema, with the places of the events', () => {
    const { out, code } = folder.run(['replay', 'rules/some.yml', 'events.ndjson', '--format', 'json']);
    const data = JSON.parse(out);
    expect(schemaErrors('replay', data)).toEqual([]);
    expect(code).toBe(0);
    expect(data).toMatchObject({ rule: 'Some.Rule', events: 8, timeless: 0, matched: 7, undeclared: 0 });
    expect(data.alerts[1]).toMatchObject({
      key: 'bo',
      at: '2026-01-05T11:02:00.000Z',
      opened: '2026-01-05T10:59:00.000Z',
    });
    expect(data.alerts[1].events).toEqual([4, 5, 6].map((line) => ({ file: 'events.ndjson', line })));
    const [sigma] = data.texts.filter(({ target }: { target: string }) => target === 'sigma');
    expect(sigma.alerts.map(({ of }: { of: number[] }) => of)).toEqual([[0]]);
    expect(sigma.differences).toEqual([
      { key: 'bo', about: 'alerts', rule: 1, text: 0, reasons: [{ code: 'window-tumbling', direction: 'narrower' }] },
    ]);
  });

  it('folds lines on a narrow terminal, without losing a word', () => {
    const wide = folder.run(['replay', 'Some.Rule', 'events.ndjson', '-t', 'sigma', 'spl']).out;
    const narrow = folder.run(['replay', 'Some.Rule', 'events.ndjson', '-t', 'sigma', 'spl'], { COLUMNS: '50' }).out;
    expect(Math.max(...narrow.split('\n').map((line) => line.length))).toBeLessThanOrEqual(50);
    expect(narrow.split(/\s+/)).toEqual(wide.split(/\s+/));
  });

  it('reads standard input', () => {
    const { out } = folder.run(['replay', 'Some.Rule', 'events.ndjson', '-t', 'sigma']);
    const piped = folder.run(['replay', 'Some.Rule', '-', '-t', 'sigma'], {}, ndjson(lines));
    expect(piped.out).toBe(out);
  });

  it('tells events without a time, and leaves them out', () => {
    const ran = folder.run(['replay', 'Some.Rule', 'timeless.ndjson', '-t', 'sigma']);
    expect(ran.out).toMatch(/^2 alerts by the rule, from 7 matches among 8 events\./);
    expect(ran.err).toContain('events-timeless');
    expect(ran.code).toBe(0);
  });

  it('says why a text was not run', () => {
    const ran = folder.run(['replay', 'Refused.Rule', 'events.ndjson', '-t', 'spl']);
    expect(ran.out).toMatch(/spl(\/\w+)? was not run: refused: /);
  });

  it('fails where events are broken, and for wrong usage', () => {
    expect(folder.run(['replay', 'Some.Rule', 'broken.ndjson', '-t', 'sigma']).code).toBe(1);
    expect(folder.run(['replay', 'No.Rule', 'events.ndjson']).code).toBe(2);
    expect(folder.run(['replay', 'Some.Rule', 'events.ndjson', '-t', 'nothing']).code).toBe(2);
    expect(folder.run(['replay', 'Some.Rule', 'events.ndjson', '--delay', 'soon']).code).toBe(2);
  });
});

it('gives the same on several threads as on one', () => {
  const ask = (file: string) => ['replay', 'Some.Rule', file, '--format', 'json', '-t', 'sigma', 'spl', 'yaral'];
  const [one, several] = ['events.ndjson', 'long.ndjson'].map((file) => {
    const ran = folder.run(ask(file));
    // Its shape is held to the published schema above.
    const { texts, alerts } = JSON.parse(ran.out.replaceAll(file, 'events')) as {
      texts: { target: string }[];
      alerts: unknown[];
    };
    return { texts, alerts, code: ran.code };
  });
  expect(several?.texts.map(({ target }) => target)).toEqual(['sigma', 'spl', 'yaral']);
  expect(several?.alerts).toHaveLength(2);
  expect(several).toEqual(one);
});
