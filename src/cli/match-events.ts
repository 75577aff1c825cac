import { visible } from '../diagnostics/code-frame.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Json } from '../ir/json.ts';
import { printVisibly } from '../ir/syntax.ts';
import type { GroupedMatch } from '../project/alert-days.ts';
import { alertDays } from '../project/alert-days.ts';
import type { AskedRule } from '../project/ask-rule.ts';
import { readEvents } from '../project/events.ts';
import type { EventAnswers } from '../project/match-event.ts';
import { answersFor, reasonsFor } from '../project/match-event.ts';
import type { MatchOptions } from './match.ts';
import { plainAnswers, plainReasons } from './match-json.ts';
import type { Output } from './output.ts';
import { table } from './table.ts';

/** Counts over all events. */
interface Totals {
  events: number;
  matched: number;
  /** Events without a time, which `--summary` cannot place. */
  timeless: number;
  undeclared: number;
  readonly texts: Map<string, Count>;
}

interface Count {
  readonly target: string;
  readonly home: string | null;
  matched: number;
  errors: number;
  /** Why a text was not asked at all. */
  readonly mute: string | undefined;
}

/** Says which events of some files a rule matches; gives the number of undeclared differences. */
export async function matchEvents(
  asked: AskedRule,
  files: readonly string[],
  options: MatchOptions,
  report: Report,
  output: Output,
): Promise<number> {
  const totals: Totals = { events: 0, matched: 0, timeless: 0, undeclared: 0, texts: new Map() };
  const matches: GroupedMatch[] = [];
  const json = options.format === 'json';
  let printed = 0;
  if (json) output.write(`{\n"rule": ${JSON.stringify(asked.rule.id)},\n"events": [`);
  for (const file of files) {
    for (const place of readEvents(file, report)) {
      const answers = answersFor(asked, place);
      count(answers, totals);
      if (options.summary === true && answers.key !== undefined) {
        const { time, key, distinct } = answers;
        if (time === undefined) totals.timeless += 1;
        else matches.push({ time, key, distinct });
      }
      if (!isShown(answers, options)) continue;
      const why = options.why === true ? reasonsFor(asked, place.event, answers.time) : undefined;
      if (json) {
        const item = { ...plainAnswers(answers), ...(why ? { why: plainReasons(why) } : {}) };
        output.write(`${printed > 0 ? ',\n' : ''}${JSON.stringify(item)}`);
      } else output.write([lineOf(answers), ...(why ? whyLines(why) : [])].join('\n'));
      printed += 1;
      if (output.full()) await output.drain();
    }
  }
  const days = options.summary === true ? alertDays(matches, asked.rule.alert) : undefined;
  if (json) {
    const { events, matched, undeclared, timeless } = totals;
    const summary = {
      events,
      matched,
      undeclared,
      texts: [...totals.texts.values()].map(({ mute: _, ...counts }) => counts),
    };
    output.write(
      `],\n"totals": ${JSON.stringify(summary)}${days ? `,\n"days": ${JSON.stringify(days)},\n"timeless": ${timeless}` : ''}\n}`,
    );
  } else {
    if (days) output.write(daysText(days, totals.timeless));
    output.write(totalsText(totals));
  }
  await output.drain();
  return totals.undeclared;
}

/** With `--why` every event is told, since one asks why an event does not match; with `--summary` alone none is. */
function isShown(answers: EventAnswers, options: MatchOptions): boolean {
  if (options.why === true) return true;
  if (options.summary === true) return false;
  return (
    'error' in answers.rule ||
    answers.rule.matched ||
    answers.texts.some(({ answer }) => 'matched' in answer && answer.matched)
  );
}

function count(answers: EventAnswers, totals: Totals): void {
  totals.events += 1;
  if ('matched' in answers.rule && answers.rule.matched) totals.matched += 1;
  for (const text of answers.texts) {
    const name = `${text.target} ${text.home ?? ''}`;
    const { target, home, answer } = text;
    const mute = text.mute && 'error' in answer ? answer.error : undefined;
    const counts = totals.texts.get(name) ?? { target, home, matched: 0, errors: 0, mute };
    totals.texts.set(name, counts);
    if ('error' in answer) counts.errors += 1;
    else if (answer.matched) counts.matched += 1;
    if (text.difference?.reasons.length === 0) totals.undeclared += 1;
  }
}

/** `events.ndjson:3  match     2026-01-31T12:00:00Z  title  · spl yes · kql no (narrower: null-stored-as-empty)`. */
function lineOf(answers: EventAnswers): string {
  const { place, rule, time, title, texts } = answers;
  const verdict = 'error' in rule ? visible(rule.error) : rule.matched ? 'match' : 'no match';
  const when = time === undefined ? [] : [new Date(time).toISOString().replace('.000Z', 'Z')];
  const told = texts.flatMap(({ target, home, answer, mute, difference }) => {
    if (mute) return [];
    const name = home === null ? target : `${target}/${home}`;
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

function whyLines({ rule, texts }: ReturnType<typeof reasonsFor>): string[] {
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
      rows.length === 0 ? [] : [`  by ${target}${home === null ? '' : `/${home}`}`, ...lines(rows)],
    ),
  ];
}

type Saw = readonly { readonly name: string; readonly value: Json | undefined }[];

function shown(value: Json | undefined): string {
  if (value === undefined) return 'missing';
  const text = printVisibly(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function daysText(days: ReturnType<typeof alertDays>, timeless: number): string {
  const rows = days.map(({ day, matches, alerts }) => [day, String(matches), String(alerts)]);
  const text = table(['day (UTC)', 'matches', 'alerts'], rows, 'text');
  return timeless > 0 ? `${text}\n${timeless} matching events without a time are not counted above.` : text;
}

function totalsText({ events, matched, undeclared, texts }: Totals): string {
  const nameOf = ({ target, home }: Count): string => (home === null ? target : `${target}/${home}`);
  const counts = [...texts.values()];
  const told = counts.filter(({ mute }) => mute === undefined).map((one) => `${nameOf(one)} ${one.matched}`);
  const mute = counts.flatMap((one) =>
    one.mute === undefined ? [] : `${nameOf(one)} was not asked: ${visible(one.mute)}`,
  );
  const wrong = undeclared === 0 ? '' : ` ${undeclared} undeclared differences: faults of rulegen.`;
  const total = `${matched} of ${events} events match${told.length > 0 ? ` (${told.join(', ')})` : ''}.${wrong}`;
  return [...mute, total].join('\n');
}
