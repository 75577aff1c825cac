import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/ir/json.ts';
import type { TimedRow } from '../../../src/targets/runner.ts';
import { compile, table } from './harness.ts';
import { read, rowOf } from './reading.ts';

const minute = 60_000;
const start = Date.UTC(2026, 0, 5, 12);

interface Sent {
  /** Minutes after the start. */
  readonly at: number;
  readonly lag?: number;
  readonly log?: JsonObject;
}

function fired(more: string, sent: readonly Sent[], condition = 's eq "a"') {
  const { content } = compile(table(condition, more));
  const rows = sent.map(({ at, lag = 1, log = {} }): TimedRow => {
    const time = start + at * minute;
    return { row: rowOf({ s: 'a', ...log }, undefined, time), time, ingest: time + lag * minute };
  });
  return read(content)
    .alerts(rows, start, start + 72 * 60 * minute)
    .map(({ at, sources, title }) => ({ at: (at - start) / minute, sources, title }));
}

describe('single events', () => {
  test('each match fires when it arrives; repeats of one key are silent for the window', () => {
    const by = (t: string, at: number): Sent => ({ at, log: { t } });
    const found = fired('GroupBy: [t]\nDedupPeriodMinutes: 30', [by('x', 0), by('x', 10), by('y', 12), by('x', 31)]);
    expect(found.map(({ at, sources }) => [at, sources])).toEqual([
      [1, [0]],
      [13, [2]],
      [32, [3]],
    ]);
  });

  test('events without a key do not silence each other', () => {
    expect(fired('GroupBy: [t]\nDedupPeriodMinutes: 30', [{ at: 0 }, { at: 1 }])).toHaveLength(2);
  });

  test('without a key one match silences the whole rule', () => {
    expect(fired('DedupPeriodMinutes: 30', [{ at: 0 }, { at: 29 }, { at: 30 }])).toHaveLength(2);
  });

  test('the title is that of the event, what does not match is never seen', () => {
    const found = fired("AlertTitle: 'By {t}'", [
      { at: 0, log: { t: 'x' } },
      { at: 1, log: { s: 'b', t: 'y' } },
    ]);
    expect(found).toEqual([{ at: 1, sources: [0], title: 'By x' }]);
  });

  test('a late event fires all the same', () => {
    expect(fired('DedupPeriodMinutes: 30', [{ at: 0, lag: 600 }])).toMatchObject([{ at: 600 }]);
  });
});

describe('thresholds', () => {
  const key = 'GroupBy: [t]\nDedupPeriodMinutes: 60\nThreshold: 3';
  const by = (t: string, ...minutes: number[]): Sent[] => minutes.map((at) => ({ at, log: { t } }));

  test('N of one key within the window fire once, after the block of the events', () => {
    const [only, ...more] = fired(key, by('x', 0, 10, 20));
    expect(only?.sources).toEqual([0, 1, 2]);
    expect(only?.at).toBeGreaterThan(20);
    expect(only?.at).toBeLessThanOrEqual(180);
    expect(more).toEqual([]);
  });

  test('fewer, of other keys, or apart do not', () => {
    expect(fired(key, by('x', 0, 10))).toEqual([]);
    expect(fired(key, [...by('x', 0, 10), ...by('y', 5)])).toEqual([]);
    expect(fired(key, by('x', 0, 40, 90))).toEqual([]);
  });

  test('keys that are unset count as one key', () => {
    expect(fired(key, [{ at: 0 }, { at: 1 }, { at: 2 }])).toHaveLength(1);
  });

  test('distinct values are counted', () => {
    const distinct = 'Unique: n\nThreshold: 2\nDedupPeriodMinutes: 60';
    const n = (at: number, value: bigint): Sent => ({ at, log: { n: value } });
    expect(fired(distinct, [n(0, 1n), n(1, 1n)])).toEqual([]);
    expect(fired(distinct, [n(0, 1n), n(1, 2n)])).toHaveLength(1);
  });

  test('a burst after the silence fires anew', () => {
    expect(fired(key, [...by('x', 0, 1, 2), ...by('x', 600, 601, 602)])).toHaveLength(2);
  });
});
