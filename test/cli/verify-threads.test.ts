import { expect, it } from 'vitest';
import { ruleText, scratch } from '../support/command-line.ts';

const ids = Array.from({ length: 110 }, (_, i) => `Many.Rule.${String(i).padStart(3, '0')}`);
const folder = scratch(
  Object.fromEntries(
    ids.map((id, i) => [
      `rules/${id}.yml`,
      // The last one cannot be read: what a thread finds is told by the one that asks.
      i === ids.length - 1 ? ruleText(id, 'eventType sounds_like "x"') : ruleText(id, `eventType eq "a.${i}"`),
    ]),
  ),
);

it('verifies many rules on several threads: every verdict, in the order of the rules, and every finding', () => {
  const ran = folder.run(['verify', '-t', 'sigma', '--format', 'json']);
  const { verdicts, diagnostics } = JSON.parse(ran.out) as {
    verdicts: { rule: string; status: string; cases: number }[];
    diagnostics: { code: string; severity: string }[];
  }; // its shape is held to the published schema in verify.test.ts
  expect(verdicts.map((verdict) => verdict.rule)).toEqual(ids.slice(0, -1));
  expect(new Set(verdicts.map((verdict) => verdict.status))).toEqual(new Set(['differs-as-declared']));
  expect(verdicts.every((verdict) => verdict.cases > 10)).toBe(true);
  const errors = diagnostics.filter((found) => found.severity === 'error');
  expect(errors.map((found) => found.code)).toEqual(['table-unknown-operator']);
  expect(ran.code).toBe(1);
});
