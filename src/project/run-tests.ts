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
import type { RuleFile } from './discover.ts';
import { shownPath } from './files.ts';
import { internalError, readRuleFile } from './read-rules.ts';
import { alertsMissed } from './run-alert-test.ts';

export interface TestResult {
  readonly name: string;
  /** The verdict that a test on one event expects; undefined for a test over time. */
  readonly expected: boolean | undefined;
  readonly status: 'passed' | 'failed' | 'skipped';
  /** For a failure: the rows that decided, each with what it gave, or how the alerts differ; for a test skipped, why. */
  readonly detail: string;
  readonly test: RuleTest | AlertTest;
}

/** A rule file's tests, run against the rule's own meaning. */
export interface RuleReport {
  readonly path: string;
  readonly rule: Rule | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly results: readonly TestResult[];
}

/** Reads a rule file and runs its tests. */
export function runRuleTests(file: RuleFile, workspace: Workspace, partial = false): RuleReport {
  const { rule, diagnostics } = readRuleFile(file, true, partial);
  const path = shownPath(file.path);
  if (!rule) return { path, rule, diagnostics, results: [] };
  try {
    return { path, rule, diagnostics, results: testResults(rule, workspace) };
  } catch (error) {
    return { path, rule, diagnostics: [...diagnostics, internalError(error, path)], results: [] };
  }
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
  return { status: passed ? 'passed' : 'failed', detail: passed ? '' : rows.map(tell).join('\n') };
}

/** The findings of a rule's tests: failures, and fewer or more one-sided tests than wanted. */
export function testFindings(report: RuleReport, minimumTests: number): Diagnostic[] {
  const { rule, results } = report;
  const found: Diagnostic[] = [...report.diagnostics];
  if (!rule) return found;
  for (const { test, expected, status, detail } of results) {
    const place = { span: test.span, rule: rule.id };
    if (status === 'skipped') found.push(diagnostic('test-undecided', { test: test.name, detail }, place));
    if (status !== 'failed') continue;
    if (expected === undefined) {
      found.push(diagnostic('alerts-test-failed', { test: test.name, detail }, place));
      continue;
    }
    const rows = detail
      .split('\n')
      .map((line) => line.trim())
      .join('; ');
    found.push(diagnostic('test-failed', { test: test.name, expected, detail: ` Row by row: ${rows}.` }, place));
  }
  const onEvents = results.filter((r) => r.expected !== undefined);
  const sides = new Set(onEvents.map((r) => r.expected));
  const oneSided = minimumTests > 1 && sides.size < 2;
  if (onEvents.length < minimumTests || oneSided) {
    const missing = oneSided && onEvents.length > 0 ? ', and they all expect the same result' : '';
    found.push(
      diagnostic(
        'too-few-tests',
        { count: onEvents.length, minimum: minimumTests, missing },
        { span: rule.spans.get('Tests') ?? rule.spans.get('RuleID'), rule: rule.id },
      ),
    );
  }
  return found;
}
