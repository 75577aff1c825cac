import { dirname, join } from 'node:path';
import { compileRule } from '../compile.ts';
import type { Publishing } from '../config.ts';
import { type Diagnostic, findingAsData, type Report } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source.ts';
import type { Outcome } from '../docs/coverage.ts';
import { printJson } from '../ir/json.ts';
import { normalize } from '../ir/normalize.ts';
import type { Rule } from '../ir/rule.ts';
import { wholeCondition } from '../ir/rule.ts';
import { loadRunners } from '../project/ask-rule.ts';
import { liftFindings } from '../project/check-lift.ts';
import type { RuleFile } from '../project/discover.ts';
import { readSource, shownPath } from '../project/files.ts';
import { internalError } from '../project/internal-error.ts';
import { type TestResult, testResults } from '../project/judge-tests.ts';
import { knownLogTypes, type Project } from '../project/open-project.ts';
import { readRuleFile } from '../project/read-rules.ts';
import { unknownNames } from '../project/unknown-names.ts';
import { type Staged, stageInside } from '../project/write-output.ts';
import type { TextRunner } from '../targets/runner.ts';
import type { Unit } from '../unit.ts';
import { actionsOf, platformOf } from './actions.ts';
import { attackRows } from './attack-rows.ts';
import { conjunctsOf } from './conjuncts.ts';
import type { RuleFacts } from './facts.ts';
import type { Site } from './frame.ts';
import { indicatorsOf } from './indicators.ts';
import { type Logic, logicOf, refusedLogic } from './logic.ts';
import {
  aboutRule,
  alertOf,
  exceptionsOf,
  goodUntil,
  outputsOf,
  severitiesOf,
  statusOf,
  waiversOf,
} from './make-view.ts';
import { rulePage } from './rule-page.ts';
import type { RuleView, TargetView, TestView } from './rule-view.ts';
import { outcomeOfViews, viewUnits } from './unit-view.ts';
import { verdictsOf } from './verdicts.ts';

/** What the pages of rules depend on beside their files. */
export interface EntryOptions {
  /** Absolute folder of the site. */
  readonly out: string;
  readonly environment: string | undefined;
  readonly targets: readonly string[];
  /** The texts of every target are run on the tests, those whose runner is heavy too. */
  readonly verify: boolean;
  readonly site: Site;
  /** File names of the pages, by the path of the rule file. */
  readonly slugs: Readonly<Record<string, string>>;
}

/** A rule's page, staged with open slots, with what other pages need to know of it. Plain data. */
export interface Entry {
  readonly path: string;
  readonly facts: RuleFacts;
  readonly page: Staged;
  readonly texts: readonly Staged[];
  /** What is told beside the pages: faults of ours and of the disk. */
  readonly told: readonly Diagnostic[];
  /** Errors of the rule, which stand on its page. */
  readonly errors: number;
}

/** Findings that a page cannot tell. */
const toldCodes: readonly Diagnostic['code'][] = ['write-failed', 'unsafe-path', 'internal-error'];

/** Makes one rule's page after the other. Runners are loaded first. */
export async function entryBuilder(options: EntryOptions, project: Project): Promise<(file: RuleFile) => Entry> {
  const { workspace, config } = project;
  const named = config.environments.find(({ name }) => name === options.environment);
  const publishing: Publishing = { ...(named ?? config.base), targets: options.targets };
  const light = workspace.targets.filter(({ heavyRunner }) => options.verify || !heavyRunner).map(({ name }) => name);
  const runners = await loadRunners(
    light.filter((name) => options.targets.includes(name)),
    project,
  );
  const logTypes = knownLogTypes(project.root);
  return (file) => makeEntry(file, { options, project, publishing, runners, logTypes });
}

interface Making {
  readonly options: EntryOptions;
  readonly project: Project;
  readonly publishing: Publishing;
  readonly runners: ReadonlyMap<string, TextRunner>;
  readonly logTypes: readonly string[];
}

function makeEntry(file: RuleFile, making: Making): Entry {
  const { options, project } = making;
  const { workspace } = project;
  const read = readRuleFile(file, true);
  const found: Diagnostic[] = [
    ...read.diagnostics,
    ...(read.rule ? unknownNames(read.rule, making.logTypes, workspace) : []),
  ];
  const isSound = (): boolean => !found.some((one) => one.severity === 'error');
  if (read.rule && isSound()) found.push(...liftFindings(read, true, workspace));
  const shown = read.rule ?? shownInstead(file);
  const slug = options.slugs[file.path] ?? '';
  const units =
    read.rule && isSound() ? compileAll(read.rule, read.folder ?? '', making, (one) => found.push(one)) : [];
  const results = read.rule ? resultsOf(read.rule, making) : [];
  const logic =
    shown === undefined || (shown.condition.kind === 'false' && read.rule === undefined)
      ? refusedLogic(found, pythonOf(file) !== undefined)
      : logicOf(shown);
  const targets = workspace.targets
    .filter(({ name }) => options.targets.includes(name))
    .map((target): TargetView => ({ name: target.name, title: target.title, units: viewUnits(units, target) }));
  const tests = testViews(read.rule ?? shown, results, units, making);
  const view = { ...viewOf(file, shown, making, logic, slug), targets, tests, environment: options.environment };
  const { page, texts } = rulePage(view, options.site);
  const stage = (path: string, content: string): Staged =>
    stageInside(options.out, path, content, (one) => found.push(one));
  return {
    path: file.path,
    facts: factsOf(file, shown, view, results, making),
    page: stage(`rules/${slug}.html`, page),
    texts: texts.map((one) => stage(one.path, one.content)),
    told: found.filter(({ code }) => toldCodes.includes(code)).map(findingAsData),
    errors: found.filter(({ severity }) => severity === 'error').length,
  };
}

/** What can be shown of a rule that is refused: its condition in part, else its metadata alone. */
function shownInstead(file: RuleFile): Rule | undefined {
  return readRuleFile(file, true, { partial: true }).rule ?? readRuleFile(file, true, { wanted: () => false }).rule;
}

function compileAll(rule: Rule, folder: string, making: Making, report: Report): readonly Unit[] {
  try {
    const { publishing, options, project } = making;
    return compileRule({ rule, folder }, publishing, options.environment, project.workspace);
  } catch (error) {
    report({ ...internalError(error, rule.file.path), rule: rule.id });
    return [];
  }
}

function resultsOf(rule: Rule, { project }: Making): readonly TestResult[] {
  return testResults(rule, project.workspace);
}

function testViews(
  rule: Rule | undefined,
  results: readonly TestResult[],
  units: readonly Unit[],
  making: Making,
): readonly TestView[] {
  if (rule === undefined) return [];
  const asked = verdictsOf(rule, units, making);
  const onEvents = rule.tests.map((test): TestView => {
    const result = results.find((one) => one.test === test);
    return {
      name: test.name,
      expected: test.expected,
      rule: result?.status ?? 'not run',
      detail: result === undefined || result.status === 'passed' ? '' : result.detail.slice(0, 1000),
      verdicts: asked(test),
      event: printJson(test.log, 2),
    };
  });
  const overTime = rule.alertTests.map((test): TestView => {
    const result = results.find((one) => one.test === test);
    return {
      name: test.name,
      expected: undefined,
      rule: result?.status ?? 'not run',
      detail: result?.detail.slice(0, 1000) ?? '',
      verdicts: [],
      event: test.events
        .map(
          ({ offset, delay, log }) =>
            `# after ${offset / 1000} s${delay === 0 ? '' : `, ${delay / 1000} s late`}\n${printJson(log, 2)}`,
        )
        .join('\n'),
    };
  });
  return [...onEvents, ...overTime];
}

function viewOf(
  file: RuleFile,
  rule: Rule | undefined,
  { publishing, project }: Making,
  logic: Logic,
  slug: string,
): Omit<RuleView, 'targets' | 'tests' | 'environment'> {
  const sources = sourcesOf(file);
  const { today } = project.workspace;
  if (rule === undefined) {
    const path = shownPath(file.path);
    return {
      id: path,
      title: path,
      slug,
      platform: 'Unreadable',
      description: 'This file could not be read as a rule.',
      about: [{ name: 'Source', values: [path] }],
      attack: [],
      sources,
      logic,
      severities: [],
      alert: { title: path, grouping: '' },
      outputs: [],
      waivers: [],
      suppressions: [],
      exceptions: [],
    };
  }
  return {
    id: rule.id,
    title: rule.displayName,
    slug,
    platform: platformOf(rule.logTypes[0] ?? 'No log type'),
    description: rule.metadata.description ?? '',
    about: aboutRule(rule),
    attack: attackRows(rule, publishing.attackVersion['default'] ?? 18),
    sources,
    logic,
    severities: severitiesOf(rule),
    alert: alertOf(rule),
    outputs: outputsOf(rule),
    waivers: waiversOf(rule, publishing),
    suppressions: rule.suppressions.map(({ lint, reason }) => ({ what: lint, reason })),
    exceptions: exceptionsOf(rule, publishing, today),
  };
}

function factsOf(
  file: RuleFile,
  shown: Rule | undefined,
  view: RuleView,
  results: readonly TestResult[],
  { publishing, project }: Making,
): RuleFacts {
  const until = shown && goodUntil(shown, publishing, project.workspace.today);
  const condition =
    shown && view.logic.expressed !== 'none' ? normalize(wholeCondition(shown)) : ({ kind: 'true' } as const);
  const logTypes = shown?.logTypes ?? [];
  return {
    id: view.id,
    title: view.title,
    slug: view.slug,
    path: shownPath(file.path),
    description: view.description,
    logTypes,
    severity: shown?.alert.severity.otherwise ?? 'Info',
    enabled: shown?.lifecycle.enabled ?? false,
    status: shown ? statusOf(shown) : 'unreadable',
    tags: shown?.metadata.tags ?? [],
    attack: view.attack,
    expressed: view.logic.expressed,
    outcomes: Object.fromEntries(
      view.targets.map((target): [string, Outcome] => [target.name, outcomeOfViews(target.units)]),
    ),
    actions: actionsOf(condition, logTypes),
    indicators: indicatorsOf(condition),
    conjuncts: conjunctsOf(condition),
    tests: { all: results.length, failed: results.filter(({ status }) => status === 'failed').length },
    ...(until !== undefined && { goodUntil: until }),
  };
}

/** The files that say what the rule is: its own, its sidecar, its Python. */
function sourcesOf(file: RuleFile): RuleView['sources'] {
  const quiet: Report = () => undefined;
  const texts = [
    readSource(file.path, quiet),
    file.sidecar === undefined ? undefined : readSource(file.sidecar, quiet),
    pythonOf(file),
  ];
  return texts.flatMap((source, i) =>
    source === undefined
      ? []
      : [
          {
            name: source.path.slice(source.path.lastIndexOf('/') + 1),
            language: i === 2 ? ('python' as const) : ('yaml' as const),
            text: source.text,
          },
        ],
  );
}

/** The Python that a rule file names, where it stands beside it. */
export function pythonOf(file: RuleFile): SourceFile | undefined {
  const text = readSource(file.path, () => undefined)?.text ?? '';
  const [, name] = /^Filename:[ \t]*["']?([\w.-]+\.py)["']?[ \t]*(?:#.*)?\r?$/m.exec(text) ?? [];
  return name === undefined ? undefined : readSource(join(dirname(file.path), name), () => undefined);
}
