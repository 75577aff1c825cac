import { describe, expect, it } from 'vitest';
import { ruleText, scratch } from '../support/command-line.ts';

const rules = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`rules/r${i}.yml`, ruleText(`R${i}`)]));

describe('quotas of a SIEM that all rules share', () => {
  const folder = scratch({ ...rules, 'rulegen.yml': 'targets: [kql]\noptions: { kql: { nrt: ["R*"] } }\n' });

  it('are counted over a build, and told again where nothing has changed', () => {
    for (const _ of [1, 2]) {
      const ran = folder.run(['build']);
      expect(ran.code).toBe(0);
      expect(ran.err + ran.out).toContain(
        'the build has 51 near-real-time rules that are switched on, and a workspace',
      );
    }
  });

  it('do not count rules that are switched off', () => {
    folder.write({ 'rulegen.yml': 'targets: [kql]\ndisabled: [R50]\noptions: { kql: { nrt: ["R*"] } }\n' });
    const ran = folder.run(['build']);
    expect(ran.code).toBe(0);
    expect(ran.err + ran.out).not.toContain('near-real-time');
  });
});

it('a limit that a rule meets is told with its source, and the build goes on', () => {
  const folder = scratch({
    'rules/a.yml': ruleText('A', undefined, `DisplayName: ${'Word '.repeat(60)}\n`),
  });
  const ran = folder.run(['build', '-t', 'kql', 'sigma', '--format', 'json']);
  expect(ran.code).toBe(0);
  const { diagnostics } = JSON.parse(ran.out) as { diagnostics: { code: string; target: string; message: string }[] };
  const limits = diagnostics.filter(({ code }) => code === 'target-limit');
  expect(limits.map(({ target, message }) => `${target} ${message}`).sort()).toEqual([
    'kql kql: the name has 299 bytes, and Sentinel takes 256: it is cut.',
    'sigma sigma: the title has 299 characters and may have 120: it is cut.',
  ]);
});
