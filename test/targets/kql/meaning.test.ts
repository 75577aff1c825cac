import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextOf, evaluate } from '../../../src/ir/evaluate.ts';
import type { Json, JsonObject } from '../../../src/ir/json.ts';
import { wholeCondition } from '../../../src/ir/rule.ts';
import type { KqlQuery } from '../../../src/targets/kql/ast.ts';
import { compile, sampleColumns, table } from './harness.ts';
import { bind } from './microsoft.ts';
import { keeps, rowOf } from './model.ts';
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
const part = fc.oneof(scalar, fc.record({ kind: scalar }, { requiredKeys: [] }));
const item = fc.record(
  { kind: scalar, name: scalar, size: scalar, parts: fc.oneof(fc.array(part, { maxLength: 3 }), scalar) },
  { requiredKeys: [] },
);
const anything = fc.oneof(
  { weight: 5, arbitrary: scalar },
  fc.array(scalar, { maxLength: 3 }),
  fc.record({ k: scalar }, { requiredKeys: [] }),
  fc.record({ k: fc.array(scalar, { maxLength: 3 }) }),
  fc.array(item, { maxLength: 2 }),
);
const inside = fc.record(
  { k: anything, n: scalar, b: scalar, ip: fc.oneof(address, scalar), text: anything },
  { requiredKeys: [] },
);
const list = fc.oneof(fc.array(scalar, { maxLength: 3 }), fc.array(text, { maxLength: 3 }), anything);

/** Text where the log type says text: what a store makes of anything else in a text column is not known. */
const event: fc.Arbitrary<JsonObject> = fc.record(
  {
    s: fc.oneof(scalar, text),
    t: fc.oneof(scalar, text),
    n: fc.oneof(scalar, number),
    m: fc.oneof(scalar, number),
    r: fc.oneof(scalar, number),
    id: fc.oneof(text, fc.constantFrom<Json>('5', '17', '3'), scalar),
    b: scalar,
    flag: scalar,
    digits: fc.oneof(number, scalar),
    ip: fc.oneof(address, scalar),
    j: anything,
    w: anything,
    o: fc.oneof({ weight: 4, arbitrary: inside }, scalar),
    tags: list,
    labels: list,
    items: fc.oneof({ weight: 4, arbitrary: fc.array(item, { maxLength: 3 }) }, anything),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;

describe('what the query keeps is what the rule matches, but for what is declared', () => {
  for (const row of rows.flatMap((r) => [r, `not (${r})`])) {
    it(row, () => {
      const { mapped, compiled, text: printed } = compile(table(row), { lists });
      expect(compiled.refusals).toEqual([]);
      expect(bind(printed, 'Sample_CL', sampleColumns).findings).toEqual([]);
      const query = compiled.ast as KqlQuery; // the target's own type, hidden by `defineTarget`
      const condition = wholeCondition(mapped.rule);
      const { fidelity } = compiled;
      fc.assert(
        fc.property(event, (log) => {
          const wanted = evaluate(condition, contextOf(log, { lists }));
          const found = keeps(query, rowOf(log));
          return found === wanted || fidelity[found ? 'wider' : 'narrower'].length > 0;
        }),
        { numRuns: 100, seed: 11 },
      );
    });
  }
});
