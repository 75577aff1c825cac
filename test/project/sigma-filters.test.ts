import { beforeAll, describe, expect, it } from 'vitest';
import { compileRule } from '../../src/compile.ts';
import { withExceptions } from '../../src/exceptions.ts';
import { exact } from '../../src/fidelity/reason.ts';
import { loadRunners } from '../../src/project/ask-rule.ts';
import { openProject } from '../../src/project/open-project.ts';
import { readRuleFile } from '../../src/project/read-rules.ts';
import type { TextRunner } from '../../src/targets/runner.ts';
import { sigma } from '../../src/targets/sigma/index.ts';
import type { Artifact } from '../../src/targets/target.ts';
import type { Unit } from '../../src/unit.ts';
import { casesOf } from '../../src/verify/border-cases.ts';
import { verifyUnit } from '../../src/verify/verify.ts';
import { ruleText, scratch } from '../support/command-line.ts';

const today = '2026-01-01';
const more = `InlineFilters:
  - { KeyPath: outcome.result, Condition: Equals, Value: SUCCESS }
Tests:
  - Name: A reset
    ExpectedResult: true
    Log: { eventType: a.b, outcome: { result: SUCCESS }, actor: { alternateId: a@example.com } }
`;
const folder = scratch({
  'rulegen.yml': 'options:\n  sigma: { exceptions: filter }\nenvironments:\n  acme: {}\n  beta: {}\n',
  'rules/reset.yml': ruleText('Okta.Reset', 'eventType eq "a.b"', `Date: 2025-01-02\n${more}`),
  'rules/many.yml': ruleText('Okta.Many', 'eventType eq "a.b"', 'Threshold: 5\n'),
  'exceptions/acme/okta.yml': `- rule: Okta.*
  condition: |
    actor.alternateId eq "robot@example.com"
    client.ipAddress eq "192.0.2.1"
  reason: "The robot: resets 'all'"
  owner: IT
  expires: 2026-06-30
- rule: Okta.Reset
  condition: actor.alternateId starts_with "test-"
  reason: Tests.
`,
});
const project = openProject({ configPath: folder.path('rulegen.yml'), today }, (found) => {
  throw new Error(found.message);
});
const ruleAt = (name: string) => {
  const { rule } = readRuleFile({ path: folder.path(name), sidecar: undefined, folder: '', named: true }, true);
  if (rule === undefined) throw new Error(`${name} cannot be read`);
  return rule;
};
const reset = ruleAt('rules/reset.yml');
const many = ruleAt('rules/many.yml');

function publishingOf(environment: string) {
  const found = project.config.environments.find(({ name }) => name === environment);
  if (found === undefined) throw new Error(environment);
  return found;
}

function unitOf(environment: string, rule = reset): Unit {
  const units = compileRule({ rule, folder: '' }, publishingOf(environment), environment, project.workspace);
  const found = units.find(({ target }) => target === 'sigma');
  if (found === undefined) throw new Error('no unit of Sigma');
  return found;
}

const contentOf = ({ artifacts }: Unit, kind: string): string => {
  const [found, ...others] = artifacts.filter((one) => one.kind === kind);
  if (found === undefined || others.length > 0) throw new Error(`${artifacts.length} artifacts`);
  return found.content;
};
const idIn = (text: string): string => /^id: (\S+)$/m.exec(text)?.[1] ?? '';

describe('what is built', () => {
  it('the rule says nothing of what is taken from it, and its filter all', () => {
    const unit = unitOf('acme');
    expect(unit.artifacts.map(({ path }) => path)).toEqual(['okta_reset.yml', 'okta_reset.filter.yml']);
    const rule = contentOf(unit, 'sigma-rule');
    expect(rule).not.toMatch(/robot|test-|SUCCESS/);
    expect(rule).toContain('# exceptions and filters: okta_reset.filter.yml\n');
    const filter = contentOf(unit, 'sigma-filter');
    expect(
      filter.replace(/^id: [0-9a-f-]{36}$/m, 'id: ID'),
    ).toBe(`# wider: case-insensitive (outcome.result eq "SUCCESS"): The target compares text ignoring case.
# narrower: case-insensitive (actor.alternateId eq "robot@example.com"): The target compares text ignoring case.
# narrower: case-insensitive (actor.alternateId starts_with "test-"): The target compares text ignoring case.
title: Okta.Reset - Filter
id: ID
description: |
    What is taken from Okta.Reset.
    InlineFilters of the rule
    exception exceptions/acme/okta.yml: The robot: resets 'all' (IT, until 2026-06-30)
    exception exceptions/acme/okta.yml: Tests.
date: 2025-01-02
logsource:
    product: okta
    service: okta
filter:
    rules:
        - ${idIn(rule)}
    selection:
        outcome.result: 'SUCCESS'
    selection_2:
        - actor.alternateId: 'robot@example.com'
          client.ipAddress: '192.0.2.1'
        - actor.alternateId|startswith: 'test-'
    condition: selection and not selection_2
`);
    expect(idIn(filter)).not.toBe(idIn(rule));
    expect(rule).toBe(contentOf(unitOf('beta'), 'sigma-rule'));
  });

  it('a filter of a count is for the rule that finds the events; without exceptions there is none', () => {
    const unit = unitOf('acme', many);
    const base = idIn(contentOf(unit, 'sigma-rule'));
    expect(contentOf(unit, 'sigma-filter')).toContain(`rules:\n        - ${base}\n`);
    expect(contentOf(unit, 'sigma-filter')).toContain('condition: not selection\n');
    expect(unitOf('beta', many).artifacts.map(({ kind }) => kind)).toEqual(['sigma-rule']);
  });

  it('what says nothing alone stays in the rule, with a note', () => {
    const { proof } = unitOf('acme');
    if (proof === undefined) throw new Error('not built');
    const parts = { own: { kind: 'true' }, passes: proof.mapped.condition, fidelity: exact } as const;
    const compiled = sigma.compile({ ...proof.mapped, parts }, proof.settings);
    expect(compiled.text).toContain('robot@example.com');
    expect(compiled.text).not.toMatch(/^filter:/m);
    expect(compiled.notes.join()).toContain('in no filter beside it');
  });

  it('a filter is read among the texts that run, and stays as it is when its rule goes', async () => {
    const unit = unitOf('acme');
    const reader = await sigma.deployed?.();
    expect(reader?.own({ ...unit, enabled: true, alerting: true }).map(({ id }) => id)).toEqual(
      unit.artifacts.map(({ content }) => idIn(content)),
    );
    const [rule, filter] = sigma.retire(unit.artifacts);
    expect(rule?.content).toContain('status: deprecated');
    expect(filter).toEqual(unit.artifacts[1]);
  });
});

describe('what is judged', () => {
  let runners: ReadonlyMap<string, TextRunner>;
  beforeAll(async () => {
    runners = await loadRunners(['sigma'], project);
  });

  function statusOf(unit: Unit, given = reset): string {
    const runner = runners.get('sigma');
    if (runner === undefined) throw new Error('no runner');
    const { workspace } = project;
    const rule = withExceptions(given, publishingOf('acme'), 'sigma', today);
    const cases = casesOf(rule, unit.logType, workspace);
    return verifyUnit(unit, cases, { rule, target: sigma, runner, workspace, guessed: false }).status;
  }

  function broken(change: (filter: string) => string): Unit {
    const unit = unitOf('acme');
    const changed = (one: Artifact): Artifact =>
      one.kind === 'sigma-filter' ? { ...one, content: change(one.content) } : one;
    const artifacts = unit.artifacts.map(changed);
    expect(artifacts).not.toEqual(unit.artifacts);
    return { ...unit, artifacts };
  }

  it('the two files together are held to the rule with its exceptions', () => {
    expect(statusOf(unitOf('acme'))).toBe('differs-as-declared');
    expect(statusOf(unitOf('acme', many), many)).toBe('differs-as-declared');
    const unit = unitOf('acme');
    expect(statusOf({ ...unit, artifacts: unit.artifacts.toReversed() })).toBe('differs-as-declared');
    expect(statusOf({ ...unit, artifacts: unit.artifacts.slice(0, 1) })).toBe('differs-undeclared');
  });

  it('a lost "not", the id or log source of another rule, and a pattern of searches are found', () => {
    expect(statusOf(broken((text) => text.replace('and not ', 'and ')))).toBe('differs-undeclared');
    expect(statusOf(broken((text) => text.replace('condition: selection and', 'condition:')))).toBe('wrong-text');
    const elsewhere = broken((text) => text.replace(/- [0-9a-f]{8}-/, '- 00000000-'));
    expect(statusOf(elsewhere)).toBe('wrong-text');
    expect(statusOf(broken((text) => text.replace('service: okta', 'service: other')))).toBe('wrong-text');
    expect(statusOf(broken((text) => text.replace('not selection_2', 'not 1 of selection_2*')))).toBe('not-covered');
    // It is not the finding alone that tells.
    const runner = runners.get('sigma');
    const { proof } = elsewhere;
    const store = { logType: 'Okta.SystemLog', nativeName: sigma.nativeName, schema: undefined, options: {} };
    const program =
      proof &&
      runner?.read(elsewhere.artifacts, { ...store, home: proof.mapped.home, guessed: false, enriched: false });
    if (program === undefined || 'construct' in program) throw new Error('not read');
    expect(program.matches({ eventType: 'a.b', outcome: { result: 'FAILURE' } })).toBe(true);
  });
});
