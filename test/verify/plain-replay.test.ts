import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRule } from '../../src/compile.ts';
import type { StreamEvent } from '../../src/ir/alerts.ts';
import type { JsonObject } from '../../src/ir/json.ts';
import { readRule } from '../../src/source/rule-file.ts';
import type { FiredAlert } from '../../src/targets/runner.ts';
import type { Target } from '../../src/targets/target.ts';
import type { Bench } from '../../src/verify/judge.ts';
import { benchOf } from '../../src/verify/verify.ts';
import { plainReplays } from '../support/plain-replay.ts';
import { open } from '../support/project.ts';

const minute = 60_000;
const start = Date.UTC(2026, 0, 5, 10);
const project = open();
const { workspace } = project;

/** What counts, by what key, and over which window. */
const alerting: Readonly<Record<string, string>> = {
  'three matches of a user within an hour': 'Threshold: 3\nDedupPeriodMinutes: 60\nGroupBy: [actor.alternateId]',
  'two matches with one title within five minutes':
    'Threshold: 2\nDedupPeriodMinutes: 5\nAlertTitle: "Failures of {actor.alternateId} from {client.ipAddress}"',
  'three users of an address within half an hour':
    'Threshold: 3\nDedupPeriodMinutes: 30\nUnique: actor.alternateId\nGroupBy: [client.ipAddress]',
  'two matches of a user and an address in a day':
    'Threshold: 2\nDedupPeriodMinutes: 1440\nGroupBy: [actor.alternateId, client.ipAddress]',
  'each user once an hour': 'DedupPeriodMinutes: 60\nGroupBy: [actor.alternateId]',
  'all matches together': 'DedupPeriodMinutes: 60',
};

function textOf(name: string): string {
  return `AnalysisType: rule
RuleID: Some.Rule
DisplayName: Some
Enabled: true
Severity: Low
LogTypes: [Okta.SystemLog]
${alerting[name] ?? ''}
Condition: |
  eventType in ["user.session.start", "user.authentication.sso"]
  outcome.result eq "FAILURE"
  client.ipAddress not_cidr "10.0.0.0/8"
`;
}

async function benchFor(name: string, target: Target): Promise<Bench> {
  const file = { path: 'rule.yml', text: textOf(name) };
  const rule = readRule({ file, sidecar: undefined, withTests: true }, () => undefined);
  if (rule === undefined) throw new Error(file.text);
  const publishing = { ...project.config.base, targets: [target.name] };
  const [unit] = compileRule({ rule, folder: '' }, publishing, undefined, workspace);
  const runner = await target.runner();
  const bench = unit && benchOf(unit, { rule, target, runner, workspace, guessed: false });
  if (bench === undefined || 'code' in bench) throw new Error(unit?.diagnostics.map((d) => d.message).join('\n'));
  return bench;
}

const events: fc.Arbitrary<JsonObject> = fc.record({
  eventType: fc.constantFrom('user.session.start', 'user.session.start', 'user.authentication.sso', 'user.logout'),
  outcome: fc.constantFrom<JsonObject>({ result: 'FAILURE' }, { result: 'FAILURE' }, { result: 'SUCCESS' }),
  actor: fc.constantFrom<JsonObject>(
    { alternateId: 'ana@example.com' },
    { alternateId: 'ana@example.com' },
    { alternateId: 'bo@example.com' },
    { alternateId: 'cem@example.com' },
    { alternateId: 'dee@example.com' },
    { alternateId: null },
    {},
  ),
  client: fc.constantFrom<JsonObject>(
    { ipAddress: '203.0.113.9' },
    { ipAddress: '203.0.113.9' },
    { ipAddress: '198.51.100.7' },
    { ipAddress: '10.1.2.3' },
    {},
  ),
});

/** Bursts over half a day, late ones, ones out of order, ones delivered twice. */
const streams: fc.Arbitrary<readonly StreamEvent[]> = fc
  .array(
    fc.record({
      event: events,
      burst: fc.integer({ min: 0, max: 3 }),
      second: fc.integer({ min: 0, max: 1200 }),
      delay: fc.constantFrom(0, 1, 3, 3, 12, 47, 500),
      twice: fc.integer({ min: 0, max: 9 }),
    }),
    { minLength: 20, maxLength: 70 },
  )
  .map((drawn) =>
    drawn.flatMap(({ event, burst, second, delay, twice }): StreamEvent[] => {
      const time = start + burst * 190 * minute + second * 1000;
      const one = { event, time, ingest: time + delay * minute };
      return twice === 0 ? [one, { ...one, ingest: one.ingest + 2 * minute }] : [one];
    }),
  );

const drawn = fc.sample(streams, { seed: 20260105, numRuns: 6 });

describe.each(Object.keys(plainReplays))('%s', (name) => {
  const target = workspace.targets.find((one) => one.name === name);
  const plainly = plainReplays[name];
  if (target === undefined || plainly === undefined) throw new Error(name);

  test.each(Object.keys(alerting))('replays as plainly as it could be: %s', async (rule) => {
    const { program, unit, runner, stores } = await benchFor(rule, target);
    const [store] = stores;
    if (store === undefined) throw new Error(rule);
    const until = start + 62 * 60 * minute;
    const alerts = drawn.map((stream): { fast: readonly FiredAlert[]; plain: readonly FiredAlert[] } => {
      const rows = stream.map((one) => ({ row: runner.row(one, store), time: one.time, ingest: one.ingest }));
      return {
        fast: program.alerts(rows, start, until),
        plain: plainly(unit.artifacts, program, rows, start, until),
      };
    });
    for (const { fast, plain } of alerts) expect(fast).toEqual(plain);
    expect(alerts.flatMap(({ fast }) => fast).length).toBeGreaterThan(2);
  });
});
