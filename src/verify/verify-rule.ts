import type { PlacedRule, Workspace } from '../compile.ts';
import { compileRule } from '../compile.ts';
import type { Publishing } from '../config.ts';
import { withEveryException, withExceptions } from '../exceptions.ts';
import type { JsonObject } from '../ir/json.ts';
import { meaningOf } from '../ir/normalize.ts';
import type { TextRunner } from '../targets/runner.ts';
import type { Target } from '../targets/target.ts';
import type { Unit } from '../unit.ts';
import { inEnvironment } from '../workspace.ts';
import { casesOf } from './border-cases.ts';
import type { Case, Verdict } from './verdict.ts';
import { verifyUnit } from './verify.ts';

/** The events on which the text of a unit is asked. */
export type CasesFor = (unit: Unit) => readonly Case[];

/** The rule's own tests and border cases; or given events, those that say another log type left out. Made once for each part of a log type. */
export function casesFor(
  placed: PlacedRule,
  publishing: Publishing,
  general: Workspace,
  events: readonly JsonObject[] | undefined,
): CasesFor {
  const workspace = inEnvironment(general, publishing);
  const rule = withEveryException(placed.rule, publishing, workspace.today);
  const known = new Map<string, readonly Case[]>();
  return ({ logType, proof }) => {
    const when = proof?.mapped.home.when;
    const key = `${logType}\n${when ? meaningOf(when) : ''}`;
    const cases = known.get(key) ?? (events ? givenCases(events, logType) : casesOf(rule, logType, workspace, when));
    known.set(key, cases);
    return cases;
  };
}

function givenCases(events: readonly JsonObject[], logType: string): Case[] {
  return events
    .map((event, i): Case => ({ name: `event ${i + 1}`, event, own: false }))
    .filter(({ event }) => typeof event['p_log_type'] !== 'string' || event['p_log_type'] === logType);
}

/** The verdicts of one rule on one target: one for each of its units. */
export function verifyOn(
  target: Target,
  runner: TextRunner,
  placed: PlacedRule,
  publishing: Publishing,
  environment: string | undefined,
  general: Workspace,
  cases: CasesFor,
): Verdict[] {
  const workspace = inEnvironment(general, publishing);
  const rule = withExceptions(placed.rule, publishing, target.name, workspace.today);
  const guessed = publishing.guessed.includes(target.name);
  const units = compileRule(placed, { ...publishing, targets: [target.name] }, environment, workspace);
  return units.map((unit) =>
    verifyUnit(unit, unit.status === 'built' ? cases(unit) : [], {
      rule,
      target,
      runner,
      workspace,
      guessed,
    }),
  );
}

/** Compiles a rule for every target that is published to, reads each text back and runs it on events: given ones, or tests and border cases. */
export async function verify(
  placed: PlacedRule,
  publishing: Publishing,
  environment: string | undefined,
  workspace: Workspace,
  events?: readonly JsonObject[],
): Promise<Verdict[]> {
  const cases = casesFor(placed, publishing, workspace, events);
  const verdicts: Verdict[] = [];
  for (const target of workspace.targets.filter(({ name }) => publishing.targets.includes(name)))
    verdicts.push(...verifyOn(target, await target.runner(), placed, publishing, environment, workspace, cases));
  return verdicts;
}
