import { visible } from '../diagnostics/code-frame.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { positionOf } from '../diagnostics/source.ts';
import type { Json, JsonObject } from '../ir/json.ts';
import { isObject } from '../ir/json.ts';
import { JsonError, parseJson } from '../ir/parse-json.ts';
import type { Rule } from '../ir/rule.ts';
import { printVisibly } from '../ir/syntax.ts';
import type { AskedRule } from '../project/ask-rule.ts';
import { askRule } from '../project/ask-rule.ts';
import type { TextAnswer } from '../project/ask-text.ts';
import type { EventAnswer, EventReasons } from '../project/match-event.ts';
import { answersFor, reasonsFor } from '../project/match-event.ts';
import type { TextRunner } from '../targets/runner.ts';
import type { Workspace } from '../workspace.ts';
import type { ShownEvent, ShownRow, ShownTextVerdict } from './answer.ts';

/** What asking takes beside the rule and the event. */
export interface AskingHere {
  readonly workspace: Workspace;
  /** By target. */
  readonly runners: ReadonlyMap<string, TextRunner>;
  readonly report: Report;
}

/** What a rule and its texts answer on an event; the rule is absent where it cannot be asked. */
export function askEvent(text: string, rule: Rule | undefined, here: AskingHere): ShownEvent | undefined {
  if (text.trim() === '') return undefined;
  const event = readEvent(text);
  const none = { fault: undefined, rule: undefined, title: undefined, key: undefined, texts: [] };
  if (typeof event === 'string') return { ...none, fault: event };
  if (rule === undefined) return none;
  const { workspace, runners, report } = here;
  const publishing = workspace.config.base;
  const asked = askRule(
    { rule, folder: '' },
    { project: { workspace }, publishing, environment: undefined, runners, report },
  );
  return showAnswers(asked, event);
}

/** The event, or why the text is none: a sentence. */
function readEvent(text: string): JsonObject | string {
  try {
    const value = parseJson(text);
    if (!isObject(value)) return 'An event is one JSON object, in braces.';
    // A test of a rule, pasted as it is.
    const log = value['Log'];
    return isObject(log) && ('ExpectedResult' in value || 'Name' in value) ? log : value;
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const { line, column } = positionOf({ path: 'event.json', text }, error.at);
    return `This is no JSON: line ${line}, column ${column}: ${error.message}.`;
  }
}

function showAnswers(asked: AskedRule, event: JsonObject): ShownEvent {
  const answers = answersFor(asked, { event, file: 'event.json', line: 1 });
  const reasons = reasonsFor(asked, event, answers.time);
  return {
    fault: undefined,
    rule: {
      ...saidOf(answers.rule, 'The event matches the rule.', 'The event does not match the rule.'),
      rows: reasons.rule.map((row) => showRow({ ...row, answer: String(row.answer) })),
    },
    title: answers.title,
    key: answers.key,
    texts: answers.texts.map((one, i) => showText(one, reasons.texts[i])),
  };
}

function showText(one: EventAnswer, reasons: EventReasons['texts'][number] | undefined): ShownTextVerdict {
  const { difference } = one;
  const codes = [...new Set((difference?.reasons ?? []).map(({ code }) => code))];
  const isFault = difference !== undefined && codes.length === 0;
  const said = saidOf(one.answer, 'It matches.', 'It does not match.');
  const more =
    difference === undefined
      ? ''
      : isFault
        ? ' The rule answers otherwise, and nothing declares that: a fault of rulegen.'
        : ` The rule answers otherwise, as declared: ${codes.join(', ')}.`;
  return {
    ...said,
    says: said.says + more,
    target: one.target,
    home: one.home ?? '',
    isFault,
    rows: (reasons?.rows ?? []).map(showRow),
  };
}

function saidOf(answer: TextAnswer, yes: string, no: string): { matched: boolean | undefined; says: string } {
  if ('error' in answer) return { matched: undefined, says: `${upperFirst(answer.error)}.`.replace(/\.\.$/, '.') };
  return { matched: answer.matched, says: answer.matched ? yes : no };
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Longest value shown. */
const longest = 160;

function showRow(row: Omit<ShownRow, 'saw'> & { saw: readonly { name: string; value: Json | undefined }[] }): ShownRow {
  const { depth, text, answer, saw } = row;
  return {
    depth,
    text: visible(text),
    answer,
    saw: saw.map(({ name, value }) => `${visible(name)} = ${value === undefined ? 'missing' : shortened(value)}`),
  };
}

function shortened(value: Json): string {
  const text = printVisibly(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
