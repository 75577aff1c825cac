import { beforeAll, describe, expect, it } from 'vitest';
import { contextFor } from '../../src/cli/lint.ts';
import { compileRule } from '../../src/compile.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { positionOf } from '../../src/diagnostics/source.ts';
import { withExceptions } from '../../src/exceptions.ts';
import { askRule, loadRunners } from '../../src/project/ask-rule.ts';
import { lintExceptions } from '../../src/project/lint-exceptions.ts';
import { answersFor } from '../../src/project/match-event.ts';
import type { Project } from '../../src/project/open-project.ts';
import { openProject } from '../../src/project/open-project.ts';
import { readRuleFile } from '../../src/project/read-rules.ts';
import type { TextRunner } from '../../src/targets/runner.ts';
import type { Unit } from '../../src/unit.ts';
import { casesOf } from '../../src/verify/border-cases.ts';
import { verifyUnit } from '../../src/verify/verify.ts';
import { ruleText, scratch } from '../support/command-line.ts';

const tests = `Tests:
  - Name: A reset
    ExpectedResult: true
    Log: { eventType: a.b, actor: { alternateId: robot@example.com }, client: { ipAddress: 192.0.2.1 } }
`;

const folder = scratch({
  'rulegen.yml': 'environments:\n  acme: {}\n  beta: {}\n',
  'rules/reset.yml': ruleText('Okta.Reset', 'eventType eq "a.b"', tests),
  'rules/other.yml': ruleText('Okta.Other'),
  'exceptions/acme/okta.yml': `- rule: Okta.Re*
  condition: |
    actor.alternateId eq "robot@example.com"
    client.ipAddress eq "192.0.2.1"
  reason: The robot resets.
  owner: IT
  expires: 2026-06-30
- rule: Okta.Reset
  condition: actor.alternateId eq "late@example.com"
  reason: It was a test.
  expires: 2025-12-31
- rule: Okta.Reset
  condition: actor.alternateId eq "splunk@example.com"
  reason: Splunk's own account.
  targets: [spl]
`,
});

function opened(found: Diagnostic[] = []): Project {
  return openProject({ configPath: folder.path('rulegen.yml'), today: '2026-01-01' }, (one) => found.push(one));
}

const project = opened();
const ruleAt = (name: string) => {
  const { rule } = readRuleFile({ path: folder.path(name), sidecar: undefined, folder: '', named: true }, true);
  if (rule === undefined) throw new Error(`${name} cannot be read`);
  return rule;
};
const reset = ruleAt('rules/reset.yml');

function publishingOf(environment: string) {
  const found = project.config.environments.find(({ name }) => name === environment);
  if (found === undefined) throw new Error(environment);
  return found;
}

function unitsIn(environment: string, rule = reset): readonly Unit[] {
  return compileRule({ rule, folder: '' }, publishingOf(environment), environment, project.workspace);
}

const textOf = (unit: Unit | undefined): string => unit?.artifacts[0]?.content ?? '';

describe('what is built', () => {
  it('an exception stands in the texts of its environment and rule alone, and is named there', () => {
    for (const unit of unitsIn('acme')) {
      expect(unit.status).toBe('built');
      expect(textOf(unit)).toContain('robot@example.com');
      expect(textOf(unit)).toContain('The robot resets.');
      expect(textOf(unit)).not.toContain('late@example.com');
      expect(textOf(unit).includes('splunk@example.com')).toBe(unit.target === 'spl');
    }
    for (const unit of [...unitsIn('beta'), ...unitsIn('acme', ruleAt('rules/other.yml'))]) {
      expect(textOf(unit)).not.toContain('example.com');
      expect(unit.exceptions).toBeUndefined();
    }
  });

  it('exceptions on one line are told apart', () => {
    const one = (name: string, target: string): string =>
      `{ rule: Okta.Reset, condition: actor.id eq "${name}", reason: r, targets: [${target}] }`;
    folder.write({ 'exceptions/beta/line.yml': `[${one('for-splunk', 'spl')}, ${one('for-sentinel', 'kql')}]\n` });
    const beta = opened().config.environments.find(({ name }) => name === 'beta');
    folder.remove('exceptions/beta');
    const units = beta ? compileRule({ rule: reset, folder: '' }, beta, 'beta', project.workspace) : [];
    const saying = (text: string): readonly string[] =>
      units.filter((unit) => textOf(unit).includes(text)).map(({ target }) => target);
    expect([saying('for-splunk'), saying('for-sentinel')]).toEqual([['spl'], ['kql']]);
  });

  it('an exception that a target can only widen is refused at its row, whatever is waived', () => {
    folder.write({
      'exceptions/beta/geo.yml': `rule: Okta.Reset
condition: |
  actor.alternateId eq "x"
  client.geographicalContext.country is_null
reason: Nobody knows where.
`,
    });
    const found: Diagnostic[] = [];
    const beta = opened(found).config.environments.find(({ name }) => name === 'beta');
    folder.remove('exceptions/beta');
    const waiver = { target: 'yaral', code: 'null-test-on-enriched', reason: 'accepted' };
    const rule = { ...reset, waivers: [waiver] };
    const units = beta ? compileRule({ rule, folder: '' }, beta, 'beta', project.workspace) : [];
    expect(units.filter(({ status }) => status === 'refused').map(({ target }) => target)).toEqual(['yaral']);
    const [told] = units.flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity === 'error'));
    expect(told?.code).toBe('exception-unsayable');
    expect(told?.message).toContain('exceptions/beta/geo.yml:1');
    expect(told?.span && positionOf(told.span.file, told.span.start).line).toBe(4);
  });
});

describe('what is judged', () => {
  let runners: ReadonlyMap<string, TextRunner>;
  beforeAll(async () => {
    const names = project.workspace.targets.map(({ name }) => name);
    runners = await loadRunners(names, project);
  }, 60_000);

  /** The verdict on a unit as if it were to say the rule as `environment` wants it. */
  function statusOf(unit: Unit, environment: string): string {
    const target = project.workspace.targets.find(({ name }) => name === unit.target);
    const runner = runners.get(unit.target);
    if (target === undefined || runner === undefined) throw new Error(unit.target);
    const rule = withExceptions(reset, publishingOf(environment), unit.target, '2026-01-01');
    const { workspace } = project;
    return verifyUnit(unit, casesOf(rule, unit.logType, workspace), { rule, target, runner, workspace, guessed: false })
      .status;
  }

  it('each text says the rule with its exceptions, and no other', () => {
    for (const unit of unitsIn('acme')) expect(statusOf(unit, 'acme')).not.toBe('differs-undeclared');
    // An exception that is lost, and one on a rule that it is not for.
    for (const unit of unitsIn('beta')) expect(statusOf(unit, 'acme')).toBe('differs-undeclared');
    for (const unit of unitsIn('acme')) expect(statusOf(unit, 'beta')).toBe('differs-undeclared');
  });

  it('a lost "not" is found', () => {
    const faults: Readonly<Record<string, readonly [RegExp, string]>> = {
      kql: [/not\(/g, '('],
      sigma: [/ and not /g, ' and '],
      yaral: [/not \(/g, '('],
    };
    for (const unit of unitsIn('acme')) {
      const fault = faults[unit.target];
      if (fault === undefined) continue;
      const broken = unit.artifacts.map((one) => ({ ...one, content: one.content.replace(...fault) }));
      expect(broken.map(({ content }) => content)).not.toEqual(unit.artifacts.map(({ content }) => content));
      expect(statusOf({ ...unit, artifacts: broken }, 'acme')).toBe('differs-undeclared');
    }
  });

  it('match asks each target with the exceptions that are for it', () => {
    const asking = { project, publishing: publishingOf('acme'), environment: 'acme', runners, report: () => undefined };
    const asked = askRule({ rule: reset, folder: '' }, asking);
    const about = (alternateId: string) =>
      answersFor(asked, { event: { eventType: 'a.b', actor: { alternateId } }, file: '-', line: 1 });
    const { rule, texts } = about('splunk@example.com');
    expect(rule).toEqual({ matched: true });
    for (const { target, answer, difference } of texts) {
      expect(answer).toEqual({ matched: target !== 'spl' });
      expect(difference).toBeUndefined();
    }
  });
});

it('lint tells what is wrong with exceptions, at their places', () => {
  folder.write({
    'exceptions/wrong.yml': `- rule: Okta.Rest
  condition: actor.alternateId eq "a"
  reason: A rule that is not there.
  expires: 2026-06-30
- rule: Okta.*
  condition: actor.alterateId in_list "nobody"
  reason: A field and a list that are not there, for two rules.
`,
    'exceptions/acmee/x.yml': 'rule: Okta.Reset\ncondition: eventType eq "x"\nreason: No such environment.\n',
  });
  const found: Diagnostic[] = [];
  const wrong = opened(found);
  folder.remove('exceptions/wrong.yml');
  folder.remove('exceptions/acmee');
  expect(found).toEqual([]);
  expect(wrong.wrongExceptions.map(({ code, fix }) => `${code} ${fix}`)).toEqual([
    'exception-environment Did you mean "acme"?',
  ]);
  const rules = [reset, ruleAt('rules/other.yml')];
  const told = lintExceptions(rules, ['Okta.Reset', 'Okta.Other'], contextFor(wrong, []), wrong);
  const shown = told.map(({ code, severity, span }) => {
    const line = span && positionOf(span.file, span.start).line;
    return `${span?.file.path.split('/').at(-1)}:${line} ${severity} ${code}`;
  });
  expect(shown.sort()).toEqual([
    'okta.yml:1 info exception-hides-test',
    'okta.yml:12 warning undated-exception',
    'okta.yml:8 error expired-exception',
    'wrong.yml:1 error exception-unknown-rule',
    'wrong.yml:5 warning undated-exception',
    'wrong.yml:6 error unknown-field',
    'wrong.yml:6 error unknown-list',
  ]);
});

it('a file of exceptions that cannot be read is told, and leaves the others standing', () => {
  folder.write({
    'exceptions/acme/broken.yml': '- rule: Okta.Reset\n  condition: actor.alternateId eqq "a"\n  reason: "  "\n',
    'exceptions/acme/date.yml': 'rule: Okta.Reset\ncondition: actor.id eq "a"\nreason: x\nexpires: 2026-02-30\n',
    'exceptions/acme/target.yml': 'rule: Okta.Reset\ncondition: actor.id eq "a"\nreason: x\ntargets: [splunk]\n',
  });
  const { wrongExceptions, config } = opened();
  for (const name of ['broken', 'date', 'target']) folder.remove(`exceptions/acme/${name}.yml`);
  expect(wrongExceptions.map(({ code }) => code)).toEqual(['bad-value', 'config-bad-date', 'config-unknown-target']);
  expect(config.environments.map(({ exceptions = [] }) => exceptions.length)).toEqual([3, 0]);
});
