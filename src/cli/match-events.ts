import type { Report } from '../diagnostics/diagnostic.ts';
import type { AlertDay, GroupedMatch } from '../project/alert-days.ts';
import { alertDays, dayOf } from '../project/alert-days.ts';
import type { AskedRule } from '../project/ask-rule.ts';
import { readEvents } from '../project/events.ts';
import type { EventAnswers } from '../project/match-event.ts';
import { answersFor, reasonsFor } from '../project/match-event.ts';
import type { MatchOptions } from './match.ts';
import { plainAnswers, plainReasons } from './match-json.ts';
import type { MatchTotals } from './match-text.ts';
import { daysText, lineOf, totalsText, whyLines } from './match-text.ts';
import type { Output } from './output.ts';

/** Says which events of some files a rule matches; gives the number of undeclared differences. */
export async function matchEvents(
  asked: AskedRule,
  files: readonly string[],
  options: MatchOptions,
  report: Report,
  output: Output,
): Promise<number> {
  const totals: MatchTotals = { events: 0, matched: 0, timeless: 0, undeclared: 0, texts: new Map() };
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
  const days = options.summary === true ? allDays(alertDays(matches, asked.rule.alert), totals) : undefined;
  if (json) {
    const { events, matched, undeclared, timeless } = totals;
    const texts = [...totals.texts.values()].map(({ mute: _, days: __, ...counts }) => counts);
    output.write(`],\n"totals": ${JSON.stringify({ events, matched, undeclared, texts })}`);
    if (days) output.write(`,"days": ${JSON.stringify(plainDays(days, totals))},\n"timeless": ${timeless}`);
    output.write('}');
  } else {
    if (days) output.write(daysText(days, totals));
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

function count(answers: EventAnswers, totals: MatchTotals): void {
  totals.events += 1;
  if ('matched' in answers.rule && answers.rule.matched) totals.matched += 1;
  for (const text of answers.texts) {
    const name = `${text.target} ${text.home ?? ''}`;
    const { target, home, answer } = text;
    const mute = text.mute && 'error' in answer ? answer.error : undefined;
    const counts = totals.texts.get(name) ?? { target, home, matched: 0, errors: 0, days: new Map(), mute };
    totals.texts.set(name, counts);
    if ('error' in answer) counts.errors += 1;
    else if (answer.matched) {
      counts.matched += 1;
      const day = answers.time === undefined ? undefined : dayOf(answers.time);
      if (day !== undefined) counts.days.set(day, (counts.days.get(day) ?? 0) + 1);
    }
    if (text.difference?.reasons.length === 0) totals.undeclared += 1;
  }
}

/** With the days on which only texts match. */
function allDays(days: readonly AlertDay[], { texts }: MatchTotals): readonly AlertDay[] {
  const named = new Set(days.map(({ day }) => day));
  const more = new Set([...texts.values()].flatMap((text) => [...text.days.keys()]).filter((day) => !named.has(day)));
  const added = [...more].map((day) => ({ day, matches: 0, alerts: 0 }));
  return [...days, ...added].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Days with the matches of each text. */
function plainDays(days: readonly AlertDay[], { texts }: MatchTotals): unknown[] {
  const asked = [...texts.values()].filter(({ mute }) => mute === undefined);
  return days.map((day) => ({
    ...day,
    texts: asked.map(({ target, home, days: counts }) => ({ target, home, matches: counts.get(day.day) ?? 0 })),
  }));
}
