import type { Workspace } from '../compile.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Condition } from '../ir/condition.ts';
import { contextOf, evaluate } from '../ir/evaluate.ts';
import { printRow } from '../ir/print.ts';
import { type Rule, type RuleTest, wholeCondition } from '../ir/rule.ts';
import { RegexGaveUp } from '../regex/index.ts';
import type { RuleFile } from './discover.ts';
import { shownPath } from './files.ts';
import { internalError, readRuleFile } from './read-rules.ts';

export interface TestResult {
  readonly name: string;
  readonly expected: boolean;
  readonly status: 'passed' | 'failed' | 'skipped';
  /** For a failure: the rows that decided, each with what it gave; for a test skipped, why. */
  readonly detail: string;
  readonly test: RuleTest;
}

/** A rule file's tests, run against the rule's own meaning. */
export interface RuleReport {
  readonly path: string;
  readonly rule: Rule | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly results: readonly TestResult[];
}

/** Reads a rule file and runs its tests. */
export function runRuleTests(file: RuleFile, workspace: Workspace): RuleReport {
  const { rule, diagnostics } = readRuleFile(file, true);
  const path = shownPath(file.path);
  if (!rule) return { path, rule, diagnostics, results: [] };
  try {
    return { path, rule, diagnostics, results: rule.tests.map((test) => runOne(rule, test, workspace)) };
  } catch (error) {
    return { path, rule, diagnostics: [...diagnostics, internalError(error, path)], results: [] };
  }
}

/** A test whose regex takes too long on its event has no verdict: it is skipped, and reported. */
function runOne(rule: Rule, test: RuleTest, workspace: Workspace): TestResult {
  try {
    return judge(rule, test, workspace);
  } catch (error) {
    if (!(error instanceof RegexGaveUp)) throw error;
    return { name: test.name, expected: test.expected, status: 'skipped', detail: error.message, test };
  }
}

function judge(rule: Rule, test: RuleTest, workspace: Workspace): TestResult {
  const logType = typeof test.log['p_log_type'] === 'string' ? test.log['p_log_type'] : rule.logTypes[0];
  const model = logType === undefined ? undefined : workspace.model(logType)?.names;
  const context = contextOf(test.log, { lists: workspace.lists, model: model ?? new Map() });
  const condition = wholeCondition(rule);
  const passed = evaluate(condition, context) === test.expected;
  const rows = condition.kind === 'and' ? condition.operands : [condition];
  const tell = (row: Condition): string => `${evaluate(row, context) ? 'true ' : 'false'}  ${printRow(row)}`;
  return {
    name: test.name,
    expected: test.expected,
    status: passed ? 'passed' : 'failed',
    detail: passed ? '' : rows.map(tell).join('\n'),
    test,
  };
}

/** The findings of a rule's tests: failures, and fewer or more one-sided tests than wanted. */
export function testFindings(report: RuleReport, minimumTests: number): Diagnostic[] {
  const { rule, results } = report;
  const found: Diagnostic[] = [...report.diagnostics];
  if (!rule) return found;
  for (const { test, status, detail } of results) {
    const place = { span: test.span, rule: rule.id };
    if (status === 'skipped') found.push(diagnostic('test-undecided', { test: test.name, detail }, place));
    if (status !== 'failed') continue;
    const rows = detail
      .split('\n')
      .map((line) => line.trim())
      .join('; ');
    found.push(
      diagnostic('test-failed', { test: test.name, expected: test.expected, detail: ` Row by row: ${rows}.` }, place),
    );
  }
  const sides = new Set(results.map((r) => r.expected));
  const oneSided = minimumTests > 1 && sides.size < 2;
  if (results.length < minimumTests || oneSided) {
    const missing = oneSided && results.length > 0 ? ', and they all expect the same result' : '';
    found.push(
      diagnostic(
        'too-few-tests',
        { count: results.length, minimum: minimumTests, missing },
        { span: rule.spans.get('Tests') ?? rule.spans.get('RuleID'), rule: rule.id },
      ),
    );
  }
  return found;
}
