import type { Workspace } from '../compile.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { internalError } from './internal-error.ts';
import { disagreements, testResults, twinFindings } from './judge-tests.ts';
import type { ReadRule } from './read-rules.ts';
import { readTestsLater } from './read-rules.ts';

/**
 * Where a rule that was lifted from Python answers otherwise than its own tests, or than the condition beside it: then it
 * is refused. `withTests`: it was read with them; else they are read now.
 */
export function liftFindings(read: ReadRule, withTests: boolean, workspace: Workspace): Diagnostic[] {
  const { rule } = read;
  if (rule?.twin !== undefined) return twinFindings(rule, workspace);
  if (rule?.python === undefined) return [];
  const found: Diagnostic[] = [];
  const tests = withTests ? rule.tests : readTestsLater(read, (one) => found.push(one));
  try {
    return [...found, ...disagreements(rule, testResults({ ...rule, tests, alertTests: [] }, workspace))];
  } catch (error) {
    return [...found, { ...internalError(error, rule.file.path), rule: rule.id }];
  }
}
