import { expect, test } from 'vitest';
import { matchesIn } from '../../src/ir/alerts.ts';
import type { JsonObject } from '../../src/ir/json.ts';
import { readRule } from '../../src/source/rule-file.ts';
import { contextFor } from '../../src/verify/judge.ts';
import { ingredientsFor } from '../../src/verify/streams/ingredients.ts';
import { open } from '../support/project.ts';

const { workspace } = open();
const logType = 'Okta.SystemLog';
const rule = readRule(
  {
    file: {
      path: 'rule.yml',
      text: `AnalysisType: rule
RuleID: Some.Rule
DisplayName: Some
Enabled: true
Severity: Low
LogTypes: [${logType}]
Threshold: 2
GroupBy: [actor.id]
Unique: eventType
Condition: |
  eventType in ["a.b", "c.d", "e.f"]
`,
    },
    sidecar: undefined,
    withTests: true,
  },
  (found) => {
    if (found.severity === 'error') throw new Error(found.message);
  },
);
if (rule === undefined) throw new Error('no rule');

const event = (eventType: string, id = 'one'): JsonObject => ({ eventType, actor: { id } });
const context = (one: JsonObject): ReturnType<typeof contextFor> => contextFor(one, logType, workspace);

test('values that no change of one field makes are taken from other events, with the key of the first', () => {
  const found = ingredientsFor(rule, event('a.b'), [event('x.y'), event('c.d', 'two'), event('c.d')], context);
  const events = [0, 1, 2].map((i) => found?.matching(i) ?? {});
  const matches = matchesIn(
    rule,
    events.map((one) => ({ event: one, time: 0, ingest: 0 })),
    context,
  );
  expect(matches.map(({ key, distinct }) => [key, distinct])).toEqual([
    ['one', 'a.b'],
    ['one', 'c.d'],
    ['one', 'a.b'],
  ]);
  expect(found?.otherKey?.(1)).toMatchObject({ eventType: 'c.d', actor: { id: 'one-other' } });
});

test('fewer values than the threshold make no streams', () => {
  expect(ingredientsFor(rule, event('a.b'), [event('x.y')], context)).toBeUndefined();
});
