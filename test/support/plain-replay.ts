import { alertsOver } from '../../src/targets/kql/alerts.ts';
import { readAnalyticsRule } from '../../src/targets/kql/analytics-rule.ts';
import type { FiredAlert, Program, TimedRow } from '../../src/targets/runner.ts';
import { cronFires, savedOf } from '../../src/targets/spl/alerts.ts';
import { readConf } from '../../src/targets/spl/read-conf.ts';
import type { Artifact } from '../../src/targets/target.ts';
import { parseRule } from '../../src/targets/yaral/parse.ts';
import { compileRule } from '../../src/targets/yaral/run.ts';
import type { FindInRuns, Fired } from '../../src/targets/yaral/run-alerts.ts';
import { alertsOf } from '../../src/targets/yaral/run-alerts.ts';
import type { Detection } from '../../src/targets/yaral/run-detections.ts';
import { detectionsOf } from '../../src/targets/yaral/run-detections.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Replays by what each run answers over all rows, as slowly as the definition says. */
export type PlainReplay = (
  artifacts: readonly Artifact[],
  program: Program,
  rows: readonly TimedRow[],
  from: number,
  until: number,
) => readonly FiredAlert[];

function contentOf(artifacts: readonly Artifact[], ending: string): string {
  return artifacts.find(({ path }) => path.endsWith(ending))?.content ?? '';
}

/** A saved search that runs each time that its cron line says; each result alerts unless its fields are throttled. */
const replaySpl: PlainReplay = (artifacts, program, rows, from, until) => {
  const saved = savedOf(readConf(contentOf(artifacts, '.savedsearches.conf'))[0]);
  const quiet = new Map<string, number>();
  const fired: FiredAlert[] = [];
  for (let at = Math.ceil(from / minute) * minute; at <= until; at += minute) {
    if (!cronFires(saved.cron, new Date(at))) continue;
    for (const { columns, sources } of program.results(rows, at)) {
      const values = (saved.suppressFields ?? []).map((name) => [columns[name] ?? []].flat().map(String));
      const mark = JSON.stringify(values);
      const since = quiet.get(mark);
      if (saved.suppressFields !== undefined && since !== undefined && at < since + saved.suppressSeconds * 1000)
        continue;
      quiet.set(mark, at);
      const title = columns['title'] ?? undefined;
      const [first, last] = ['firstTime', 'lastTime'].map((name) => Date.parse(`${String(columns[name])}Z`));
      fired.push({ at, sources, title: title === undefined ? undefined : String([title].flat()[0]), first, last });
    }
  }
  return fired;
};

/** A scheduled rule whose runs ask the query itself about every row of its period. */
const replayKql: PlainReplay = (artifacts, program, rows, from, until) => {
  const { rule } = readAnalyticsRule(contentOf(artifacts, '.yaml'));
  const run = (_: readonly TimedRow[], now: number): ReturnType<Program['results']> => {
    const seen = rows.filter(({ time, ingest }) => ingest <= now && time <= now && time >= now - rule.period);
    return program.results(seen, now);
  };
  return alertsOver(rule, run, rows, from, until);
};

/** Every run looks at every window of every key. */
const findPlainly: FindInRuns = (runnable, rows, length, until) => {
  const block = length < hour ? 10 * minute : hour;
  const instants = new Set<number>();
  for (const { time, ingest } of rows)
    for (const delay of [0, 8 * hour, 48 * hour])
      for (let run = Math.ceil(time / block) * block + block; run <= time + length + 2 * block; run += block)
        if (run + delay <= until && run + delay >= ingest) instants.add(run + delay);
  const known: Detection[] = [];
  const fired: Fired[] = [];
  for (const at of [...instants].sort((a, b) => a - b)) {
    const there = rows.filter((row) => row.ingest <= at && row.time <= at);
    for (const detection of detectionsOf(runnable, there)) {
      if (detection.end > at || at > detection.end + 48 * hour + 2 * block) continue;
      const { key, sources } = detection;
      if (known.some((other) => other.key === key && other.sources.some((source) => sources.includes(source))))
        continue;
      known.push(detection);
      fired.push({ at, detection });
    }
  }
  return fired;
};

const replayYaral: PlainReplay = (artifacts, _program, rows, from, until) => {
  const rule = parseRule(contentOf(artifacts, '.yaral'));
  if ('construct' in rule) throw new Error(rule.construct);
  return alertsOf(compileRule(rule), rows, from, until, findPlainly);
};

/** By target. */
export const plainReplays: Readonly<Record<string, PlainReplay>> = {
  spl: replaySpl,
  kql: replayKql,
  yaral: replayYaral,
};
