import { catalogue } from '../diagnostics/catalogue.ts';
import { visible } from '../diagnostics/code-frame.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { placeOf } from '../diagnostics/report.ts';
import { checkLevels, lintRule } from '../lint/lint.ts';
import type { LintContext } from '../lint/lint-rule.ts';
import { groupByName } from '../lint/names.ts';
import { lintRules } from '../lint/rules.ts';
import { rulesOf } from '../project/build.ts';
import { discoverRules } from '../project/discover.ts';
import { shownPath } from '../project/files.ts';
import { internalError } from '../project/internal-error.ts';
import { lintExceptions } from '../project/lint-exceptions.ts';
import { knownLogTypes, type Project } from '../project/open-project.ts';
import { idIn } from '../project/other-files.ts';
import { type ReadRule, readRuleFile } from '../project/read-rules.ts';
import { unknownNames } from '../project/unknown-names.ts';
import { exitCode } from './exit.ts';
import type { GlobalOptions } from './session.ts';
import { codeFor, openSession } from './session.ts';
import type { Format } from './show-findings.ts';
import { countText, showFindings } from './show-findings.ts';

interface Options extends GlobalOptions {
  readonly strict?: boolean;
  readonly rules?: boolean;
  readonly format: Format;
}

/** `rulegen lint`. */
export function runLint(paths: readonly string[], options: Options): void {
  const { project, findings, terminal, broken } = openSession(options);
  if (options.rules === true) {
    terminal.print(options.format === 'json' ? listJson() : listText());
    return;
  }
  const span = project.config.file && { file: project.config.file, start: 0, end: 0 };
  for (const found of checkLevels(project.config.lint)) findings.report(span ? { ...found, span } : found);
  const read = broken ? [] : rulesOf(paths, project, findings.report).map((file) => readRuleFile(file, true));
  const context = contextFor(project, paths.length === 0 ? read : [...read, ...otherRules(project, read)]);
  const logTypes = knownLogTypes(project.root);
  read.forEach((one, i) => {
    terminal.progress('linting', i + 1, read.length);
    one.diagnostics.forEach(findings.report);
    if (one.rule === undefined) return;
    unknownNames(one.rule, logTypes, project.workspace).forEach(findings.report);
    try {
      lintRule(one.rule, context).forEach(findings.report);
    } catch (error) {
      findings.report(internalError(error, shownPath(one.file.path)));
    }
  });
  if (!broken) {
    const ids = paths.length > 0 ? undefined : read.flatMap(({ file, rule }) => rule?.id ?? idIn(file) ?? []);
    const rules = read.flatMap(({ rule }) => rule ?? []);
    lintExceptions(rules, ids, context, project).forEach(findings.report);
  }
  const found = findings.sorted;
  const remarks = found.filter((one) => one.severity === 'info');
  const told = countText(found);
  const counts = [
    told === '' ? 'no errors, no warnings' : told,
    ...(remarks.length > 0 ? [`${remarks.length} remarks`] : []),
  ];
  const text = [
    ...(options.format === 'text' ? remarks.map(remarkLine) : []),
    `${read.length} rules linted: ${counts.join(', ')}.`,
  ];
  const shown = options.format === 'text' ? found.filter((one) => one.severity !== 'info') : found;
  showFindings(shown, options.format, terminal, { rules: read.length }, text.join('\n'));
  process.exitCode = broken ? exitCode.usage : codeFor(found, options.strict);
}

/** A remark on one line: they are many, and none is urgent. */
function remarkLine(found: Diagnostic): string {
  return visible(`${placeOf(found)} ${found.severity}[${found.code}] ${found.message}`);
}

/** The rules of the rules folders that are not linted, for what concerns several rules. */
function otherRules(project: Project, read: readonly ReadRule[]): ReadRule[] {
  const linted = new Set(read.map((one) => one.file.path));
  return discoverRules(project.rulesFolders, project.rulesFolders, () => {})
    .filter((file) => !linted.has(file.path))
    .map((file) => readRuleFile(file, false, { wanted: () => false }));
}

/** What lint looks at beside each rule. */
export function contextFor(project: Project, rules: readonly ReadRule[]): LintContext {
  const { workspace, config } = project;
  const publishings = [config.base, ...config.environments];
  const published = config.environments.length > 0 ? config.environments : [config.base];
  const waivers = new Set(publishings.flatMap((publishing) => publishing.waivers));
  return {
    logType: workspace.logType,
    model: workspace.model,
    lists: workspace.lists,
    targets: workspace.targets.filter((target) => published.some((p) => p.targets.includes(target.name))),
    targetNames: workspace.targets.map((target) => target.name),
    waivers: [...waivers],
    today: workspace.today,
    levels: config.lint,
    rulesByName: groupByName(rules.flatMap(({ rule }) => rule ?? [])),
    withTests: true,
  };
}

function listText(): string {
  const width = Math.max(...lintRules.map((lint) => lint.name.length));
  return lintRules
    .map((lint) => `${lint.name.padEnd(width)}  ${catalogue[lint.name].severity.padEnd(7)}  ${lint.doc.what}`)
    .join('\n');
}

function listJson(): string {
  const rows = lintRules.map(({ name, doc }) => ({ name, level: catalogue[name].severity, ...doc }));
  return JSON.stringify(rows, null, 2);
}
