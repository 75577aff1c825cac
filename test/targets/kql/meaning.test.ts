import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reasonHolds } from '../../../src/fidelity/holds.ts';
import { contextOf, evaluate } from '../../../src/ir/evaluate.ts';
import type { Json, JsonObject } from '../../../src/ir/json.ts';
import { printJson } from '../../../src/ir/json.ts';
import { wholeCondition } from '../../../src/ir/rule.ts';
import { runner } from '../../../src/targets/kql/runner.ts';
import type { Row } from '../../../src/targets/runner.ts';
import { isNotCovered } from '../../../src/targets/runner.ts';
import type { Made } from './harness.ts';
import { compile, declaredOf, storeOf, table } from './harness.ts';
import { rows } from './rows.ts';

const lists = new Map<string, readonly Json[]>([
  ['names', ['a', 'b', '5']],
  ['numbers', ['5', '17']],
]);

const text = fc.constantFrom(
  ...[
    'a',
    'A',
    'b',
    'a.',
    'a.b',
    'null',
    'nil',
    '',
    '5',
    '5.0',
    '05',
    'true',
    'é',
    ' a ',
    '{"k": "a"}',
    '{"l": ["a"]}',
  ],
  ...['a\n', "a'b", '"a"', '[1]', 'z'],
);
const number = fc.constantFrom<Json>(5n, 1n, 0n, 2.5, 1, 7n, 9007199254740993n);
const scalar = fc.oneof(text, number, fc.constantFrom<Json>(true, false, null));
const address = fc.constantFrom(
  ...['10.1.2.3', '8.8.8.8', '::1', 'fd00::1', '010.0.0.1', '10.0.0.0/8', 'host', '192.0.0.9', '::ffff:10.0.0.1'],
  ...['1.2.3', '', '127.0.0.1', '100.64.0.1', '2001:db8::1', '::1/128', 'fe80::1%eth0', '1.2.3.400', '192.168.1.1'],
);
const anything: fc.Arbitrary<Json> = fc.oneof(
  { weight: 5, arbitrary: scalar },
  fc.array(scalar, { maxLength: 3 }),
  fc.record({ k: scalar }, { requiredKeys: [] }),
  fc.record({ k: fc.array(scalar, { maxLength: 3 }) }),
  fc.array(fc.record({ kind: scalar, name: scalar, size: scalar }, { requiredKeys: [] }), { maxLength: 2 }),
);

/** Mostly values of the log type's own types, so that differences are not always declared by `other-type`. */
const mostly = (own: fc.Arbitrary<Json>, other: fc.Arbitrary<Json> = scalar): fc.Arbitrary<Json> =>
  fc.oneof({ weight: 9, arbitrary: own }, { weight: 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: other });
const whole = fc.constantFrom<Json>(5n, 1n, 0n, 7n, 17n, -1n);
const truth = fc.constantFrom<Json>(true, false);
const texts: fc.Arbitrary<Json> = fc.array(mostly(text), { maxLength: 3 });
const parts: fc.Arbitrary<Json> = fc.array(fc.record({ kind: mostly(text) }, { requiredKeys: [] }), { maxLength: 3 });
const items: fc.Arbitrary<Json> = fc.array(
  fc.record(
    { kind: mostly(text), name: mostly(text), size: mostly(whole), parts: mostly(parts, anything) },
    { requiredKeys: [] },
  ),
  { maxLength: 3 },
);
const inside: fc.Arbitrary<Json> = fc.record(
  { k: mostly(text, anything), n: mostly(whole), b: mostly(truth), ip: mostly(address), text: mostly(text, anything) },
  { requiredKeys: [] },
);

const event: fc.Arbitrary<JsonObject> = fc.record(
  {
    s: mostly(text),
    t: mostly(text),
    n: mostly(whole),
    m: mostly(whole),
    r: mostly(number),
    id: mostly(fc.constantFrom<Json>('5', '17', '3', '05', 'x')),
    b: mostly(truth),
    flag: mostly(fc.constantFrom<Json>('true', 'false', 'True', 'no', '')),
    digits: mostly(whole),
    ip: mostly(address),
    j: anything,
    w: anything,
    o: mostly(inside),
    tags: mostly(texts, anything),
    labels: mostly(texts, anything),
    items: mostly(items, anything),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;

/** Whether the text, read back, takes an event's row. */
function reader(made: Made): (row: Row) => boolean {
  const program = runner.read(made.artifacts, storeOf(made));
  if (isNotCovered(program)) throw new Error(`${program.construct} at ${program.line}:${program.column}\n${made.text}`);
  expect(program.findings).toEqual([]);
  return program.matches;
}

/**
 * Rows of which a reason may hold although text and rule agree: two rows in one condition, of which the other decides; and values that are
 * computed from a column whose emptiness is declared in both directions.
 */
const loose = new Set(
  [
    'not (n gt 3 and r lt 2) and not (id gt 4 or o.n lt 1)',
    'o.k eq_field s',
    'any items (kind eq_field $.s)',
    's ends_with_field o.k',
    'default(s, "a") eq "a"',
    'if_missing(s, "a") eq "a"',
    'if(s is_null, n, m) gt 3',
    'str(s) eq "None"',
    'str(j) eq "None"',
    'trim(s) eq ""',
  ].flatMap((row) => [row, `not (${row})`]),
);

describe('a declared reason holds if and only if text and rule differ', () => {
  for (const row of rows.flatMap((r) => [r, `not (${r})`])) {
    it(row, () => {
      const made = compile(table(row), { lists });
      expect(made.compiled.refusals).toEqual([]);
      const matches = reader(made);
      const store = storeOf(made);
      const fidelity = declaredOf(made);
      const condition = wholeCondition(made.mapped.rule);
      fc.assert(
        fc.property(event, (log) => {
          const context = contextOf(log, { lists });
          const stored = runner.row({ event: log, time: 0, ingest: 0 }, store);
          const wanted = evaluate(condition, context);
          const found = matches(stored);
          const holding = (direction: 'wider' | 'narrower'): readonly string[] =>
            fidelity[direction]
              .filter((reason) => reasonHolds(reason, direction, context, stored))
              .map((reason) => `${reason.test ? '' : '* '}${reason.code} ${direction}`);
          if (found === wanted) {
            const idle = [...holding('wider'), ...holding('narrower')].filter((code) => !code.startsWith('*'));
            if (!loose.has(row)) expect([printJson(log), idle]).toEqual([printJson(log), []]);
            return;
          }
          if (holding(found ? 'wider' : 'narrower').length > 0) return;
          expect.fail(`${printJson(log)}: rule ${wanted}, text ${found}, row ${printJson(stored)}\n${made.text}`);
        }),
        { numRuns: 150, seed: 11 },
      );
    });
  }
});
