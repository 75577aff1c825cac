import { describe, expect, test } from 'vitest';
import type { RunQuery } from '../../../src/targets/kql/alerts.ts';
import { alertsOver } from '../../../src/targets/kql/alerts.ts';
import { readAnalyticsRule, readDuration } from '../../../src/targets/kql/analytics-rule.ts';
import { kql } from '../../../src/targets/kql/index.ts';
import type { TimedRow } from '../../../src/targets/runner.ts';
import { compile, table } from './harness.ts';

const minute = 60_000;
const start = Date.UTC(2026, 0, 1);

function ruleOf(more: string, settings = {}) {
  const { artifacts } = compile(table('s eq "a"', more), { settings: { everyMinutes: 15, ...settings } });
  const { rule, faults } = readAnalyticsRule(artifacts.find(({ path }) => path.endsWith('.yaml'))?.content ?? '');
  expect(faults).toEqual([]);
  return rule;
}

/** A row of a key that happened and arrived so many minutes after the start. */
function at(happened: number, arrived = happened, key = 'k'): TimedRow {
  return {
    row: { DedupKey: key, AlertTitle: `about ${key}` },
    time: start + happened * minute,
    ingest: start + arrived * minute,
  };
}

/** A query that answers each row that arrived within the last 15 minutes. */
const fresh: RunQuery<TimedRow> = (rows, now) =>
  rows.flatMap(({ row, ingest }, i) => (ingest > now - 15 * minute ? [{ columns: row, sources: [i] }] : []));

function firedMinutes(rows: readonly TimedRow[], more: string, run = fresh, minutes = 240) {
  return alertsOver(ruleOf(more), run, rows, start, start + minutes * minute).map(({ at: when, sources, title }) => [
    (when - start) / minute,
    sources,
    title,
  ]);
}

const keyed = 'GroupBy: [s]\nDedupPeriodMinutes: 60\nAlertTitle: "about {s}"';

describe('a scheduled rule over a stream', () => {
  test('sees a row at the first run after it arrived, and not before', () => {
    expect(firedMinutes([at(10, 20)], keyed)).toEqual([[30, [0], 'about k']]);
    expect(firedMinutes([at(10, 15)], keyed)).toEqual([[15, [0], 'about k']]);
  });

  test('does not see a row whose time lies before the period', () => {
    expect(firedMinutes([at(0, 29)], keyed)).toEqual([[30, [0], 'about k']]);
    expect(firedMinutes([at(0, 31)], keyed)).toEqual([]);
  });

  test('lets later alerts of a key join its incident up to the look-back after the first alert', () => {
    const rows = [at(1), at(31), at(61), at(62), at(90, 90, 'other')];
    expect(firedMinutes(rows, keyed)).toEqual([
      [15, [0], 'about k'],
      [90, [4], 'about other'],
    ]);
    expect(firedMinutes([at(1), at(74), at(76), at(140)], keyed).map(([when]) => when)).toEqual([15, 90]);
  });

  test('makes one incident of all keys where the rule itself is the key', () => {
    expect(firedMinutes([at(1), at(2, 2, 'other'), at(20)], '')).toEqual([[15, [0, 1], 'A test']]);
  });

  test('groups by the title where that is the key', () => {
    const rows = [at(1), at(2, 2, 'other'), at(20)];
    expect(firedMinutes(rows, 'AlertTitle: "about {s}"').map(([, sources]) => sources)).toEqual([[0], [1]]);
  });

  test('gives every result an alert where no incidents are made', () => {
    expect(firedMinutes([at(1), at(2), at(20)], `${keyed}\nCreateAlert: false`).map(([when]) => when)).toEqual([
      15, 15, 30,
    ]);
  });

  test('gives 149 alerts and one about everything beyond 150 results', () => {
    const rows = Array.from({ length: 151 }, (_, i) => at(1, 1, `k${i}`));
    const signal = firedMinutes(rows, `${keyed}\nCreateAlert: false`);
    expect(signal).toHaveLength(150);
    expect(signal.at(-1)?.[1]).toHaveLength(151);
    expect(firedMinutes(rows.slice(1), `${keyed}\nCreateAlert: false`).every(([, s]) => [s].flat().length === 1)).toBe(
      true,
    );
  });
});

describe('what an analytics rule says', () => {
  test.each([
    ['15m', 15 * minute],
    ['2h', 120 * minute],
    ['1d', 1440 * minute],
    ['PT1H30M', 90 * minute],
    ['P1DT2H', 1560 * minute],
    ['PT', undefined],
    ['15', undefined],
  ])('%s is a length of time', (text, time) => {
    expect(readDuration(text)).toBe(time);
  });

  test('is checked: grouping by a detail that is not there, a period below the frequency, a wrong kind', () => {
    const { artifacts } = compile(table('s eq "a"', keyed));
    const yaml = artifacts.find(({ path }) => path.endsWith('.yaml'))?.content ?? '';
    const faults = (from: string, to: string): string[] => {
      expect(yaml).toContain(from);
      return readAnalyticsRule(yaml.replace(from, to)).faults.map(({ message, line }) => `${line}: ${message}`);
    };
    const lineOf = (text: string): number => yaml.slice(0, yaml.indexOf(text)).split('\n').length;
    expect(faults('groupByCustomDetails: ["DedupKey"]', 'groupByCustomDetails: ["Other"]')).toEqual([
      `${lineOf('groupByCustomDetails')}: Other is no custom detail of the rule.`,
    ]);
    expect(faults('queryFrequency: 15m', 'queryFrequency: 1d').join()).toContain('queryPeriod is at least');
    expect(faults('kind: Scheduled', 'kind: Fusion')).toHaveLength(1);
    expect(faults('matchingMethod: Selected', 'matchingMethod: Some')).toHaveLength(1);
    expect(faults('queryFrequency: 15m', 'queryFrequency: soon')).not.toEqual([]);
  });
});

describe('a rule that runs near real time', () => {
  const options = { nrt: ['Test.*'] };
  const signal = `${keyed}\nCreateAlert: false`;
  const everything: RunQuery<TimedRow> = (rows) => rows.map(({ row }, i) => ({ columns: row, sources: [i] }));

  function fired(rows: readonly TimedRow[], more = signal) {
    return alertsOver(ruleOf(more, { options }), everything, rows, start, start + 24 * 60 * minute).map(
      ({ at: when, sources }) => [(when - start) / minute, sources],
    );
  }

  test('has no schedule and no bound on arrival of its own', () => {
    const { artifacts, compiled } = compile(table('s eq "a"', keyed), { settings: { options } });
    const yaml = artifacts[1]?.content ?? '';
    expect(yaml).toContain('\nkind: NRT\n');
    expect(yaml).not.toMatch(/queryFrequency|queryPeriod|triggerOperator|triggerThreshold|ingestion_time/);
    expect(compiled).toMatchObject({ limits: [], uses: ['near-real-time rules'] });
    expect(readAnalyticsRule(yaml)).toMatchObject({ faults: [], rule: { nrt: true } });
  });

  test('sees each row once, two minutes after the minute in which it arrived, however old', () => {
    expect(fired([at(10), at(10, 200), at(10.5), at(11)])).toEqual([
      [13, [0]],
      [13, [2]],
      [14, [3]],
      [203, [1]],
    ]);
  });

  test('knows nothing of what arrived in the two minutes before a run', () => {
    const [alert] = alertsOver(ruleOf(signal, { options }), everything, [at(10)], start, start + 60 * minute);
    expect([alert?.at, alert?.until]).toEqual([start + 13 * minute, start + 11 * minute]);
  });

  test('does not see what arrives twelve hours after it happened', () => {
    expect(fired([at(0, 719), at(0, 720)]).map(([, sources]) => sources)).toEqual([[0]]);
  });

  test('gives 29 alerts and one about everything beyond 30 results of a run', () => {
    const rows = Array.from({ length: 31 }, (_, i) => at(1, 1, `k${i}`));
    expect(fired(rows)).toHaveLength(30);
    expect(fired(rows).at(-1)?.[1]).toHaveLength(31);
    expect(fired(rows.slice(1)).every(([, sources]) => [sources].flat().length === 1)).toBe(true);
  });

  test('makes one incident of a key for the window', () => {
    expect(fired([at(1), at(30), at(62), at(90)], keyed)).toEqual([
      [4, [0]],
      [65, [2]],
    ]);
  });

  test.each([
    ['counts', 'GroupBy: [s]\nThreshold: 3', {}, 'counted over more than the minute'],
    ['has events that arrive late', 'GroupBy: [s]', { lagMinutes: 720 }, '12 hours'],
  ])('stays on its schedule where it %s, and says so', (_, more, settings, why) => {
    const { artifacts, compiled } = compile(table('s eq "a"', more), { settings: { options, ...settings } });
    expect(artifacts[1]?.content).toContain('kind: Scheduled');
    expect(compiled.limits?.map(({ says }) => says).join()).toContain(why);
  });

  test('is chosen by RuleID', () => {
    expect(ruleOf(keyed, { options: { nrt: ['Other.*'] } }).nrt).toBe(false);
    expect(kql.checkOptions({ nrt: ['Okta.*'] })).toEqual([]);
    expect(kql.checkOptions({ nrt: true })).toEqual(['nrt must be a list of RuleIDs; `*` stands for any text.']);
  });
});
