import type { Environment, Publishing } from '../config.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { placeOfException, withEveryException } from '../exceptions.ts';
import { matchesGlob } from '../glob.ts';
import { evaluate } from '../ir/evaluate.ts';
import type { Exception, Rule } from '../ir/rule.ts';
import { wholeCondition } from '../ir/rule.ts';
import { lintException } from '../lint/lint-exception.ts';
import type { LintContext } from '../lint/lint-rule.ts';
import { contextFor } from '../verify/judge.ts';
import { inEnvironment } from '../workspace.ts';
import { exceptionFindings, exceptionsOf } from './check-exceptions.ts';
import type { Project } from './open-project.ts';

/**
 * Everything about the exceptions of all environments: their days, their rules, their rows, and which of the rules' own tests they hide.
 * `ids`: every RuleID there is; undefined where not all rules are known.
 */
export function lintExceptions(
  rules: readonly Rule[],
  ids: readonly string[] | undefined,
  context: LintContext,
  project: Project,
): Diagnostic[] {
  const { config } = project;
  const exceptions = exceptionsOf([config.base, ...config.environments]);
  if (exceptions.length === 0) return [];
  const mine = exceptions.filter((one) => ids !== undefined || rules.some(({ id }) => matchesGlob(one.rule, id)));
  const undated = mine.filter(({ expires }) => expires === undefined);
  const rows = mine.flatMap((one) =>
    rules.filter(({ id }) => matchesGlob(one.rule, id)).flatMap((rule) => lintException(one, rule, context)),
  );
  return onceEach([
    ...exceptionFindings(mine, ids, project, 'error'),
    ...undated.flatMap(({ rule, span }) => levelled(diagnostic('undated-exception', { rule }, { span }), context)),
    ...rows,
    ...environmentsOf(project).flatMap((environment) => rules.flatMap((rule) => hidden(rule, environment, project))),
  ]);
}

function environmentsOf({ config }: Project): readonly (Publishing & Partial<Pick<Environment, 'name'>>)[] {
  return config.environments.length > 0 ? config.environments : [config.base];
}

/** The rule's tests that match without the exceptions of an environment and not with them. */
function hidden(
  rule: Rule,
  environment: Publishing & Partial<Pick<Environment, 'name'>>,
  { workspace }: Project,
): Diagnostic[] {
  const excepted = withEveryException(rule, environment, workspace.today);
  const here = inEnvironment(workspace, environment);
  return (excepted.exceptions ?? []).flatMap((one: Exception) =>
    rule.tests
      .filter(({ expected }) => expected)
      .flatMap((test) => {
        const said = test.log['p_log_type'];
        const context = contextFor(test.log, typeof said === 'string' ? said : (rule.logTypes[0] ?? ''), here);
        if (!evaluate(wholeCondition(rule), context) || !evaluate(one.condition, context)) return [];
        const parameters = {
          test: test.name,
          rule: rule.id,
          place: placeOfException(one),
          environment: environment.name,
        };
        return [diagnostic('exception-hides-test', parameters, { span: one.span, rule: rule.id })];
      }),
  );
}

function levelled(found: Diagnostic, { levels }: LintContext): Diagnostic[] {
  const level = levels[found.code];
  if (level === 'off') return [];
  return [level === undefined ? found : { ...found, severity: level }];
}

/** A glob brings the same finding for each of its rules. */
function onceEach(found: readonly Diagnostic[]): Diagnostic[] {
  const marked = found.map((one): [string, Diagnostic] => [
    `${one.code}\0${one.span?.file.path}\0${one.span?.start}\0${one.message}`,
    one,
  ]);
  return [...new Map(marked).values()];
}
