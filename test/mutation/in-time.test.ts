import { expect, test } from 'vitest';
import type { Rule } from '../../src/ir/rule.ts';
import { targets } from '../../src/targets/index.ts';
import { casesOf } from '../../src/verify/border-cases.ts';
import { benchOf, streamsFor } from '../../src/verify/verify.ts';
import { compileFile, open } from '../support/project.ts';
import type { Judge } from './killed.ts';
import { judgeOf } from './killed.ts';
import { timeMutators } from './time-mutants.ts';

/** Rules that count events or distinct values, with plain and with computed keys, and some that only silence repeats. */
const rules = [
  'aws/aws_access_denied_burst',
  'aws/aws_console_login_failures',
  'github/github_pat_changes_settings',
  'okta/okta_mfa_push_bombing',
  'okta/okta_support_reset',
  'aws/aws_kms_key_deletion',
  'slack/slack_many_files_downloaded',
];

interface Subject extends Judge {
  readonly rule: Rule;
  /** The rule matches events without a key. */
  readonly isKeyOptional: boolean;
}

async function judgesOf(name: string): Promise<readonly Subject[]> {
  const target = targets.find((one) => one.name === name);
  if (target === undefined) throw new Error(name);
  const runner = await target.runner();
  const project = open('rulegen.yml');
  return rules.flatMap((path) => {
    const { placed, units } = compileFile(`rules/${path}.yml`, project);
    if (placed === undefined) throw new Error(path);
    return units
      .filter((unit) => unit.target === name)
      .flatMap((unit): Subject[] => {
        const { rule } = placed;
        const { workspace } = project;
        const judge = judgeOf(unit, rule, target, runner, project);
        const bench = benchOf(unit, { rule, target, runner, workspace, guessed: false });
        if (judge === undefined || bench === undefined || !('program' in bench)) return [];
        const streams = streamsFor(bench, casesOf(rule, unit.logType, workspace, unit.proof?.mapped.home.when));
        const isKeyOptional = streams.some((stream) => /^events (?:without a key|whose key is null)/.test(stream.name));
        return [{ ...judge, rule, isKeyOptional }];
      });
  });
}

test.each(targets.map(({ name }) => name))(
  'what breaks an alert in time turns verification red: %s',
  async (name) => {
    const survivors: string[] = [];
    const tried = new Map<string, number>();
    for (const { unit, rule, isKeyOptional, fateInTime } of await judgesOf(name)) {
      for (const { kind, target, shows, mutate } of timeMutators) {
        const isTried = target === name && (shows === undefined || shows(rule, isKeyOptional));
        const mutant = isTried ? mutate(unit.artifacts) : undefined;
        if (mutant === undefined) continue;
        tried.set(kind, (tried.get(kind) ?? 0) + 1);
        const fate = fateInTime(mutant);
        if (fate === 'survived') survivors.push(`${kind}: ${unit.rule}`);
      }
    }
    expect(survivors).toEqual([]);
    expect([...tried.keys()].sort()).toEqual(
      [...new Set(timeMutators.filter(({ target }) => target === name).map(({ kind }) => kind))].sort(),
    );
  },
  240_000,
);
