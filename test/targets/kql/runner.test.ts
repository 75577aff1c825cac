import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/ir/json.ts';
import { printJson } from '../../../src/ir/json.ts';
import { kql } from '../../../src/targets/kql/index.ts';
import { runner } from '../../../src/targets/kql/runner.ts';
import type { Program } from '../../../src/targets/runner.ts';
import { isNotCovered } from '../../../src/targets/runner.ts';
import { casesOf } from '../../../src/verify/border-cases.ts';
import { compileFile, open, root } from '../../support/project.ts';
import { proveUnit } from '../../support/proof.ts';
import { compile, storeOf, table } from './harness.ts';

const project = open('rulegen.yml');
const files = readdirSync(join(root, 'rules')).flatMap((folder) =>
  readdirSync(join(root, 'rules', folder))
    .filter((name) => name.endsWith('.yml') && !name.includes('.rulegen.'))
    .map((name) => `rules/${folder}/${name}`),
);

describe('the text of every rule answers as the rule, or as declared', () => {
  test.each(files)('%s', (path) => {
    const { placed, units } = compileFile(path, project);
    if (placed === undefined) throw new Error(path);
    for (const unit of units.filter(({ target, proof }) => target === 'kql' && proof !== undefined)) {
      const { program, ask } = proveUnit(unit, placed.rule, kql, runner, project);
      expect(program.findings).toEqual([]);
      for (const { event } of casesOf(placed.rule, unit.logType, project.workspace, unit.proof?.mapped.home.when))
        for (const { rule, text, explained } of ask(event))
          if (rule !== text && explained.length === 0)
            expect.fail(`rule ${rule}, text ${text} on ${printJson(event)}\n${unit.artifacts[0]?.content}`);
    }
  });
});

const minute = 60_000;
const start = Date.UTC(2026, 0, 1);

function programOf(rule: string): { readonly program: Program; readonly row: (event: JsonObject) => JsonObject } {
  const made = compile(rule, { settings: { everyMinutes: 15 } });
  expect(made.compiled.refusals).toEqual([]);
  const store = storeOf(made);
  const program = runner.read(made.artifacts, store);
  if (isNotCovered(program)) throw new Error(`${program.construct} at ${program.line}:${program.column}\n${made.text}`);
  expect(program.findings).toEqual([]);
  return { program, row: (event) => runner.row({ event, time: start, ingest: start }, store) };
}

/** The minutes at which alerts fire for events at minutes, with the positions that they are about. */
function fired(rule: string, events: readonly (readonly [at: number, event: JsonObject, arrived?: number])[]) {
  const { program, row } = programOf(rule);
  const rows = events.map(([at, event, arrived = at]) => ({
    row: row(event),
    time: start + at * minute,
    ingest: start + arrived * minute,
  }));
  return program
    .alerts(rows, start, start + 300 * minute)
    .map(({ at, sources, title }) => [(at - start) / minute, sources, title]);
}

const a = (key: Json = 'k'): JsonObject => ({ s: 'a', t: key });

describe('alerts of a text in time', () => {
  test('one match, one alert, under the title of the match', () => {
    const rule = table('s eq "a"', 'GroupBy: [t]\nDedupPeriodMinutes: 60\nAlertTitle: "by {t}"');
    expect(
      fired(rule, [
        [1, a()],
        [2, { s: 'b', t: 'k' }],
        [20, a()],
        [20, a('other')],
        [90, a()],
      ]),
    ).toEqual([
      [15, [0], 'by k'],
      [30, [3], 'by other'],
      [90, [4], 'by k'],
    ]);
  });

  test('a late event is seen by the run after its arrival, unless it is later than the lag', () => {
    const rule = table('s eq "a"', 'GroupBy: [t]');
    expect(fired(rule, [[1, a(), 14]])).toHaveLength(1);
    expect(fired(rule, [[1, a(), 20]]).map(([at]) => at)).toEqual([30]);
    expect(fired(rule, [[1, a(), 40]])).toEqual([]);
  });

  const counted = 'Threshold: 3\nDedupPeriodMinutes: 30\nGroupBy: [t]\nAlertTitle: "burst of {t}"';

  test('a threshold is reached by the N-th match of a key within the window, and not across keys or windows', () => {
    const rule = table('s eq "a"', counted);
    const at = (...minutes: number[]) =>
      fired(
        rule,
        minutes.map((m) => [m, a()] as const),
      );
    expect(at(1, 2)).toEqual([]);
    expect(at(1, 2, 3).map(([when]) => when)).toEqual([15]);
    expect(at(1, 15, 29).map(([when]) => when)).toEqual([30]);
    expect(at(1, 15, 32)).toEqual([]);
    expect(at(14, 15, 16).map(([when]) => when)).toEqual([30]);
    expect(
      fired(rule, [
        [1, a()],
        [2, a()],
        [3, a('other')],
      ]),
    ).toEqual([]);
  });

  test('missing keys are counted together under their title', () => {
    const rule = table('s eq "a"', counted);
    const missing = { s: 'a' };
    expect(
      fired(rule, [
        [1, missing],
        [2, missing],
        [3, missing],
      ]).map(([at]) => at),
    ).toEqual([15]);
  });

  test('distinct values count once', () => {
    const rule = table('s eq "a"', `${counted}\nUnique: ip`);
    const from = (ip: string): JsonObject => ({ ...a(), ip });
    expect(
      fired(rule, [
        [1, from('1.1.1.1')],
        [2, from('1.1.1.1')],
        [3, from('2.2.2.2')],
      ]),
    ).toEqual([]);
    expect(
      fired(rule, [
        [1, from('1.1.1.1')],
        [2, from('3.3.3.3')],
        [3, from('2.2.2.2')],
      ]).map(([at]) => at),
    ).toEqual([15]);
  });
});

test('a counting text takes each row that it would count', () => {
  const { program, row } = programOf(table('s eq "a"', 'Threshold: 3\nGroupBy: [t]'));
  expect(program.matches(row(a()))).toBe(true);
  expect(program.matches(row({ s: 'b' }))).toBe(false);
});
