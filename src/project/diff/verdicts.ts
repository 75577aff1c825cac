import { evaluate } from '../../ir/evaluate.ts';
import type { JsonObject } from '../../ir/json.ts';
import { printJson } from '../../ir/json.ts';
import type { Rule, RuleTest } from '../../ir/rule.ts';
import { wholeCondition } from '../../ir/rule.ts';
import { eventClock, unsaidTime } from '../../mapping/event-time.ts';
import type { TextRunner } from '../../targets/runner.ts';
import { contextFor } from '../../verify/judge.ts';
import { inEnvironment } from '../../workspace.ts';
import type { AskedText } from '../ask-text.ts';
import { askText, decided } from '../ask-text.ts';
import type { Project } from '../open-project.ts';
import type { SideUnit } from './side.ts';

/** What is answered before and after: undefined where nobody can tell, or where there is nothing to ask. */
export type Answers = readonly [before: boolean | undefined, after: boolean | undefined];

/** An event of a test on which something answers otherwise than before. */
export interface VerdictChange {
  readonly environment: string | undefined;
  readonly test: string;
  /** Whose test it is: where both have the event, it is the new one's. */
  readonly of: 'before' | 'after';
  /** By the rule's own meaning; undefined where only artifacts are compared. */
  readonly meaning: Answers | undefined;
  /** The texts that answer otherwise. */
  readonly texts: readonly { readonly target: string; readonly home: string; readonly answers: Answers }[];
}

/** A unit before and after. */
export interface UnitPair {
  readonly before: SideUnit | undefined;
  readonly after: SideUnit | undefined;
}

/** One state of what is compared. */
export interface Asking {
  readonly project: Project;
  readonly runners: ReadonlyMap<string, TextRunner>;
}

/** The events of the tests of both states of a rule, each once. */
export function testEvents(before: Rule | undefined, after: Rule | undefined): readonly TestEvent[] {
  const events = new Map<string, TestEvent>();
  const add = (test: RuleTest, of: 'before' | 'after'): void => {
    const text = printJson(test.log);
    if (!events.has(text)) events.set(text, { name: test.name, of, log: test.log });
  };
  for (const test of after?.tests ?? []) add(test, 'after');
  for (const test of before?.tests ?? []) add(test, 'before');
  return [...events.values()];
}

export interface TestEvent {
  readonly name: string;
  readonly of: 'before' | 'after';
  readonly log: JsonObject;
}

/** The events of one environment on which rule or texts answer otherwise than before. `meanings`: both states of the rule are known. */
export function verdictChanges(
  events: readonly TestEvent[],
  pairs: readonly UnitPair[],
  before: Asking | undefined,
  after: Asking,
): readonly VerdictChange[] {
  const asked = pairs.map(({ before: old, after: now }) => ({
    unit: (now ?? old)?.unit,
    old: old && asker(old, before ?? after),
    now: now && asker(now, after),
  }));
  return events.flatMap((event): VerdictChange[] => {
    const texts = asked.flatMap(({ unit, old, now }) => {
      const answers: Answers = [old?.text(event.log), now?.text(event.log)];
      const known = unit !== undefined && answers[0] !== undefined && answers[1] !== undefined;
      return known && answers[0] !== answers[1] ? [{ target: unit.target, home: unit.home, answers }] : [];
    });
    const [own] = asked.filter(({ old, now }) => old && now);
    const meaning: Answers | undefined =
      before === undefined ? undefined : [own?.old?.meaning(event.log), own?.now?.meaning(event.log)];
    const differs = meaning !== undefined && meaning[0] !== meaning[1] && !meaning.includes(undefined);
    if (texts.length === 0 && !differs) return [];
    const environment = asked[0]?.unit?.environment;
    return [{ environment, test: event.name, of: event.of, meaning, texts }];
  });
}

interface Asker {
  readonly text: (event: JsonObject) => boolean | undefined;
  readonly meaning: (event: JsonObject) => boolean | undefined;
}

/** How a unit's text and its rule answer. A home that does not hold the event finds nothing. */
function asker({ unit, publishing }: SideUnit, { project, runners }: Asking): Asker | undefined {
  if (publishing === undefined) return undefined;
  const workspace = inEnvironment(project.workspace, publishing);
  const target = workspace.targets.find(({ name }) => name === unit.target);
  const runner = runners.get(unit.target);
  const rule = unit.proof?.mapped.rule;
  if (target === undefined || runner === undefined || rule === undefined) return undefined;
  const guessed = publishing.guessed.includes(target.name);
  let text: AskedText | undefined;
  const condition = wholeCondition(rule);
  const clock = eventClock(workspace.logType(unit.logType));
  const contextOf = (event: JsonObject) => contextFor(event, unit.logType, workspace);
  const answerOf = (answer: ReturnType<typeof decided>): boolean | undefined =>
    'error' in answer ? undefined : answer.matched;
  return {
    text: (event) => {
      text ??= askText(unit, { rule, target, runner, workspace, guessed });
      if (text.mute !== undefined) return undefined;
      return text.holds(contextOf(event)) ? answerOf(text.answer(event, clock(event) ?? unsaidTime)) : false;
    },
    meaning: (event) => answerOf(decided(() => evaluate(condition, contextOf(event)))),
  };
}
