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
import { readSource, shownPath } from './files.ts';
import { sniff } from './other-files.ts';
import { internalError, readRuleFile, readTestsAlone } from './read-rules.ts';
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
  /** The RuleID, where the file names one. */
  readonly id: string | undefined;
  /** Undefined: the rule is refused. */
  readonly rule: Rule | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly results: readonly TestResult[];
}

/** A report as far as commands print it: plain and small enough to be handed from thread to thread. */
export interface TestedRule extends Omit<RuleReport, 'rule'> {
  readonly rule: Pick<Rule, 'id' | 'spans' | 'losses'> | undefined;
}

/** A report without the rule's meaning. */
export function withoutMeaning({ rule, ...report }: RuleReport): TestedRule {
  if (rule === undefined) return { ...report, rule };
  const { id, spans, losses } = rule;
  return { ...report, rule: { id, spans, ...(losses && { losses }) } };
}

/**
 * Reads a rule file and runs its tests. A rule that was lifted from Python and disagrees with one of them is refused.
 * `partial` and `withAlert`: see `readRuleFile`.
 */
export function runRuleTests(file: RuleFile, workspace: Workspace, partial = false, withAlert = false): RuleReport {
  const { rule, diagnostics } = readRuleFile(file, true, { partial, withAlert });
  const path = shownPath(file.path);
  if (!rule) return { path, id: idOf(file, diagnostics), rule, diagnostics, results: unrun(file) };
  try {
    const results = testResults(rule, workspace);
    const wrong = [...disagreements(rule, results), ...twinFindings(rule, workspace)];
    const found = [...diagnostics, ...wrong];
    return { path, id: rule.id, rule: wrong.length > 0 ? undefined : rule, diagnostics: found, results };
  } catch (error) {
    const found = [...diagnostics, { ...internalError(error, path), rule: rule.id }];
    return { path, id: rule.id, rule: undefined, diagnostics: found, results: [] };
  }
}

/** Rules that share a RuleID are refused, as a build does. */
export function refuseShared<R extends TestedRule>(reports: readonly R[]): R[] {
  const paths = new Map<string, string[]>();
  for (const { rule, path } of reports) if (rule) paths.set(rule.id, [...(paths.get(rule.id) ?? []), path]);
  return reports.map((report) => {
    const { rule, path, diagnostics } = report;
    const other = rule && paths.get(rule.id)?.find((one) => one !== path);
    if (rule === undefined || other === undefined) return report;
    const place = { span: rule.spans.get('RuleID'), rule: rule.id };
    const found = diagnostic('duplicate-rule', { id: rule.id, other }, place);
    return { ...report, rule: undefined, diagnostics: [...diagnostics, found] };
  });
}

function idOf(file: RuleFile, found: readonly Diagnostic[]): string | undefined {
  const told = found.find((one) => one.rule !== undefined)?.rule;
  if (told !== undefined) return told;
  const source = readSource(file.path, () => {});
  return source && sniff(source.text).id;
}

/** The tests of a rule that is refused: nobody knows what it would answer. */
function unrun(file: RuleFile): TestResult[] {
  const detail = 'the rule is refused';
  return readTestsAlone(file).map((test) => ({
    name: test.name,
    expected: test.expected,
    status: 'skipped',
    detail,
    test,
  }));
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

function hasUnknownMocks(test: RuleTest | AlertTest): boolean {
  return 'under' in test && test.under === 'unknown';
}

/** The findings of a rule's tests: failures, and fewer or more one-sided tests than wanted. */
export function testFindings(report: TestedRule, minimumTests: number): Diagnostic[] {
  const { rule, results } = report;
  const found: Diagnostic[] = [...report.diagnostics];
  if (!rule) return found;
  for (const { test, expected, status, detail } of results) {
    const place = { span: test.span, rule: rule.id };
    // Why a test's mocks leave no verdict is told where they are read.
    if (status === 'skipped' && !hasUnknownMocks(test) && (rule.losses ?? []).length === 0)
      found.push(diagnostic('test-undecided', { test: test.name, detail }, place));
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
