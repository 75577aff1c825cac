import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/ir/json.ts';
import { isList, isObject, printJson } from '../../../src/ir/json.ts';
import { yaral } from '../../../src/targets/yaral/index.ts';
import { compileFile, open, root } from '../../support/project.ts';
import { proveUnit } from '../../support/proof.ts';

const project = open('rulegen.yml');
const files = readdirSync(join(root, 'rules'))
  .flatMap((vendor) => readdirSync(join(root, 'rules', vendor)).map((name) => `rules/${vendor}/${name}`))
  .filter((path) => path.endsWith('.yml') && !path.includes('.rulegen.'));

/** Every event that differs from this one in one place: a value gone, null, empty, other, longer, in another case, of another kind. */
function* mutants(value: Json): Generator<Json | undefined> {
  yield undefined;
  yield null;
  yield '';
  yield [];
  if (isList(value)) {
    yield value[0];
    yield value.slice(1);
    yield [...value, ...value];
    yield* value.flatMap((item, i) =>
      [...mutants(item)].map((other) =>
        value.flatMap((old, j) => (j !== i ? [old] : other === undefined ? [] : [other])),
      ),
    );
  } else if (isObject(value)) yield* below(value);
  else {
    yield [value];
    if (typeof value === 'string') {
      yield* [
        `${value}x`,
        `x${value}`,
        value.toUpperCase(),
        value.toLowerCase(),
        'other',
        '8.8.8.8',
        '10.0.0.1',
        'a,b',
      ];
    } else if (typeof value === 'boolean') yield* [!value, String(value)];
    else if (typeof value === 'bigint') yield* [value + 1n, value - 1n, 0n, String(value)];
  }
}

function* below(event: JsonObject): Generator<JsonObject> {
  for (const [key, value] of Object.entries(event)) {
    for (const other of mutants(value)) {
      const { [key]: _gone, ...rest } = event;
      yield other === undefined ? rest : { ...rest, [key]: other };
    }
  }
}

test.each(files)(
  '%s: its text answers as the rule on its own tests and everything near them, or says why not',
  async (path) => {
    const { placed, units } = compileFile(path, project);
    if (placed === undefined) throw new Error(path);
    const runner = await yaral.runner();
    for (const unit of units.filter((one) => one.target === 'yaral' && one.status === 'built')) {
      const proven = proveUnit(unit, placed.rule, yaral, runner, project);
      expect(proven.program.findings.filter((finding) => finding.severity === 'error')).toEqual([]);
      for (const { log } of placed.rule.tests) {
        for (const event of [log, ...below(log)]) {
          for (const { rule, text, explained, enriched } of proven.ask(event)) {
            if (rule === text) continue;
            const codes = explained.map((reason) => reason.code);
            expect(codes, `${printJson(event)}${enriched ? ' enriched' : ''}: rule ${rule}, text ${text}`).not.toEqual(
              [],
            );
          }
        }
      }
    }
  },
);
