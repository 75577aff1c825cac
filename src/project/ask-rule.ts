import type { PlacedRule } from '../compile.ts';
import { compileRule } from '../compile.ts';
import type { Publishing } from '../config.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { withExceptions } from '../exceptions.ts';
import type { Condition } from '../ir/condition.ts';
import type { Context } from '../ir/evaluate.ts';
import { evaluate } from '../ir/evaluate.ts';
import type { JsonObject } from '../ir/json.ts';
import type { Rule } from '../ir/rule.ts';
import { wholeCondition } from '../ir/rule.ts';
import { eventClock } from '../mapping/event-time.ts';
import type { TextRunner } from '../targets/runner.ts';
import { contextFor } from '../verify/judge.ts';
import { inEnvironment } from '../workspace.ts';
import type { AskedText, TextAnswer } from './ask-text.ts';
import { askText, decided, muteText } from './ask-text.ts';
import { internalError } from './internal-error.ts';
import type { Project } from './open-project.ts';

/** A rule ready to be asked about events: its meaning, and its texts. */
export interface AskedRule {
  readonly rule: Rule;
  readonly condition: Condition;
  readonly context: (event: JsonObject) => Context;
  /** When the event happened, ms since 1970; undefined where it does not say. */
  readonly time: (event: JsonObject) => number | undefined;
  readonly answer: (context: Context) => TextAnswer;
  /** The texts whose homes hold the event, of its own log type, where it says one that the rule has, else of all; one that says so for a target without. */
  readonly texts: (event: JsonObject) => readonly AskedText[];
}

/** What asking needs beside the rule. */
export interface Asking {
  readonly project: Pick<Project, 'workspace'>;
  readonly publishing: Publishing;
  readonly environment: string | undefined;
  /** By target, for those whose texts are asked. */
  readonly runners: ReadonlyMap<string, TextRunner>;
  readonly report: Report;
}

/** The runners of some targets, loaded. */
export async function loadRunners(
  names: readonly string[],
  project: Project,
): Promise<ReadonlyMap<string, TextRunner>> {
  const loaded = new Map<string, TextRunner>();
  for (const target of project.workspace.targets)
    if (names.includes(target.name)) loaded.set(target.name, await target.runner());
  return loaded;
}

/** Compiles a rule for the targets whose runners are given, and reads the texts back. */
export function askRule(placed: PlacedRule, asking: Asking): AskedRule {
  const workspace = inEnvironment(asking.project.workspace, asking.publishing);
  const rule = withExceptions(placed.rule, asking.publishing, undefined, workspace.today);
  const logTypeOf = (event: JsonObject): string => {
    const said = event['p_log_type'];
    return typeof said === 'string' ? said : (rule.logTypes[0] ?? '');
  };
  const condition = wholeCondition(rule);
  const clocks = new Map(rule.logTypes.map((name) => [name, eventClock(workspace.logType(name))]));
  const anyClock = eventClock(undefined);
  const texts = textsOf(placed, asking);
  return {
    rule,
    condition,
    context: (event) => contextFor(event, logTypeOf(event), workspace),
    time: (event) => (clocks.get(logTypeOf(event)) ?? anyClock)(event),
    answer: (context) => decided(() => evaluate(condition, context)),
    texts: (event) => {
      const said = event['p_log_type'];
      const own =
        typeof said === 'string' && rule.logTypes.includes(said)
          ? texts.filter((text) => text.logType === said)
          : texts;
      const holding = own.filter((text) => text.holds(contextFor(event, text.logType, workspace)));
      const absent = own.filter(({ target }) => !holding.some((text) => text.target === target));
      const targets = new Set(absent.map(({ target }) => target));
      return [...holding, ...[...targets].map((target) => absentText(target, logTypeOf(event)))];
    },
  };
}

/** What a target says of an event that none of the rule's homes holds. */
function absentText(target: string, logType: string): AskedText {
  return {
    ...muteText({ target, logType, home: null }, "not asked: none of the rule's homes holds this event"),
    mute: undefined,
  };
}

/** A fault of ours on one target leaves the others standing. */
function textsOf(placed: PlacedRule, asking: Asking): AskedText[] {
  const { rule } = placed;
  const { project, publishing, environment, runners, report } = asking;
  const workspace = inEnvironment(project.workspace, publishing);
  return workspace.targets.flatMap((target) => {
    const runner = runners.get(target.name);
    if (runner === undefined) return [];
    // Whether the rule is published there is no matter: it is asked what it would say.
    const here = { ...publishing, targets: [target.name], only: undefined, except: [] };
    const guessed = publishing.guessed.includes(target.name);
    try {
      const units = compileRule(placed, here, environment, workspace);
      const meant = withExceptions(rule, publishing, target.name, workspace.today);
      const isOwn = (meant.exceptions ?? []).some(({ targets }) => targets !== undefined);
      const meaning = isOwn ? wholeCondition(meant) : undefined;
      return units.map((unit) => askText(unit, { rule: meant, target, runner, workspace, guessed }, meaning));
    } catch (error) {
      const fault = internalError(error, rule.file.path);
      report({ ...fault, rule: rule.id, target: target.name });
      return rule.logTypes.map((logType) => muteText({ target: target.name, logType, home: null }, fault.message));
    }
  });
}
