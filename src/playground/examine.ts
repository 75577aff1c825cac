import { outcomeOfViews, type UnitView, viewUnits } from '../catalog/unit-view.ts';
import { compileRule } from '../compile.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { Findings } from '../diagnostics/report.ts';
import type { Rule } from '../ir/rule.ts';
import { lintRule } from '../lint/lint.ts';
import { groupByName } from '../lint/names.ts';
import { internalError } from '../project/internal-error.ts';
import { disagreements, type TestResult, testResults, twinFindings } from '../project/judge-tests.ts';
import { unknownNames } from '../project/unknown-names.ts';
import { readRule } from '../source/rule-file.ts';
import type { TextRunner } from '../targets/runner.ts';
import type { Target } from '../targets/target.ts';
import type { Unit } from '../unit.ts';
import type { Workspace } from '../workspace.ts';
import type { Answer, Question, ShownTarget } from './answer.ts';
import { askEvent } from './ask-event.ts';
import { openPython } from './open-python.ts';
import type { Shelf } from './open-workspace.ts';
import { ruleFile, showFindings } from './show-findings.ts';
import { showRule, showTest } from './show-rule.ts';

/** The log types that a text speaks of: they must be on the shelf before it is examined. */
export function logTypesIn(text: string, known: readonly string[]): readonly string[] {
  return known.filter((name) => text.includes(name));
}

/** Reads, checks and compiles the rule, and asks it and its texts about the event, by those runners that are there. */
export function examine(
  question: Question,
  shelf: Shelf,
  workspace: Workspace,
  runners: ReadonlyMap<string, TextRunner>,
): Answer {
  const findings = new Findings();
  const rule = guarded(() => readQuestion(question, shelf, findings.report), findings.report);
  const tests = rule === undefined ? [] : (guarded(() => testResults(rule, workspace), findings.report) ?? []);
  if (rule) for (const found of judged(rule, tests, workspace, shelf, findings.report)) findings.report(found);
  const isSound = rule !== undefined && findings.count('error') === 0;
  const units = isSound ? compiled(rule, workspace, findings.report) : [];
  for (const unit of units) unit.diagnostics.forEach(findings.report);
  const asked = isSound ? rule : undefined;
  return {
    rule: rule && showRule(rule),
    tests: tests.map(showTest),
    targets: isSound ? workspace.targets.map((target) => showTarget(target, viewUnits(units, target))) : [],
    event: askEvent(question.event, asked, { workspace, runners, report: findings.report }),
    findings: showFindings(findings.sorted, workspace.targets),
  };
}

function showTarget({ name, title }: Target, units: readonly UnitView[]): ShownTarget {
  return { name, title, outcome: outcomeOfViews(units), units };
}

function readQuestion({ rule: text, python }: Question, { logTypes }: Shelf, report: Report): Rule | undefined {
  const file = { path: ruleFile, text };
  return readRule({ file, withTests: true, python: openPython(python, logTypes) }, report);
}

/** What names, lint rules and the rule's own tests say. */
function judged(
  rule: Rule,
  tests: readonly TestResult[],
  workspace: Workspace,
  { pack }: Shelf,
  report: Report,
): readonly Diagnostic[] {
  const { logType, model, lists, targets, today } = workspace;
  const context = {
    logType,
    model,
    lists,
    targets,
    targetNames: targets.map((target) => target.name),
    waivers: [],
    today,
    levels: {},
    rulesByName: groupByName([rule]),
    withTests: true,
  };
  const linted = guarded(() => lintRule(rule, context), report) ?? [];
  const lifted = [...disagreements(rule, tests), ...twinFindings(rule, workspace)];
  return [...unknownNames(rule, pack.logTypes, workspace), ...lifted, ...linted];
}

function compiled(rule: Rule, workspace: Workspace, report: Report): readonly Unit[] {
  return workspace.targets.flatMap(
    ({ name }) =>
      guarded(() => {
        const publishing = { ...workspace.config.base, targets: [name] };
        return compileRule({ rule, folder: '' }, publishing, undefined, workspace);
      }, report) ?? [],
  );
}

/** A fault of ours is told as a finding and leaves the rest standing. */
function guarded<T>(make: () => T, report: Report): T | undefined {
  try {
    return make();
  } catch (error) {
    report(internalError(error, ruleFile));
    return undefined;
  }
}
