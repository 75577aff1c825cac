import { describe, expect, test } from 'vitest';
import type { AlertTest } from '../../../src/ir/rule.ts';
import type { Read } from './read.ts';
import { read, ruleText } from './read.ts';

/** Line 7 `Tests:`, 8 a test on one event; a case adds the lines from 9 on. */
const head = `${ruleText()}Tests:
  - {Name: one, ExpectedResult: true, Log: {eventType: x, actor: {id: a, type: t}, n: 1}}
`;

const withLines = (...lines: readonly string[]): Read => read(head + lines.map((line) => `  ${line}\n`).join(''));

/** Line 10 is the one event, line 11 what is expected. */
const withEvent = (event: string, expected = '1'): Read =>
  withLines('- Name: over time', `  Events: [${event}]`, `  ExpectedAlerts: ${expected}`);

function alertTest({ rule, found }: Read): AlertTest {
  expect(found).toEqual([]);
  const [only, ...more] = rule?.alertTests ?? [];
  if (only === undefined || more.length > 0) throw new Error('not one test over time');
  return only;
}

const eventsOf = (event: string): AlertTest['events'] => alertTest(withEvent(event)).events;
const expectedOf = (expected: string): AlertTest['expected'] =>
  alertTest(withEvent('{Log: {a: 1}}', expected)).expected;

describe('the events of a test over time', () => {
  test('an event as it is happens at once and arrives at once', () => {
    expect(eventsOf('{Log: {a: 1}}')).toEqual([{ log: { a: 1n }, offset: 0, delay: 0 }]);
  });

  test('stand beside tests on one event, which they do not change', () => {
    const { rule } = withEvent('{Log: {a: 1}}');
    expect(rule?.tests.map(({ name }) => name)).toEqual(['one']);
    expect(rule?.alertTests.map(({ name }) => name)).toEqual(['over time']);
  });

  test('Like takes the event of the test that it names', () => {
    expect(eventsOf('{Like: one}').map(({ log }) => log)).toEqual([
      { eventType: 'x', actor: { id: 'a', type: 't' }, n: 1n },
    ]);
  });

  test('Like names a test that stands further below, too', () => {
    const found = withLines(
      '- {Name: over time, Events: [{Like: below}], ExpectedAlerts: 0}',
      '- {Name: below, ExpectedResult: false, Log: {z: 1}}',
    );
    expect(alertTest(found).events.map(({ log }) => log)).toEqual([{ z: 1n }]);
  });

  test('With as a mapping changes keys at any depth and leaves the others', () => {
    expect(eventsOf('{Like: one, With: {actor: {id: b}, m: null}}').map(({ log }) => log)).toEqual([
      { eventType: 'x', actor: { id: 'b', type: 't' }, n: 1n, m: null },
    ]);
  });

  test('With puts a list or a scalar in the place of an object, and an object in that of a scalar', () => {
    expect(eventsOf('{Like: one, With: {actor: [1], n: {k: 2}}}').map(({ log }) => log)).toEqual([
      { eventType: 'x', actor: [1n], n: { k: 2n } },
    ]);
  });

  test('With as a list makes an event of each change', () => {
    expect(eventsOf('{Log: {a: 1}, With: [{a: 2}, {b: 3}], Every: 10}')).toEqual([
      { log: { a: 2n }, offset: 0, delay: 0 },
      { log: { a: 1n, b: 3n }, offset: 10_000, delay: 0 },
    ]);
  });

  test('Times repeats an event, each Every after the one before, from Offset on', () => {
    expect(eventsOf('{Log: {}, Times: 3, Every: 1m, Offset: 1h, Delay: 5}')).toEqual(
      [0, 1, 2].map((i) => ({ log: {}, offset: 3_600_000 + i * 60_000, delay: 5000 })),
    );
  });

  test('Times repeats without Every at one instant', () => {
    expect(eventsOf('{Log: {}, Times: 2, Offset: 7}').map(({ offset }) => offset)).toEqual([7000, 7000]);
  });

  test('Times goes through a list of changes again and again', () => {
    const events = eventsOf('{Log: {}, With: [{a: 1}, {a: 2}], Times: 2, Every: 1s}');
    expect(events.map(({ log, offset }) => [log['a'], offset])).toEqual([
      [1n, 0],
      [2n, 1000],
      [1n, 2000],
      [2n, 3000],
    ]);
  });

  test('a thousand times is still taken', () => {
    expect(eventsOf('{Log: {}, Times: 1000}')).toHaveLength(1000);
  });

  for (const [written, milliseconds] of [
    ['0', 0],
    ['90', 90_000],
    ['1.5', 1500],
    ['90s', 90_000],
    ['5m', 300_000],
    ['1.5h', 5_400_000],
    ['2d', 172_800_000],
  ] as const)
    test(`a time of ${written}`, () => {
      expect(eventsOf(`{Log: {}, Offset: ${written}, Delay: ${written}}`)).toEqual([
        { log: {}, offset: milliseconds, delay: milliseconds },
      ]);
    });
});

describe('the alerts that a test over time expects', () => {
  test('a number, none among them', () => {
    expect(expectedOf('0')).toBe(0);
    expect(expectedOf('3')).toBe(3);
  });

  test('a list, what is absent may be anything', () => {
    expect(expectedOf('[{Title: T, Severity: Low, Key: k, Events: 2}, {}]')).toEqual([
      { title: 'T', severity: 'Low', key: 'k', events: 2 },
      { title: undefined, severity: undefined, key: undefined, events: undefined },
    ]);
  });

  test('an empty list', () => {
    expect(expectedOf('[]')).toEqual([]);
  });
});

describe('a test over time that is wrong is left out, with code and place', () => {
  /** The event stands at 10:14. */
  const events: readonly (readonly [about: string, event: string, found: readonly string[]])[] = [
    ['no event', '', ['10:13 wrong-type']],
    ['an event that is a text', 'a', ['10:14 wrong-type']],
    ['an event without Log', '{Offset: 1}', ['10:14 missing-key']],
    ['a Log that is a text', '{Log: a}', ['10:20 wrong-type']],
    ['Log beside Like', '{Log: {}, Like: one}', ['10:30 bad-value']],
    ['Like that names no test', '{Like: on}', ['10:21 not-one-of']],
    ['Like that names itself', '{Like: over time}', ['10:21 not-one-of']],
    ['a misspelt key', '{Log: {}, Ofset: 1}', ['10:24 unknown-key']],
    ['With that is a text', '{Log: {}, With: a}', ['10:30 wrong-type']],
    ['With that is an empty list', '{Log: {}, With: []}', ['10:30 wrong-type']],
    ['With that is a list of texts', '{Log: {}, With: [{}, a]}', ['10:30 wrong-type']],
    ['Times of 0', '{Log: {}, Times: 0}', ['10:31 wrong-type']],
    ['Times of a fraction', '{Log: {}, Times: 1.5}', ['10:31 wrong-type']],
    ['Times of too many', '{Log: {}, Times: 1001}', ['10:31 wrong-type']],
    ['Every without a unit that is known', '{Log: {}, Every: 5w}', ['10:31 wrong-type']],
    ['an Offset before the start', '{Log: {}, Offset: -1}', ['10:32 wrong-type']],
    ['an Offset with a space', '{Log: {}, Offset: 5 m}', ['10:32 wrong-type']],
    ['a Delay without a value', '{Log: {}, Delay: null}', ['10:31 wrong-type']],
    ['two things', '{Log: {}, Times: 0, Delay: -1}', ['10:31 wrong-type', '10:41 wrong-type']],
  ];
  for (const [about, event, found] of events)
    test(about, () => {
      const made = withEvent(event);
      expect(made.found).toEqual(found);
      expect(made.rule?.alertTests ?? []).toEqual([]);
    });

  /** What is expected stands at 11:21. */
  const alerts: readonly (readonly [about: string, expected: string, found: readonly string[]])[] = [
    ['a text', 'one', ['11:21 wrong-type']],
    ['a negative number', '-1', ['11:21 wrong-type']],
    ['a fraction', '1.5', ['11:21 wrong-type']],
    ['an alert that is a number', '[1]', ['11:22 wrong-type']],
    ['a misspelt key of an alert', '[{Tittle: a}]', ['11:23 unknown-key']],
    ['a title that is a number', '[{Title: 5}]', ['11:30 wrong-type']],
    ['a severity in another case', '[{Severity: low}]', ['11:33 not-one-of']],
    ['an alert of no events', '[{Events: 0}]', ['11:31 wrong-type']],
  ];
  for (const [about, expected, found] of alerts)
    test(`expected: ${about}`, () => {
      const made = withEvent('{Log: {}}', expected);
      expect(made.found).toEqual(found);
      expect(made.rule?.alertTests ?? []).toEqual([]);
    });

  test('keys that are missing or of no use', () => {
    expect(withLines('- Name: a', '  Events: [{Log: {}}]').found).toEqual(['9:5 missing-key']);
    expect(withLines('- Name: a', '  ExpectedAlerts: 1').found).toEqual(['9:5 missing-key']);
    expect(withLines('- Events: [{Log: {}}]', '  ExpectedAlerts: 1').found).toEqual(['9:5 missing-key']);
    expect(
      withLines('- Name: a', '  Events: [{Log: {}}]', '  ExpectedAlerts: 1', '  ExpectedResult: true').found,
    ).toEqual(['12:5 unknown-key']);
  });

  test('near names are offered', () => {
    const [found] = withEvent('{Like: on}').diagnostics;
    expect(found?.fix).toContain('"one"');
  });
});
