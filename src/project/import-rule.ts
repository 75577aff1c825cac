import type { Workspace } from '../compile.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Rule } from '../ir/rule.ts';
import { writeRule } from '../source/write-rule/index.ts';
import type { RuleFile } from './discover.ts';
import { readSource, shownPath } from './files.ts';
import { internalError } from './internal-error.ts';
import { testResults } from './judge-tests.ts';

/** What stands in the place of a rule's files. */
export interface Replacement {
  readonly text: string;
  readonly sidecar: string | undefined;
  /** The rule has no Python, so nothing is changed. */
  readonly asItIs: boolean;
  readonly unmocked: readonly string[];
  readonly leftOut: readonly string[];
}

/** A rule's files without its Python. Undefined after reporting why they cannot be made; what they lack is reported too. `notes`: lines that the file shall say. */
export function replaceRule(
  file: RuleFile,
  rule: Rule,
  notes: readonly string[],
  workspace: Workspace,
  report: Report,
): Replacement | undefined {
  const source = readSource(file.path, report);
  const sidecar = file.sidecar === undefined ? undefined : readSource(file.sidecar, report);
  if (source === undefined) return undefined;
  if (!rule.spans.has('Filename'))
    return { text: source.text, sidecar: sidecar?.text, asItIs: true, unmocked: [], leftOut: [] };
  try {
    const written = writeRule({
      rule,
      file: source,
      sidecar,
      notes,
      passes: (one, test) =>
        testResults({ ...one, tests: [test], alertTests: [] }, workspace).every(({ status }) => status === 'passed'),
    });
    if ('text' in written) {
      tellLosses(rule, written.leftOut, report);
      return { ...written, asItIs: false };
    }
    report(diagnostic('import-unwritable', { problem: written.problem }, { span: rule.spans.get('Filename') }));
    written.found.filter(({ severity }) => severity === 'error').forEach(report);
  } catch (error) {
    report(internalError(error, shownPath(file.path)));
  }
  return undefined;
}

function tellLosses(rule: Rule, leftOut: readonly string[], report: Report): void {
  const span = rule.spans.get('Tests');
  for (const { construct, why, span: at } of rule.losses ?? [])
    report(diagnostic('import-loss', { construct, why }, { span: at ?? rule.spans.get('Filename') }));
  for (const test of leftOut) report(diagnostic('import-test-left-out', { test }, { span }));
}
