import type { Workspace } from '../compile.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Condition } from '../ir/condition.ts';
import type { Context } from '../ir/evaluate.ts';
import { contextOf, evaluate } from '../ir/evaluate.ts';
import type { JsonObject } from '../ir/json.ts';
import { printRow } from '../ir/print.ts';
import { type AlertTest, type Rule, type RuleTest, wholeCondition } from '../ir/rule.ts';
import { RegexGaveUp } from '../regex/index.ts';
import { alertsMissed } from './run-alert-test.ts';

/** What a test of a rule gave. */
export interface TestResult {
  readonly name: string;
  /** The verdict that a test on one event expects; undefined for a test over time. */
  readonly expected: boolean | undefined;
  readonly status: 'passed' | 'failed' | 'skipped';
  /** For a failure: the rows that decided, each with what it gave, or how the alerts differ; for a test skipped, why. */
  readonly detail: string;
  readonly test: RuleTest | AlertTest;
}

/** Where a rule that was lifted from Python answers otherwise than one of its own tests expects. */
export function disagreements(rule: Rule, results: readonly TestResult[]): Diagnostic[] {
  if (rule.python === undefined) return [];
  return results.flatMap(({ test, expected, status, detail }) => {
    if (status !== 'failed') return [];
    const place = { span: test.span, rule: rule.id };
    if (expected === undefined) return [diagnostic('alerts-test-failed', { test: test.name, detail }, place)];
    return [diagnostic('lift-disagrees', { test: test.name, expected, detail: ` ${detail}` }, place)];
  });
}

/** Where a rule's own condition and the Python beside it answer differently on its tests. Mocks are of the Python alone. */
export function twinFindings(rule: Rule, workspace: Workspace): Diagnostic[] {
  const { twin } = rule;
  if (twin === undefined) return [];
  return rule.tests.flatMap((test) => {
    const context = contextFor(test.log, rule, workspace);
    const own = evaluate(wholeCondition(rule), context);
    if (test.extras['Mocks'] !== undefined || evaluate(wholeCondition({ ...rule, ...twin }), context) === own)
      return [];
    const place = { span: test.span, rule: rule.id };
    return [diagnostic('two-conditions-differ', { test: test.name, condition: own }, place)];
  });
}

/** Runs a rule's tests. */
export function testResults(rule: Rule, workspace: Workspace): TestResult[] {
  return [
    ...rule.tests.map((test) => runOne(test, test.expected, () => judge(rule, test, workspace))),
    ...rule.alertTests.map((test) => runOne(test, undefined, () => judgeAlerts(rule, test, workspace))),
  ];
}

/** A test whose regex takes too long on its event has no verdict: it is skipped, and reported. */
function runOne(
  test: RuleTest | AlertTest,
  expected: boolean | undefined,
  run: () => Pick<TestResult, 'status' | 'detail'>,
): TestResult {
  try {
    return { name: test.name, expected, ...run(), test };
  } catch (error) {
    if (!(error instanceof RegexGaveUp)) throw error;
    return { name: test.name, expected, status: 'skipped', detail: error.message, test };
  }
}

function contextFor(log: JsonObject, rule: Rule, workspace: Workspace): Context {
  const logType = typeof log['p_log_type'] === 'string' ? log['p_log_type'] : rule.logTypes[0];
  const model = logType === undefined ? undefined : workspace.model(logType)?.names;
  return contextOf(log, { lists: workspace.lists, model: model ?? new Map() });
}

function judgeAlerts(rule: Rule, test: AlertTest, workspace: Workspace): Pick<TestResult, 'status' | 'detail'> {
  const missed = alertsMissed(rule, test, (log) => contextFor(log, rule, workspace));
  return { status: missed === undefined ? 'passed' : 'failed', detail: missed ?? '' };
}

function judge(rule: Rule, test: RuleTest, workspace: Workspace): Pick<TestResult, 'status' | 'detail'> {
  if (test.under === 'unknown') return { status: 'skipped', detail: 'what its mocks leave cannot be lifted' };
  const context = contextFor(test.log, rule, workspace);
  const condition = wholeCondition({ ...rule, ...test.under });
  const passed = evaluate(condition, context) === test.expected;
  const rows = condition.kind === 'and' ? condition.operands : [condition];
  const tell = (row: Condition): string => `${evaluate(row, context) ? 'true ' : 'false'}  ${printRow(row)}`;
  if (!passed && !test.expected && rule.losses !== undefined && rule.losses.length > 0)
    return { status: 'skipped', detail: 'the rule lacks a part of its original, so it matches more: see Losses' };
  if (passed) return { status: 'passed', detail: '' };
  if (rule.python !== undefined) return { status: 'failed', detail: tellLifted({ ...rule, ...test.under }, context) };
  return { status: 'failed', detail: rows.map(tell).join('\n') };
}

/** Rows of lifted Python may be long, and are not what the author wrote. */
function tellLifted({ condition, raises }: Rule, context: Context): string {
  if (evaluate(raises, context)) return 'It raises.';
  return evaluate(condition, context) ? 'It returns true.' : 'It returns false.';
}
