import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/ir/json.ts';
import { runner } from '../../../src/targets/kql/runner.ts';
import { isNotCovered } from '../../../src/targets/runner.ts';
import { compile, sampleColumns, storeOf, table } from './harness.ts';
import { bind } from './microsoft.ts';
import { rows } from './rows.ts';

const lists = new Map([['names', ['a', 'b', '5']]]);

/** A condition in which a row stands twice. */
const twice = (row: string): string => `(${row} or m eq 9) and (not (${row}) or m lt 7)`;

/** The condition with what no event here has, as long as Sentinel's limit unless what stands in several places is asked once. */
function padded(condition: string): string {
  const text = 'x'.repeat(2_500);
  const pad = [91, 92, 93, 94].map((n) => `not (o.k contains "${text}" and n eq ${n})`);
  return [`(${condition})`, ...pad].join(' and ');
}

function ready(condition: string) {
  const made = compile(table(condition), { lists });
  expect(made.compiled.refusals).toEqual([]);
  const store = storeOf(made);
  const program = runner.read(made.artifacts, store);
  if (isNotCovered(program)) throw new Error(`${program.construct}\n${made.text}`);
  expect(program.findings).toEqual([]);
  return {
    text: made.text,
    answers: (event: JsonObject) => program.matches(runner.row({ event, time: 0, ingest: 0 }, store)),
  };
}

const texts = ['a', 'a.b', '', '5'];
const events: readonly JsonObject[] = [
  {},
  ...texts.flatMap((s): JsonObject[] => [
    { s, t: 'a', n: 5n, m: 9n, b: true, j: s, o: { k: s, n: 5n, list: [s], text: `{"k":"${s}"}` } },
    { s, m: 1n, ip: '10.1.2.3', j: { k: s }, tags: [s, 'b'], items: [{ kind: s, name: 'b', parts: [{ kind: 'a' }] }] },
    { t: s, n: 17n, m: 8n, r: 2.5, j: [s, 1n], w: { k: s }, labels: [s], o: { ip: s, b: false }, tags: [] },
  ]),
];

describe('a query that is too long as it reads best', () => {
  it('asks once what stands in several places', () => {
    const made = compile(table(padded(twice('split(o.k, ".")[1] eq "a"'))));
    expect(made.compiled.refusals).toEqual([]);
    expect(made.text.length).toBeLessThanOrEqual(10_000);
    expect(bind(made.text, 'Sample_CL', sampleColumns).findings).toEqual([]);
    expect(made.text.replace(/x+/g, 'x').split('\n| where')[1]).toBe(
      [
        ' ingestion_time() > ago(15m)',
        '| extend',
        '    KValue = tostring(split(tostring(O.k), ".")[1]),',
        '    KTest = tostring(O.k) contains_cs "x"',
      ].join('\n'),
    );
  });

  it('is refused where that is not enough', () => {
    const made = compile(table(`s eq "${'x'.repeat(10_000)}"`));
    expect(made.compiled.refusals.map((r) => r.why)).toEqual([
      expect.stringMatching(/^the query has \d{5} characters, and Sentinel takes 10000/),
    ]);
  });

  const some = rows.filter((_, at) => at % 8 === 0);

  it.each(some)('answers as the longer one: %s', (row) => {
    const long = ready(twice(row));
    const short = ready(padded(twice(row)));
    expect(short.text.length).toBeLessThanOrEqual(10_000);
    expect(events.map(short.answers)).toEqual(events.map(long.answers));
  });
});
