import type { PlacedRule } from '../compile.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Rule, RuleTest } from '../ir/rule.ts';
import { type RuleInput, readRule, readTestsIn, readTestsOf } from '../source/rule-file.ts';
import { publishedName } from '../unit-settings.ts';
import type { RuleFile } from './discover.ts';
import { readSource, shownPath } from './files.ts';
import { internalError } from './internal-error.ts';
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

/** Rules whose first former name another rule publishes under: they are left out by the caller. */
export function takenNames<
  R extends { readonly file: RuleFile; readonly rule?: Pick<Rule, 'id' | 'spans' | 'lifecycle'> },
>(rules: readonly R[]): Map<R, Diagnostic> {
  const byName = new Map<string, R[]>();
  for (const one of rules)
    if (one.rule) byName.set(publishedName(one.rule), [...(byName.get(publishedName(one.rule)) ?? []), one]);
  const found = new Map<R, Diagnostic>();
  for (const [name, same] of byName) {
    for (const one of same.length < 2 ? [] : same) {
      const other = same.find(({ rule }) => rule?.id !== one.rule?.id);
      if (one.rule?.lifecycle.formerly === undefined || other === undefined) continue;
      const place = { span: one.rule.spans.get('Formerly'), rule: one.rule.id };
      found.set(one, diagnostic('former-name-taken', { name, other: shownPath(other.file.path) }, place));
    }
  }
  return found;
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
