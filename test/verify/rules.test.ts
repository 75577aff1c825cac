import { beforeAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { verifyProject } from '../../src/project/verify-project.ts';
import type { Verdict } from '../../src/verify/verdict.ts';
import { open, root } from '../support/project.ts';

const project = open('rulegen.yml');
const found: Diagnostic[] = [];
let verdicts: readonly Verdict[] = [];

beforeAll(async () => {
  const options = { paths: [`${root}/rules`], targets: [], environments: [] };
  verdicts = await verifyProject(options, project, (one) => found.push(one));
}, 600_000);

/** Rules that raise no alert: there is nothing to replay. */
const silent = ['AWS.UserAgent.AttackTool', 'Okta.ThreatInsight.Request.Allowed'];
const named = (verdict: Verdict): string => `${verdict.rule} on ${verdict.target} (${verdict.home})`;

describe("every text of the project's own rules", () => {
  it('answers as its rule does, or differs as it declares', () => {
    const wrong = verdicts.filter(({ status }) => !['agrees', 'differs-as-declared', 'accepted'].includes(status));
    expect(wrong.map((verdict) => `${named(verdict)}: ${verdict.status}`)).toEqual([]);
  });

  it('is verified without any error', () => {
    expect(found.filter((one) => one.severity === 'error').map((one) => one.message)).toEqual([]);
  });

  it('was asked on events that its rule matches and events that it does not', () => {
    const asked = verdicts.filter(({ status }) => status !== 'accepted');
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter(({ cases }) => cases < 20).map(named)).toEqual([]);
    expect(asked.filter(({ rule, streams }) => streams < 1 && !silent.includes(rule)).map(named)).toEqual([]);
  });
});
