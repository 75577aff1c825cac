import type { Publishing } from '../config.ts';
import { withExceptions } from '../exceptions.ts';
import { type Context, evaluate } from '../ir/evaluate.ts';
import { type Rule, type RuleTest, wholeCondition } from '../ir/rule.ts';
import { eventClock, unsaidTime } from '../mapping/event-time.ts';
import { type AskedText, askText } from '../project/ask-text.ts';
import type { Project } from '../project/open-project.ts';
import type { TextRunner } from '../targets/runner.ts';
import type { Unit } from '../unit.ts';
import { contextFor } from '../verify/judge.ts';
import type { VerdictView } from './rule-view.ts';

interface Asking {
  readonly project: Project;
  readonly publishing: Publishing;
  readonly runners: ReadonlyMap<string, TextRunner>;
  readonly options: { readonly targets: readonly string[] };
}

/** Reads a rule's texts back; the answer says what each of them makes of a test's event. */
export function verdictsOf(
  rule: Rule,
  units: readonly Unit[],
  asking: Asking,
): (test: RuleTest) => readonly VerdictView[] {
  const { project, publishing, runners, options } = asking;
  const { workspace } = project;
  const asked = new Map<string, readonly AskedText[] | string>();
  for (const target of workspace.targets.filter(({ name }) => options.targets.includes(name))) {
    const built = units.filter((unit) => unit.target === target.name && unit.status === 'built');
    const runner = runners.get(target.name);
    if (built.length === 0 || rule.tests.length === 0) asked.set(target.name, 'no artifact');
    else if (runner === undefined) asked.set(target.name, 'not run');
    else {
      const guessed = publishing.guessed.includes(target.name);
      asked.set(
        target.name,
        readTexts(() => built.map((unit) => askText(unit, { rule, target, runner, workspace, guessed }))),
      );
    }
  }
  const clocks = new Map(rule.logTypes.map((name) => [name, eventClock(workspace.logType(name))]));
  return (test) =>
    [...asked].flatMap(([target, texts]): VerdictView[] => {
      if (typeof texts === 'string') return [{ target, kind: 'none', says: texts }];
      if (test.under !== undefined) return [{ target, kind: 'none', says: 'has mocks' }];
      const said = test.log['p_log_type'];
      const own =
        typeof said === 'string' && rule.logTypes.includes(said)
          ? texts.filter(({ logType }) => logType === said)
          : texts;
      return answersOf(target, test, own, {
        time: (logType) => clocks.get(logType)?.(test.log) ?? unsaidTime,
        context: (logType) => contextFor(test.log, logType, workspace),
        meant: withExceptions(rule, publishing, target, workspace.today),
      });
    });
}

/** A fault of ours in reading a text costs its verdicts, not the page. */
function readTexts(read: () => readonly AskedText[]): readonly AskedText[] | string {
  try {
    return read();
  } catch {
    return 'could not be run';
  }
}

interface Around {
  readonly time: (logType: string) => number;
  readonly context: (logType: string) => Context;
  /** The rule with the exceptions that hold on the target. */
  readonly meant: Rule;
}

function answersOf(target: string, test: RuleTest, texts: readonly AskedText[], around: Around): VerdictView[] {
  const holding = texts.filter((text) => text.holds(around.context(text.logType)));
  if (holding.length === 0) return [{ target, kind: 'none', says: 'not stored there' }];
  const views = holding.map((text): VerdictView => {
    const time = around.time(text.logType);
    const answer = text.mute === undefined ? text.answer(test.log, time) : { error: text.mute };
    if ('error' in answer) return { target, kind: 'none', says: cut(answer.error) };
    if (answer.matched === test.expected) return { target, kind: 'good', says: answer.matched ? 'match' : 'no match' };
    const { exceptions = [] } = around.meant;
    if (
      exceptions.length > 0 &&
      !answer.matched &&
      !evaluate(wholeCondition(around.meant), around.context(text.logType))
    )
      return { target, kind: 'declared', says: 'no match: an exception' };
    const direction = answer.matched ? 'wider' : 'narrower';
    const declared = text
      .declared(test.log, time, around.context(text.logType))
      .filter((one) => one.direction === direction);
    const codes = [...new Set(declared.map(({ code }) => code))].join(', ');
    const says = answer.matched ? 'match' : 'no match';
    return codes === ''
      ? { target, kind: 'bad', says }
      : { target, kind: 'declared', says: `${says}: declared as ${codes}` };
  });
  return [...new Map(views.map((view) => [`${view.kind} ${view.says}`, view])).values()];
}

function cut(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
