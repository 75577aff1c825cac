import { readFileSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { Workspace } from '../compile.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Rule } from '../ir/rule.ts';
import type { WrittenRule } from '../source/write-rule/index.ts';
import { writeRule } from '../source/write-rule/index.ts';
import type { RuleFile } from './discover.ts';
import { discoverRules } from './discover.ts';
import { readSource, shownPath } from './files.ts';
import type { OutputFile } from './import-files.ts';
import { putFiles } from './import-files.ts';
import { kindOfAnalysis } from './import-kinds.ts';
import { duplicateIds, internalError } from './read-rules.ts';
import { runRuleTests, testFindings, testResults } from './run-tests.ts';

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

/** `copied`: the rule needs no Python, so its file is taken as it is. */
export type ImportStatus = 'written' | 'partial' | 'copied' | 'refused';

/** What became of one rule file. */
export interface ImportedRule {
  readonly path: string;
  readonly id: string | undefined;
  readonly status: ImportStatus;
  /** Where it was written, as the user would name it; undefined where it was refused. */
  readonly out: string | undefined;
  /** Whether the output folder held the very same before. */
  readonly unchanged: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly tests: { readonly kept: number; readonly unmocked: number; readonly leftOut: number };
}

export interface ImportResult {
  readonly rules: readonly ImportedRule[];
  /** How many YAML files of other kinds were met, by kind. */
  readonly others: ReadonlyMap<string, number>;
}

/** Writes the rules of a Panther checkout as YAML without Python, in folders as they stand there. What cannot be said is refused and not written. */
export function importRules(options: ImportOptions, workspace: Workspace, report: Report): ImportResult {
  const others = new Map<string, number>();
  const files = filesToImport(options, others, report);
  if (files.length === 0) report(diagnostic('no-rules', { paths: shownPath(options.from) }));
  const read = files.map((file, i) => {
    options.progress?.(i + 1, files.length);
    return { file, ...settleRule(file, options, workspace) };
  });
  const doubled = duplicateIds(
    read.flatMap(({ file, rule, diagnostics }) => (rule === undefined ? [] : [{ file, rule, diagnostics }])),
  );
  const twice = new Map([...doubled].map(([one, found]) => [one.file, found]));
  const rules = read.map((one) => finishRule(one, twice.get(one.file), options));
  for (const { diagnostics } of rules) diagnostics.forEach(report);
  return { rules, others };
}

/** The rule files of the checkout; other kinds of YAML are counted. What an earlier import wrote is none of it. */
function filesToImport(options: ImportOptions, others: Map<string, number>, report: Report): RuleFile[] {
  const from = resolve(options.from);
  const out = resolve(options.out);
  const inner = out !== from && `${out}${sep}`.startsWith(`${from}${sep}`);
  return discoverRules([options.from], [from], report).filter((file) => {
    if (inner && file.path.startsWith(`${out}${sep}`)) return false;
    const kind = kindOfAnalysis(file.path);
    if (kind === 'rule') return true;
    others.set(kind, (others.get(kind) ?? 0) + 1);
    return false;
  });
}

interface Settled {
  readonly rule: Rule | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly written: WrittenRule | undefined;
  /** The rule file is taken as it is. */
  readonly asIs: boolean;
}

/** Reads a rule, runs its tests, and makes its text without Python. */
function settleRule(file: RuleFile, options: ImportOptions, workspace: Workspace): Settled {
  const tested = runRuleTests(file, workspace, options.partial);
  const { rule } = tested;
  const diagnostics = [...(rule ? testFindings(tested, 0) : tested.diagnostics)];
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  const asIs = rule !== undefined && !rule.spans.has('Filename');
  if (rule === undefined || (failed && !asIs)) return { rule: undefined, diagnostics, written: undefined, asIs };
  if (asIs) return { rule, diagnostics, written: undefined, asIs };
  try {
    const source = readSource(file.path, (found) => diagnostics.push(found));
    const sidecar =
      file.sidecar === undefined ? undefined : readSource(file.sidecar, (found) => diagnostics.push(found));
    if (source === undefined) return { rule: undefined, diagnostics, written: undefined, asIs };
    const written = writeRule({
      rule,
      file: source,
      sidecar,
      passes: (one, test) =>
        testResults({ ...one, tests: [test], alertTests: [] }, workspace).every(({ status }) => status === 'passed'),
    });
    if ('text' in written) return { rule, diagnostics: [...diagnostics, ...losses(rule, written)], written, asIs };
    const place = { span: rule.spans.get('Filename'), rule: rule.id };
    diagnostics.push(diagnostic('import-unwritable', { problem: written.problem }, place));
    return { rule: undefined, diagnostics, written: undefined, asIs };
  } catch (error) {
    diagnostics.push(internalError(error, shownPath(file.path)));
    return { rule: undefined, diagnostics, written: undefined, asIs };
  }
}

/** What the written rule lacks of the original. */
function losses(rule: Rule, written: WrittenRule): Diagnostic[] {
  const span = rule.spans.get('Tests');
  return [
    ...(rule.losses ?? []).map(({ construct, why, span: at }) =>
      diagnostic('import-loss', { construct, why }, { span: at ?? rule.spans.get('Filename'), rule: rule.id }),
    ),
    ...written.leftOut.map((test) => diagnostic('import-test-left-out', { test }, { span, rule: rule.id })),
  ];
}

/** Writes what is to be written. */
function finishRule(
  { file, rule, diagnostics, written, asIs }: Settled & { readonly file: RuleFile },
  twice: Diagnostic | undefined,
  options: ImportOptions,
): ImportedRule {
  const path = shownPath(file.path);
  const found = [...diagnostics, ...(twice ? [twice] : [])];
  const tests = {
    kept: (written?.rule ?? rule)?.tests.length ?? 0,
    unmocked: written?.unmocked.length ?? 0,
    leftOut: written?.leftOut.length ?? 0,
  };
  const refused = { path, id: rule?.id, status: 'refused' as const, out: undefined, unchanged: false, tests };
  if (rule === undefined || twice !== undefined || (written === undefined && !asIs))
    return { ...refused, diagnostics: found };
  const name = relative(resolve(options.from), file.path).split(sep).join('/') || basename(file.path);
  const outputs: OutputFile[] = [{ path: name, content: written?.text ?? readFileSync(file.path, 'utf8') }];
  const beside = written ? written.sidecar : file.sidecar && readFileSync(file.sidecar, 'utf8');
  if (beside !== undefined) outputs.push({ path: name.replace(/\.ya?ml$/, '.rulegen.yml'), content: beside });
  const put = putFiles(options.out, outputs, options.force, (one) => found.push({ ...one, rule: rule.id }));
  if (put === 'failed') return { ...refused, diagnostics: found };
  const status = asIs ? 'copied' : (rule.losses ?? []).length > 0 ? 'partial' : 'written';
  return {
    ...refused,
    status,
    out: shownPath(join(options.out, name)),
    unchanged: put === 'unchanged',
    diagnostics: found,
  };
}
