import type { PlacedRule, Workspace } from '../compile.ts';
import { isOpenLogType } from '../config.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nearNames } from '../diagnostics/near.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Rule, RuleTest } from '../ir/rule.ts';
import { nodesOf, testsIn } from '../ir/walk.ts';
import { type RuleInput, readRule, readTestsIn, readTestsOf } from '../source/rule-file.ts';
import type { RuleFile } from './discover.ts';
import { readSource, shownPath } from './files.ts';
import { openPython } from './open-python.ts';

/** A rule file with what reading it gave. */
export interface ReadRule extends Partial<PlacedRule> {
  readonly file: RuleFile;
  readonly diagnostics: readonly Diagnostic[];
}

/** How the Python of a rule is read. */
export type Lifting = Pick<RuleInput, 'partial' | 'withAlert' | 'wanted'>;

/** Reads one rule file with its sidecar. A fault of ours in it is reported and leaves the others standing. */
export function readRuleFile(file: RuleFile, withTests: boolean, lifting: Lifting = {}): ReadRule {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (found) => diagnostics.push(found);
  try {
    const source = readSource(file.path, report);
    const sidecar = file.sidecar === undefined ? undefined : readSource(file.sidecar, report);
    const rule =
      source && readRule({ file: source, sidecar, withTests, ...lifting, python: openPython(file.path) }, report);
    const failed = diagnostics.some((d) => d.severity === 'error');
    return rule && !failed ? { file, rule, folder: file.folder, diagnostics } : { file, diagnostics };
  } catch (error) {
    diagnostics.push(internalError(error, shownPath(file.path)));
    return { file, diagnostics };
  }
}

/** The tests on one event of a file whose rule is refused. What is wrong with them has been told. */
export function readTestsAlone(file: RuleFile): readonly RuleTest[] {
  const source = readSource(file.path, () => {});
  return source === undefined ? [] : readTestsIn(source, () => {});
}

/** The tests of a lifted rule that was read without them. */
export function readTestsLater({ file, rule }: ReadRule, report: Report): readonly RuleTest[] {
  if (rule === undefined) return [];
  return readTestsOf(rule, { file: rule.file, withTests: true, python: openPython(file.path) }, report);
}

/** A fault of our own as a finding, so that the rest of the run goes on. */
export function internalError(error: unknown, about: string): Diagnostic {
  const detail =
    error instanceof Error
      ? `${error.message} (${about}; ${error.stack?.split('\n')[1]?.trim() ?? ''})`
      : String(error);
  return diagnostic('internal-error', { detail });
}

/** Reports rules that share a RuleID; both are left out by the caller. */
export function duplicateIds<R extends { readonly file: RuleFile; readonly rule?: Pick<Rule, 'id' | 'spans'> }>(
  rules: readonly R[],
): Map<R, Diagnostic> {
  const byId = new Map<string, R[]>();
  for (const read of rules) if (read.rule) byId.set(read.rule.id, [...(byId.get(read.rule.id) ?? []), read]);
  const found = new Map<R, Diagnostic>();
  for (const [id, same] of byId) {
    if (same.length < 2) continue;
    for (const read of same) {
      const other = same.find((s) => s !== read);
      found.set(
        read,
        diagnostic(
          'duplicate-rule',
          { id, other: other ? shownPath(other.file.path) : '' },
          { span: read.rule?.spans.get('RuleID'), rule: id },
        ),
      );
    }
  }
  return found;
}

/** Findings about names that a rule uses and the project does not have: log types and lists. */
export function unknownNames(
  read: ReadRule,
  logTypes: readonly string[],
  workspace: Pick<Workspace, 'logType' | 'lists' | 'config'>,
): Diagnostic[] {
  const { rule } = read;
  if (!rule) return [];
  const place = { span: rule.spans.get('LogTypes') ?? rule.spans.get('RuleID'), rule: rule.id };
  const missing = rule.logTypes.filter(
    (name) => workspace.logType(name) === undefined && !isOpenLogType(workspace.config, name),
  );
  const listNames = [...workspace.lists.keys()];
  return [
    ...(rule.logTypes.length === 0
      ? [diagnostic('scheduled-rule', {}, { ...place, span: rule.spans.get('ScheduledQueries') })]
      : []),
    ...missing.map((name) => diagnostic('unknown-log-type', { name, near: nearNames(name, logTypes) }, place)),
    ...listsIn(rule)
      .filter(({ name }) => !workspace.lists.has(name))
      .map(({ name, span }) =>
        diagnostic(
          'unknown-list',
          { name, near: nearNames(name, listNames) },
          { span: span ?? place.span, rule: rule.id },
        ),
      ),
  ];
}

function listsIn(rule: Rule): { name: string; span: Span | undefined }[] {
  return nodesOf(rule)
    .flatMap(testsIn)
    .filter((test) => test.operator === 'in_list')
    .flatMap((test) => test.operands)
    .flatMap((o) => (o.kind === 'literal' && typeof o.value === 'string' ? [{ name: o.value, span: o.span }] : []));
}
