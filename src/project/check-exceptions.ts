import type { Publishing } from '../config.ts';
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nearNames } from '../diagnostics/near.ts';
import { isExpired } from '../exceptions.ts';
import { matchesGlob } from '../glob.ts';
import type { Exception } from '../ir/rule.ts';
import type { Project } from './open-project.ts';
import { unknownLists } from './unknown-names.ts';

/** The exceptions of some environments, each once, however many it is for. */
export function exceptionsOf(publishings: readonly Publishing[]): readonly Exception[] {
  return [...new Set(publishings.flatMap(({ exceptions }) => exceptions ?? []))];
}

/**
 * What is wrong with exceptions whatever their rules say: past their day, for no rule, on no list. `ids`: every RuleID there is; undefined where not
 * all rules are known.
 */
export function exceptionFindings(
  exceptions: readonly Exception[],
  ids: readonly string[] | undefined,
  { workspace }: Pick<Project, 'workspace'>,
  severity: Severity,
): Diagnostic[] {
  return exceptions.flatMap((one): Diagnostic[] => {
    const { rule, expires, span } = one;
    const place = { span, severity, ...(rule.includes('*') ? {} : { rule }) };
    const found: Diagnostic[] = [];
    if (expires !== undefined && isExpired(one, workspace.today))
      found.push(diagnostic('expired-exception', { rule, expires }, place));
    if (ids !== undefined && !ids.some((id) => matchesGlob(rule, id)))
      found.push(diagnostic('exception-unknown-rule', { rule, near: nearNames(rule, ids) }, { span, severity }));
    found.push(...unknownLists([one.condition], rule, workspace, span).map((other) => ({ ...other, severity })));
    return found;
  });
}
