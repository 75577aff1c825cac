import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition } from '../../src/ir/condition.ts';
import type { Json, JsonObject } from '../../src/ir/json.ts';
import { printJson } from '../../src/ir/json.ts';
import type { Step } from '../../src/ir/path.ts';
import { printRow } from '../../src/ir/print.ts';
import { targets } from '../../src/targets/index.ts';
import { event, formsOf } from '../support/forms.ts';
import { open } from '../support/project.ts';
import { eventWith, oddValues, prove } from '../support/proof.ts';
import { rowsOf } from '../support/rows.ts';

const project = open();
const seed = Number(process.env['RULEGEN_SEED'] ?? 20261124);
const runs = Number(process.env['RULEGEN_RUNS'] ?? 150);

const homes = targets.flatMap((target) =>
  ['Okta.SystemLog', 'AWS.CloudTrail', 'GitHub.Audit'].flatMap((name) =>
    (project.workspace.mapping(target.name, name)?.homes ?? []).map((home) => ({ target, name, home })),
  ),
);

/** Trees of rows on a few fields: and, or, not, three levels deep. */
function conditions(paths: readonly (readonly Step[])[]): fc.Arbitrary<Condition> {
  const row = fc.constantFrom(...paths.flatMap((path) => rowsOf(event(...path))));
  const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      row,
      fc.record({ kind: fc.constant('not' as const), operand: tie('tree') }),
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        operands: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
      }),
    ),
  }));
  return tree;
}

/** Events that hold some of the fields, with values that stores hold in surprising ways. */
function events(paths: readonly (readonly Step[])[]): fc.Arbitrary<JsonObject> {
  const values = oddValues.filter((value): value is Json => value !== undefined);
  const field = fc.tuple(fc.constantFrom(...paths), fc.constantFrom(...values));
  return fc
    .array(field, { maxLength: 5 })
    .map((fields) => fields.reduce<JsonObject>((log, [path, value]) => eventWith(path, value, log), {}));
}

describe.each(homes)('$target.name: $name in $home.name', ({ target, name, home }) => {
  const logType = project.workspace.logType(name);
  if (logType === undefined) throw new Error(name);
  const paths = formsOf(logType, home)
    .filter(({ form }) => form !== 'none' && form !== 'unknown')
    .map(({ path }) => path);

  test(`random conditions on random events (seed ${seed})`, async () => {
    const runner = await target.runner();
    fc.assert(
      fc.property(conditions(paths), fc.array(events(paths), { minLength: 1, maxLength: 12 }), (condition, logs) => {
        const proven = prove(condition, name, target, home, runner, project);
        if (typeof proven === 'string') return;
        for (const log of logs) {
          for (const { enriched, rule, text, explained } of proven.ask(log)) {
            if (rule === text || explained.length > 0) continue;
            expect.fail(
              `${printRow(condition)}\non ${printJson(log)}${enriched ? ' enriched' : ''}: rule ${rule}, text ${text}\n${proven.unit.artifacts[0]?.content}`,
            );
          }
        }
      }),
      { seed, numRuns: runs },
    );
  });
});
