import { visible } from '../diagnostics/code-frame.ts';
import type { Json } from '../ir/json.ts';
import { printVisibly } from '../ir/syntax.ts';
import type { AlertDay } from '../project/alert-days.ts';
import type { EventAnswers, EventReasons } from '../project/match-event.ts';
import { table } from './table.ts';

/** Counts over all events of a run. */
export interface MatchTotals {
  events: number;
  matched: number;
  /** Matching events that do not say when they happened: they are in no day. */
  timeless: number;
  /** Answers of texts that differ from the rule's, and nothing declared explains it. */
  undeclared: number;
  readonly texts: Map<string, TextCount>;
}

/** Counts of one text. */
export interface TextCount {
  readonly target: string;
  readonly home: string | null;
  matched: number;
  errors: number;
  /** Matches by day (UTC). */
  readonly days: Map<string, number>;
  /** Why a text was not asked at all. */
  readonly mute: string | undefined;
}

/** `events.ndjson:3  match     2026-01-31T12:00:00Z  title  · spl yes · kql no (narrower: null-stored-as-empty)`. */
export function lineOf(answers: EventAnswers): string {
  const { place, rule, time, title, texts } = answers;
  const verdict = 'error' in rule ? visible(rule.error) : rule.matched ? 'match' : 'no match';
  const when = time === undefined ? [] : [new Date(time).toISOString().replace('.000Z', 'Z')];
  const told = texts.flatMap(({ target, home, answer, mute, difference }) => {
    if (mute) return [];
    const name = nameOf({ target, home });
    if ('error' in answer) return `${name} ${visible(answer.error)}`;
    const said = `${name} ${answer.matched ? 'yes' : 'no'}`;
    if (difference === undefined) return said;
    const codes = difference.reasons.map((reason) => reason.code);
    return `${said} (${difference.direction}: ${codes.length > 0 ? codes.join(', ') : 'undeclared, a fault of rulegen'})`;
  });
  const line = [`${place.file}:${place.line}`, verdict, ...when, ...(title === undefined ? [] : [visible(title)])].join(
    '  ',
  );
  return [line, ...told.map((text) => `  ${text}`)].join('\n');
}

/** Longest value shown. */
const longest = 120;

/** The rows behind the answers, indented below an event's line. */
export function whyLines({ rule, texts }: EventReasons): string[] {
  const lines = (
    rows: readonly { readonly depth: number; readonly text: string; readonly answer: string; readonly saw: Saw }[],
  ): string[] =>
    rows.flatMap(({ depth, text, answer, saw }) => {
      const margin = '  '.repeat(depth + 2);
      const seen = saw.map(({ name, value }) => `${' '.repeat(8)}${margin}${visible(name)} = ${shown(value)}`);
      return [`${margin}${answer.padEnd(5)}  ${visible(text)}`, ...seen];
    });
  return [
    '  by the rule',
    ...lines(rule.map((row) => ({ ...row, answer: String(row.answer) }))),
    ...texts.flatMap(({ target, home, rows }) =>
      rows.length === 0 ? [] : [`  by ${nameOf({ target, home })}`, ...lines(rows)],
    ),
  ];
}

type Saw = readonly { readonly name: string; readonly value: Json | undefined }[];

function shown(value: Json | undefined): string {
  if (value === undefined) return 'missing';
  const text = printVisibly(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** Matches and alerts by day, as a table; a column for each text that could be asked. */
export function daysText(days: readonly AlertDay[], { texts, timeless }: MatchTotals): string {
  const asked = [...texts.values()].filter(({ mute }) => mute === undefined);
  const rows = days.map(({ day, matches, alerts }) => [
    day,
    ...[matches, alerts, ...asked.map((text) => text.days.get(day) ?? 0)].map(String),
  ]);
  const text = table(['day (UTC)', 'matches', 'alerts', ...asked.map((one) => `by ${nameOf(one)}`)], rows, 'text');
  return timeless > 0 ? `${text}\n${timeless} matching events do not say when they happened and are in no day.` : text;
}

/** The last line: how many events match, and which texts could not be asked. */
export function totalsText({ events, matched, undeclared, texts }: MatchTotals): string {
  const counts = [...texts.values()];
  const told = counts.filter(({ mute }) => mute === undefined).map((one) => `${nameOf(one)} ${one.matched}`);
  const mute = counts.flatMap((one) =>
    one.mute === undefined ? [] : `${nameOf(one)} was not asked: ${visible(one.mute)}`,
  );
  const wrong = undeclared === 0 ? '' : ` ${undeclared} undeclared differences: faults of rulegen.`;
  const total = `${matched} of ${events} events match${told.length > 0 ? ` (${told.join(', ')})` : ''}.${wrong}`;
  return [...mute, total].join('\n');
}

function nameOf({ target, home }: Pick<TextCount, 'target' | 'home'>): string {
  return home === null ? target : `${target}/${home}`;
}
