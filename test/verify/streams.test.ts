import { describe, expect, test } from 'vitest';
import { compileRule } from '../../src/compile.ts';
import type { Fidelity } from '../../src/fidelity/reason.ts';
import { exact } from '../../src/fidelity/reason.ts';
import type { ReasonCode } from '../../src/fidelity/reasons.ts';
import type { StreamEvent } from '../../src/ir/alerts.ts';
import type { Rule } from '../../src/ir/rule.ts';
import { readRule } from '../../src/source/rule-file.ts';
import type { FiredAlert, Program, Row, TextRunner, TimedRow } from '../../src/targets/runner.ts';
import { sigma } from '../../src/targets/sigma/index.ts';
import type { Unit, UnitProof } from '../../src/unit.ts';
import type { Bench } from '../../src/verify/judge.ts';
import { storesOf } from '../../src/verify/judge.ts';
import type { JudgedStreams } from '../../src/verify/streams/judge-streams.ts';
import { judgeStreams } from '../../src/verify/streams/judge-streams.ts';
import { open } from '../support/project.ts';

const minute = 60_000;
const start = Date.UTC(2026, 0, 5, 10, 1);
const project = open();
const { workspace } = project;

/** One alert for each key and window of an hour. */
const text = `AnalysisType: rule
RuleID: Some.Rule
DisplayName: Some
Enabled: true
Severity: Low
LogTypes: [Okta.SystemLog]
DedupPeriodMinutes: 60
GroupBy: [actor.id]
Condition: |
  eventType eq "a.b"
`;

type Alerts = (rows: readonly TimedRow[], from: number, until: number) => readonly FiredAlert[];

/** What a text declares about its alerts, and about events. */
interface Declares {
  readonly alert?: Fidelity;
  readonly events?: Fidelity;
}

const says = (row: Row): boolean => row['eventType'] === 'a.b';
const declare = (direction: 'wider' | 'narrower', code: ReasonCode): Fidelity => ({
  ...exact,
  [direction]: [{ code, within: [] }],
});

function builtUnit(): { rule: Rule; unit: Unit; proof: UnitProof } {
  const rule = readRule({ file: { path: 'rule.yml', text }, sidecar: undefined, withTests: true }, (found) => {
    if (found.severity === 'error') throw new Error(found.message);
  });
  if (rule === undefined) throw new Error(text);
  const base = { ...project.config.base, targets: ['sigma'] };
  const [unit] = compileRule({ rule, folder: '' }, base, undefined, workspace);
  if (unit?.proof === undefined) throw new Error('no unit that was built');
  return { rule, unit, proof: unit.proof };
}

const built = builtUnit();
/** What the compiled text declares about events; that it ignores case is among it. */
const compiled = built.proof.fidelity;

/** A text that stores events as they are and raises the alerts that are given. */
function benchOf(alerts: Alerts, { alert = exact, events = exact }: Declares, matches: (row: Row) => boolean): Bench {
  const { rule, unit } = built;
  const proof = { ...built.proof, alertFidelity: alert, fidelity: events };
  const program: Program = {
    syntax: null,
    findings: [],
    assumptions: [],
    matches,
    trace: () => [],
    results: () => [],
    alerts,
  };
  const runner: TextRunner = { row: ({ event }) => event, read: () => program };
  const stores = storesOf(unit, proof, sigma, workspace, false);
  return { unit: { ...unit, proof }, proof, rule, program, runner, stores, workspace };
}

function judge(
  alerts: Alerts,
  events: readonly StreamEvent[],
  declares: Declares = {},
  matches: (row: Row) => boolean = says,
): JudgedStreams {
  return judgeStreams(benchOf(alerts, declares, matches), [{ name: 'a stream', events }]);
}

const at = (minutes: number, id: string, eventType = 'a.b'): StreamEvent => ({
  event: { eventType, actor: { id } },
  time: start + minutes * minute,
  ingest: start + minutes * minute,
});

/** Alerts on the rows at these positions, whatever the rows are. */
const firing =
  (...sources: readonly (readonly number[])[]): Alerts =>
  (rows) =>
    sources.map((one) => ({
      at: Math.max(...one.map((position) => rows[position]?.ingest ?? 0)),
      sources: one,
      title: undefined,
    }));

/** Every match alerts. */
const always: Alerts = (rows) =>
  rows.flatMap(({ row, ingest }, i) => (says(row) ? [{ at: ingest, sources: [i], title: undefined }] : []));

const nothing: JudgedStreams = { explained: [], undeclared: [], diagnostics: [] };
const codes = ({ diagnostics }: JudgedStreams): readonly string[] => diagnostics.map(({ code }) => code);

describe('equal', () => {
  test('as many alerts for each key, whenever they come', () => {
    expect(judge(firing([0, 1], [2]), [at(0, 'a'), at(5, 'a'), at(6, 'b'), at(7, 'a', 'other')])).toEqual(nothing);
  });

  test('a stream without a match, and no alert', () => {
    expect(judge(always, [at(0, 'a', 'other')])).toEqual(nothing);
  });

  test('a declared reason is not counted where nothing differs', () => {
    const declared = { alert: declare('wider', 'dedup-none') };
    expect(judge(firing([0, 1]), [at(0, 'a'), at(5, 'a')], declared)).toEqual(nothing);
  });

  test('the text runs from the full hour before the first event until the last window is over', () => {
    const runs: number[] = [];
    judge(
      (rows, from, until) => {
        runs.push(from, until);
        return always(rows, from, until);
      },
      [at(0, 'a'), at(90, 'b')],
    );
    const [from, until] = runs;
    expect(from).toBe(start - minute);
    expect(until).toBeGreaterThan(start + (90 + 60) * minute);
  });
});

describe('wider', () => {
  const twice = [at(0, 'a'), at(5, 'a')];

  test('explained by the declared reason that holds', () => {
    expect(judge(always, twice, { alert: declare('wider', 'dedup-none') })).toEqual({
      ...nothing,
      explained: [{ scope: 'alert', code: 'dedup-none', direction: 'wider', cases: 1 }],
    });
  });

  test('undeclared without one, shown with its stream', () => {
    const judged = judge(always, twice);
    expect(codes(judged)).toEqual(['undeclared-alerts']);
    expect(judged.undeclared).toMatchObject([{ case: 'a stream', key: 'a', rule: 1, text: 2 }]);
    expect(judged.undeclared[0]?.events.map(({ time }) => time)).toEqual([
      '2026-01-05T10:01:00.000Z',
      '2026-01-05T10:06:00.000Z',
    ]);
  });

  test('undeclared where the reason is declared in the other direction, or does not hold', () => {
    expect(codes(judge(always, twice, { alert: declare('narrower', 'dedup-none') }))).toEqual(['undeclared-alerts']);
    expect(codes(judge(always, twice, { alert: declare('wider', 'late-event') }))).toEqual(['undeclared-alerts']);
  });

  test('a reason that holds for one key does not excuse another', () => {
    const judged = judge(firing([0], [1], [2], [2]), [...twice, at(6, 'b')], { alert: declare('wider', 'dedup-none') });
    expect(judged.explained.map(({ code }) => code)).toEqual(['dedup-none']);
    expect(judged.undeclared).toMatchObject([{ key: 'b', rule: 1, text: 2 }]);
  });

  test('an alert on an event that the rule does not match', () => {
    const judged = judge(firing([0], [1]), [at(0, 'a'), at(5, 'a', 'other')]);
    expect(judged.undeclared).toMatchObject([{ rule: 0, text: 1 }]);
  });

  test('such an alert is explained by the reason about events that makes the text match it', () => {
    const inAnyCase = (row: Row): boolean => String(row['eventType']).toLowerCase() === 'a.b';
    const judged = judge(firing([0], [1]), [at(0, 'a'), at(5, 'a', 'A.B')], { events: compiled }, inAnyCase);
    expect(judged.explained).toEqual([{ scope: 'alert', code: 'case-insensitive', direction: 'wider', cases: 1 }]);
    const exactText = judge(firing([0], [1]), [at(0, 'a'), at(5, 'a', 'A.B')], { events: compiled });
    expect(codes(exactText)).toEqual(['undeclared-alerts']);
  });
});

describe('narrower', () => {
  const events = [at(0, 'a'), at(61, 'a')];

  test('undeclared', () => {
    const judged = judge(firing([0]), events);
    expect(codes(judged)).toEqual(['undeclared-alerts']);
    expect(judged.undeclared).toMatchObject([{ key: 'a', rule: 2, text: 1 }]);
  });

  test('explained where a silence may last', () => {
    const judged = judge(firing([0]), events, { alert: declare('narrower', 'dedup-alert-time') });
    expect(judged.explained).toEqual([{ scope: 'alert', code: 'dedup-alert-time', direction: 'narrower', cases: 1 }]);
    expect(judged.undeclared).toEqual([]);
  });

  test('no alert at all', () => {
    expect(judge(firing(), events).undeclared).toMatchObject([{ key: 'a', rule: 2, text: 0 }]);
  });
});

describe('as many alerts, but about other events', () => {
  const burst = [at(0, 'a'), at(1, 'a'), at(2, 'a')];
  const raisedAt = (minutes: number, ...sources: number[]): Alerts => {
    return () => [{ at: start + minutes * minute, sources, title: undefined }];
  };

  test('the first and the last event are compared, of what has arrived when the alert is raised', () => {
    expect(judge(raisedAt(5, 0, 1, 2), burst)).toEqual(nothing);
    expect(judge(raisedAt(1, 0, 1), burst)).toEqual(nothing);
  });

  test('an alert that begins later is undeclared, shown with both instants', () => {
    const judged = judge(raisedAt(5, 1, 2), burst);
    expect(codes(judged)).toEqual(['undeclared-span']);
    expect(judged.undeclared).toMatchObject([
      {
        key: 'a',
        rule: 1,
        text: 1,
        span: { end: 'first', rule: '2026-01-05T10:01:00.000Z', text: '2026-01-05T10:02:00.000Z' },
      },
    ]);
  });

  test('an alert that ends sooner is undeclared', () => {
    expect(judge(raisedAt(5, 0, 1), burst).undeclared).toMatchObject([{ span: { end: 'last' } }]);
  });

  test('what the alert shows counts before the rows that it was made from', () => {
    const shows = (first: number): Alerts => {
      return () => [{ at: start + 5 * minute, sources: [2], title: undefined, first, last: start + 2 * minute }];
    };
    expect(judge(shows(start), burst)).toEqual(nothing);
    expect(codes(judge(shows(start + minute), burst))).toEqual(['undeclared-span']);
  });

  test('a declared reason that holds explains it', () => {
    const late = [at(0, 'a'), { ...at(1, 'a'), ingest: start + 9 * minute }, at(2, 'a')];
    const declared = { alert: declare('narrower', 'arrival-time') };
    expect(judge(raisedAt(10, 0, 2), late, declared).undeclared).toEqual([]);
    expect(codes(judge(raisedAt(10, 0, 1), late, declared))).toEqual([]);
    expect(codes(judge(raisedAt(10, 0, 1), burst, declared))).toEqual(['undeclared-span']);
  });
});

describe('a shared bucket', () => {
  const events = [at(0, 'a'), at(1, 'b')];

  test('is a difference though each key has as many alerts as it should', () => {
    const judged = judge(firing([0, 1]), events);
    expect(codes(judged)).toEqual(['undeclared-alerts']);
    expect(judged.undeclared).toMatchObject([{ key: 'a and b' }]);
  });

  test('is explained by a reason about keys', () => {
    const judged = judge(firing([0, 1]), events, { alert: declare('wider', 'key-computed') });
    expect(judged.explained).toEqual([{ scope: 'alert', code: 'key-computed', direction: 'wider', cases: 1 }]);
    expect(judged.undeclared).toEqual([]);
  });

  test('is not explained by a reason about windows that holds', () => {
    const many = [...events, at(2, 'a')];
    const judged = judge(firing([0, 1, 2]), many, { alert: declare('wider', 'dedup-none') });
    expect([judged.explained, codes(judged)]).toEqual([[], ['undeclared-alerts']]);
  });

  test('is none where the other event is no match of the rule', () => {
    const judged = judge(firing([0, 1]), [at(0, 'a'), at(1, 'b', 'other')]);
    expect(judged.undeclared.map(({ key }) => key)).not.toContain('a and b');
  });
});

test('the first few undeclared differences are shown', () => {
  expect(judge(firing(), [at(0, 'a'), at(0, 'b'), at(0, 'c')]).undeclared).toHaveLength(2);
});

test('a reason is counted once for each stream that shows it', () => {
  const bench = benchOf(always, { alert: declare('wider', 'dedup-none') }, says);
  const events = [at(0, 'a'), at(1, 'a'), at(2, 'b'), at(3, 'b')];
  const { explained } = judgeStreams(bench, [
    { name: 'one', events },
    { name: 'two', events: [at(0, 'a'), at(1, 'a')] },
    { name: 'three', events: [at(0, 'a')] },
  ]);
  expect(explained).toEqual([{ scope: 'alert', code: 'dedup-none', direction: 'wider', cases: 2 }]);
});
