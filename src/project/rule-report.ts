import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { positionOf } from '../diagnostics/source.ts';
import type { TestResult } from './judge-tests.ts';

/** Why a rule is refused, or what is odd about it, as plain data. */
export interface Reason {
  readonly code: string;
  readonly severity: Diagnostic['severity'];
  readonly message: string;
  /** Null where it belongs to no place. */
  readonly file: string | null;
  readonly line: number | null;
}

/** What became of one rule file, as plain data. */
export interface RuleLine {
  /** The RuleID; null where the file names none. */
  readonly rule: string | null;
  readonly path: string;
  readonly status: 'lifted' | 'refused';
  readonly reasons: readonly Reason[];
  readonly tests: readonly Pick<TestResult, 'name' | 'status'>[];
}

/** How many rules and tests came out how. */
export interface Summary {
  readonly rules: number;
  readonly lifted: number;
  readonly refused: number;
  readonly tests: { readonly passed: number; readonly failed: number; readonly skipped: number };
}

/** What a rule's line is made from: `rule` is undefined where it is refused. */
export interface Outcome {
  readonly id: string | undefined;
  readonly path: string;
  readonly rule: object | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly results: readonly TestResult[];
}

/** A rule's line of a report. */
export function lineOf({ id, path, rule, diagnostics, results }: Outcome): RuleLine {
  return {
    rule: id ?? null,
    path,
    status: rule === undefined ? 'refused' : 'lifted',
    reasons: diagnostics.map(reasonOf),
    tests: results.map(({ name, status }) => ({ name, status })),
  };
}

function reasonOf({ code, severity, message, span }: Diagnostic): Reason {
  const line = span === undefined ? null : positionOf(span.file, span.start).line;
  return { code, severity, message, file: span?.file.path ?? null, line };
}

/** The counts of a report. */
export function summaryOf(lines: readonly RuleLine[]): Summary {
  const tests = { passed: 0, failed: 0, skipped: 0 };
  for (const { status } of lines.flatMap((line) => line.tests)) tests[status] += 1;
  const lifted = lines.filter((line) => line.status === 'lifted').length;
  return { rules: lines.length, lifted, refused: lines.length - lifted, tests };
}

/** `12 × python-unsupported …`: why rules are refused, the most frequent reason first. A rule counts once, by its first error. */
export function countReasons(lines: readonly RuleLine[]): readonly (readonly [reason: string, rules: number])[] {
  const counts = new Map<string, number>();
  for (const line of lines.filter((one) => one.status === 'refused')) {
    const first = mainReason(line);
    const reason = first === undefined ? 'no reason' : `${first.code}: ${withoutNames(first.message)}`;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

/** A message with the names in quotes left out, which differ from rule to rule. */
function withoutNames(message: string): string {
  return message.replace(/"[^"]*"/g, '"…"');
}

/** The reason that refuses a rule. */
export function mainReason(line: RuleLine): Reason | undefined {
  return line.reasons.find((reason) => reason.severity === 'error') ?? line.reasons[0];
}

/** A report as JSON, the summary last. */
export function printReportJson(lines: readonly RuleLine[]): string {
  return `${JSON.stringify({ rules: lines, summary: summaryOf(lines) }, null, 2)}\n`;
}

/** A report as Markdown: the counts, the reasons, every rule. */
export function printReportMarkdown(title: string, lines: readonly RuleLine[]): string {
  const { rules, lifted, refused, tests } = summaryOf(lines);
  const refusals = lines.filter((line) => line.status === 'refused');
  const counted = countReasons(lines).map(([reason, count]) => `| ${count} | ${cell(reason)} |`);
  return [
    `# ${title}`,
    '',
    `${rules} rules: ${lifted} lifted, ${refused} refused. Tests: ${tests.passed} passed, ${tests.failed} failed, ${tests.skipped} skipped.`,
    ...table(['Rules', 'Reason'], counted, 'Why rules are refused'),
    ...table(['Rule', 'Place', 'Reason'], refusals.map(refusalRow), 'Refused rules'),
    ...table(['Rule', 'File', 'Status', 'Tests', 'Remarks'], lines.map(ruleRow), 'All rules'),
    '',
  ].join('\n');
}

function table(heads: readonly string[], rows: readonly string[], title: string): string[] {
  if (rows.length === 0) return [];
  return ['', `## ${title}`, '', `| ${heads.join(' | ')} |`, `|${' --- |'.repeat(heads.length)}`, ...rows];
}

function refusalRow(line: RuleLine): string {
  const reason = mainReason(line);
  const told = reason === undefined ? '' : `${reason.code}: ${reason.message}`;
  return `| ${cell(line.rule ?? '')} | ${cell(placeIn(line))} | ${cell(told)} |`;
}

/** Where the reason that refuses a rule stands; the rule file where it has no place. */
export function placeIn(line: RuleLine): string {
  const reason = mainReason(line);
  return reason?.file == null ? line.path : `${reason.file}:${reason.line ?? 1}`;
}

function ruleRow({ rule, path, status, reasons, tests }: RuleLine): string {
  const count = (wanted: TestResult['status']): number => tests.filter((test) => test.status === wanted).length;
  const parts = (['passed', 'failed', 'skipped'] as const).flatMap((wanted) =>
    count(wanted) === 0 ? [] : [`${count(wanted)} ${wanted}`],
  );
  const remarks = new Set(reasons.map((reason) => reason.code));
  return `| ${cell(rule ?? '')} | ${cell(path)} | ${status} | ${parts.join(', ')} | ${[...remarks].join(', ')} |`;
}

/** A text as a cell of a Markdown table. */
function cell(text: string): string {
  return text.replace(/[\\|`*_<>[\]]/g, '\\$&').replace(/\s+/g, ' ');
}
