import { expect, it } from 'vitest';
import { compileRule } from '../../src/compile.ts';
import { readRule } from '../../src/source/rule-file.ts';
import { kql } from '../../src/targets/kql/index.ts';
import { verifyUnit } from '../../src/verify/verify.ts';
import { open } from '../support/project.ts';

const project = open();
const text = `AnalysisType: rule
RuleID: Some.Rule
DisplayName: Some
Enabled: true
Severity: Low
LogTypes: [Okta.SystemLog]
DedupPeriodMinutes: 60
GroupBy: [actor.id]
Condition: |
  eventType eq "a.b"
`;

it('a rule that runs near real time raises the alerts of Panther over streams', async () => {
  const rule = readRule({ file: { path: 'rule.yml', text }, sidecar: undefined, withTests: true }, (found) => {
    throw new Error(found.message);
  });
  if (rule === undefined) throw new Error(text);
  const base = { ...project.config.base, targets: ['kql'], options: { kql: { nrt: ['Some.*'] } } };
  const [unit] = compileRule({ rule, folder: '' }, base, undefined, project.workspace);
  if (unit === undefined) throw new Error('no unit');
  expect(unit.artifacts.find(({ path }) => path.endsWith('.yaml'))?.content).toContain('kind: NRT');
  const runner = await kql.runner();
  const event = { eventType: 'a.b', actor: { id: 'u1', alternateId: 'a@b.example' }, p_log_type: 'Okta.SystemLog' };
  const cases = [{ name: 'a match', event, own: false }];
  const verdict = verifyUnit(unit, cases, { rule, target: kql, runner, workspace: project.workspace, guessed: false });
  expect(verdict.diagnostics).toEqual([]);
  expect(verdict.streams).toBeGreaterThan(5);
  expect(verdict.status).toBe('agrees');
});
