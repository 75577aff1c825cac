import type { Context } from '../ir/evaluate.ts';
import { evaluate } from '../ir/evaluate.ts';
import type { JsonObject } from '../ir/json.ts';
import { pythonText } from '../ir/python-text.ts';
import { readValue } from '../ir/read-value.ts';
import type { TracedRow } from '../ir/trace.ts';
import { traceCondition } from '../ir/trace.ts';
import { unsaidTime } from '../mapping/event-time.ts';
import type { TraceLine } from '../targets/runner.ts';
import type { AskedRule } from './ask-rule.ts';
import type { DeclaredCode, TextAnswer } from './ask-text.ts';
import { decided } from './ask-text.ts';
import type { PlacedEvent } from './events.ts';

/** What a rule and its texts say of one event. */
export interface EventAnswers {
  readonly place: PlacedEvent;
  readonly time: number | undefined;
  readonly rule: TextAnswer;
  /** The alert's title and grouping key, where the rule matches. */
  readonly title: string | undefined;
  readonly key: string | undefined;
  /** What the rule counts distinct values of, where it does. */
  readonly distinct: string | undefined;
  readonly texts: readonly EventAnswer[];
}

/** What one text says of an event. */
export interface EventAnswer {
  readonly target: string;
  readonly home: string | null;
  readonly answer: TextAnswer;
  /** It cannot be asked about any event. */
  readonly mute: boolean;
  /** Where the text says otherwise than the rule: how, and which declared reasons explain it. */
  readonly difference: Difference | undefined;
}

/** `reasons` empty: nothing that was declared explains it. */
export interface Difference {
  readonly direction: 'wider' | 'narrower';
  readonly reasons: readonly DeclaredCode[];
}

/** How each row came to its answer. */
export interface EventReasons {
  readonly rule: readonly TracedRow[];
  readonly texts: readonly {
    readonly target: string;
    readonly home: string | null;
    readonly rows: readonly TraceLine[];
  }[];
}

/** Asks a rule and its texts about an event. */
export function answersFor(asked: AskedRule, place: PlacedEvent): EventAnswers {
  const { event } = place;
  const context = asked.context(event);
  const time = asked.time(event);
  const rule = asked.answer(context);
  const texts = asked.texts(event).map((text): EventAnswer => {
    const answer = text.answer(event, time ?? unsaidTime);
    const { meaning } = text;
    const meant = meaning === undefined ? rule : decided(() => evaluate(meaning, context));
    const differs = 'matched' in meant && 'matched' in answer && meant.matched !== answer.matched;
    const direction = 'matched' in answer && answer.matched ? 'wider' : 'narrower';
    const declared = differs ? text.declared(event, time ?? unsaidTime, context) : [];
    const reasons = declared.filter((one) => one.direction === direction);
    return {
      target: text.target,
      home: text.home,
      answer,
      mute: text.mute !== undefined,
      difference: differs ? { direction, reasons } : undefined,
    };
  });
  const matched = 'matched' in rule && rule.matched;
  return {
    place,
    time,
    rule,
    title: matched ? said(asked.rule.alert.title, context) : undefined,
    key: matched ? keyOf(asked, context) : undefined,
    distinct: matched && asked.rule.alert.distinct ? said(asked.rule.alert.distinct, context) : undefined,
    texts,
  };
}

/** Traces the rule's rows and its texts' on an event. */
export function reasonsFor(asked: AskedRule, event: JsonObject, time: number | undefined): EventReasons {
  return {
    rule: traceCondition(asked.condition, asked.context(event)),
    texts: asked
      .texts(event)
      .map((text) => ({ target: text.target, home: text.home, rows: text.trace(event, time ?? unsaidTime) })),
  };
}

/** Panther cuts keys at this length. */
const longestKey = 1000;

/** The text by which Panther groups the event's alerts. */
function keyOf({ rule }: AskedRule, context: Context): string {
  return (said(rule.alert.key, context) || rule.id).slice(0, longestKey);
}

function said(value: Parameters<typeof readValue>[0], context: Context): string {
  return pythonText(readValue(value, context));
}
