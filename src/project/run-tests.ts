import type { Workspace } from '../compile.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { AlertTest, Rule, RuleTest } from '../ir/rule.ts';
import type { RuleFile } from './discover.ts';
import { readSource, shownPath } from './files.ts';
import { internalError } from './internal-error.ts';
import type { TestResult } from './judge-tests.ts';
import { disagreements, testResults, twinFindings } from './judge-tests.ts';
import { sniff } from './other-files.ts';
import { readRuleFile, readTestsAlone } from './read-rules.ts';

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
