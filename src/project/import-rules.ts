import { join, relative, resolve, sep } from 'node:path';
import type { Workspace } from '../compile.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { RuleFile } from './discover.ts';
import { discoverRules } from './discover.ts';
import { shownPath } from './files.ts';
import { putFiles } from './import-files.ts';
import type { Replacement } from './import-rule.ts';
import { replaceRule } from './import-rule.ts';
import { otherKindOf } from './other-files.ts';
import type { RuleReport } from './run-tests.ts';
import { refuseShared, runRuleTests, testFindings } from './run-tests.ts';

export interface ImportOptions {
  /** The folder of the Panther checkout, or a folder or rule file in it. */
  readonly from: string;
  readonly out: string;
  /** Leave out what cannot be lifted of a condition, as a loss. */
  readonly partial: boolean;
  /** Overwrite what stands in the output folder. */
  readonly force: boolean;
  readonly progress?: (done: number, total: number) => void;
}

/** `partial`: written with losses; `copied`: the rule needs no Python, so its file is taken as it is. */
export type ImportStatus = 'written' | 'partial' | 'copied' | 'refused';

/** What became of one rule file. */
export interface ImportedRule {
  readonly report: RuleReport;
  readonly status: ImportStatus;
  /** Where it was written, as the user would name it; undefined where it was refused. */
  readonly out: string | undefined;
  /** Whether the output folder held the very same before. */
  readonly unchanged: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** Tests whose mocks are gone, and tests that are gone with them. */
  readonly unmocked: readonly string[];
  readonly leftOut: readonly string[];
}

export interface ImportResult {
  readonly rules: readonly ImportedRule[];
  /** The kinds of the YAML files that are no rules. */
  readonly skipped: readonly string[];
}

/** Writes the rules of a Panther checkout as YAML without Python, in folders as they stand there. What cannot be said is refused and not written. */
export function importRules(options: ImportOptions, workspace: Workspace, report: Report): ImportResult {
  const skipped: string[] = [];
  const files = filesToImport(options, skipped, report);
  if (files.length === 0) report(diagnostic('no-rules', { paths: shownPath(options.from) }));
  const reports = refuseShared(
    files.map((file, i) => {
      options.progress?.(i + 1, files.length);
      return runRuleTests(file, workspace, options.partial, true);
    }),
  );
  const rules = files.flatMap((file, i) => {
    const one = reports[i];
    return one === undefined ? [] : [importRule(file, one, options, workspace)];
  });
  for (const { diagnostics } of rules) diagnostics.forEach(report);
  return { rules, skipped };
}

/** The rule files of the checkout. What an earlier import wrote below it is none of it. */
function filesToImport(options: ImportOptions, skipped: string[], report: Report): RuleFile[] {
  const from = resolve(options.from);
  const out = resolve(options.out);
  const inner = out !== from && `${out}${sep}`.startsWith(`${from}${sep}`);
  return discoverRules([options.from], [from], report).filter((file) => {
    if (inner && file.path.startsWith(`${out}${sep}`)) return false;
    const kind = otherKindOf(file.path);
    if (kind !== undefined) skipped.push(kind);
    return kind === undefined;
  });
}

/** Writes one rule, if nothing speaks against it. */
function importRule(file: RuleFile, report: RuleReport, options: ImportOptions, workspace: Workspace): ImportedRule {
  const { rule } = report;
  const found = [...testFindings(report, 0)];
  const tell: Report = (one) => found.push({ ...one, rule: report.id ?? one.rule });
  const refused = { report, status: 'refused' as const, out: undefined, unchanged: false, diagnostics: found };
  const notes = found.flatMap(({ code, message }) => (code === 'python-alert-unsupported' ? [message] : []));
  const made = rule && replaceRule(file, rule, [...new Set(notes)], workspace, tell);
  const { unmocked = [], leftOut = [] } = made ?? {};
  const put = made && putFiles(options.out, outputsOf(file, made, options), options.force, tell);
  if (rule === undefined || made === undefined || put === undefined || put === 'failed')
    return { ...refused, unmocked: [], leftOut: [] };
  return {
    ...refused,
    status: made.asItIs ? 'copied' : (rule.losses ?? []).length > 0 ? 'partial' : 'written',
    out: shownPath(join(options.out, placeOf(file, options))),
    unchanged: put === 'unchanged',
    unmocked,
    leftOut,
  };
}

function outputsOf(file: RuleFile, { text, sidecar }: Replacement, options: ImportOptions) {
  const path = placeOf(file, options);
  const beside = path.replace(/\.ya?ml$/, '.rulegen.yml');
  return [{ path, content: text }, ...(sidecar === undefined ? [] : [{ path: beside, content: sidecar }])];
}

/** The file's place below the output folder: as below the folder that is imported. */
function placeOf(file: RuleFile, { from }: ImportOptions): string {
  const below = relative(resolve(from), file.path).split(sep).join('/');
  return below === '' ? file.path.replace(/^.*[\\/]/, '') : below;
}
