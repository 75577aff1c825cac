import { expect, test } from 'vitest';
import { withEverywhere } from '../../../src/compile.ts';
import { reasonHolds } from '../../../src/fidelity/holds.ts';
import { contextOf, evaluate } from '../../../src/ir/evaluate.ts';
import type { JsonObject } from '../../../src/ir/json.ts';
import { artifactOf, compile, mapped, read, rowFor, rule, ruleText, shapesLog } from './build.ts';

const list: JsonObject = { j: [{ k: 'b' }] };
const deep: JsonObject = { j: { k: [{ m: 'b' }] } };

test.each<[string, JsonObject]>([
  ['j.k eq "b"', list],
  ['not j.k eq "b"', list],
  ['j.k is_null', list],
  ['(any j (k eq "a")) or j.k eq "b"', list],
  ['(any j (k eq "a")) or j.k is_null', list],
  ['(any j.k (m eq "a")) or j.k.m eq "b"', deep],
  ['not ((any j.k (m eq "a")) or j.k.m eq "b")', deep],
  ['(any q (k eq "a")) or any q (any k (m eq "c")) or any q (k.m eq "b")', { q: [{ k: [{ m: 'b' }] }] }],
])('a list where the rule reads an object is declared: %s', (condition, event) => {
  const source = ruleText(condition);
  const compiled = compile(source);
  const { fidelity } = withEverywhere(compiled, mapped(rule(source)), shapesLog);
  const context = contextOf(event);
  const wanted = evaluate(rule(source).condition, context);
  const row = rowFor(event);
  expect(read(artifactOf(compiled)).matches(row)).toBe(!wanted);
  const direction = wanted ? 'narrower' : 'wider';
  expect(fidelity[direction].filter((reason) => reasonHolds(reason, direction, context, row))).not.toEqual([]);
});
