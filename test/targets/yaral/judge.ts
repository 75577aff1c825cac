import { expect } from 'vitest';
import { reasonHolds } from '../../../src/fidelity/holds.ts';
import { contextOf, evaluate } from '../../../src/ir/evaluate.ts';
import type { JsonObject } from '../../../src/ir/json.ts';
import { printJson } from '../../../src/ir/json.ts';
import { wholeCondition } from '../../../src/ir/rule.ts';
import type { Home } from '../../../src/mapping/mapping.ts';
import { compile, lists, table } from './harness.ts';
import { read, rowOf, storeOf } from './reading.ts';

/**
 * Both readings of a text and its row on one event, with and without enrichment, with the codes that explain a difference; undefined where
 * the condition is refused. `home`: another than the default of the sample log type.
 */
export function judge(condition: string, home?: Home) {
  const { compiled, content, rule } = compile(table(condition), { lists, home });
  if (compiled.refusals.length > 0) return undefined;
  const program = read(content);
  expect(program.findings.filter((finding) => finding.severity === 'error')).toEqual([]);
  const stores = [storeOf(), storeOf('Sample.Log', true)].map((store) => (home ? { ...store, home } : store));
  const wanted = wholeCondition(rule);
  return (log: JsonObject) =>
    stores.map((store) => {
      const row = rowOf(log, store);
      const context = contextOf(log, { lists });
      const meant = evaluate(wanted, context);
      const found = program.matches(row);
      const codes = (direction: 'wider' | 'narrower') =>
        compiled.fidelity[direction]
          .filter((reason) => reasonHolds(reason, direction, context, row))
          .map((reason) => reason.code);
      return { meant, found, codes, shown: `${condition} on ${printJson(log)}: rule ${meant}, text ${found}` };
    });
}
