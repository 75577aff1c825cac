import type { Json } from '../ir/json.ts';
import { toPlain } from '../ir/json.ts';
import type { EventAnswers, EventReasons } from '../project/match-event.ts';

/** An event's answers as `match --format json` prints them: schemas/match.schema.json. */
export function plainAnswers(answers: EventAnswers): Record<string, unknown> {
  const { place, time, rule, title, key, texts } = answers;
  return {
    file: place.file,
    line: place.line,
    time: time === undefined ? null : new Date(time).toISOString(),
    ...rule,
    title: title ?? null,
    key: key ?? null,
    texts: texts.map(({ target, home, answer, difference }) => ({
      target,
      home,
      ...answer,
      difference: difference ?? null,
    })),
  };
}

/** The rows behind the answers; a value that is missing is left out. */
export function plainReasons({ rule, texts }: EventReasons): Record<string, unknown> {
  const plainSaw = (saw: readonly { readonly name: string; readonly value: Json | undefined }[]): unknown[] =>
    saw.map(({ name, value }) => (value === undefined ? { name } : { name, value: toPlain(value) }));
  return {
    rule: rule.map((row) => ({ ...row, saw: plainSaw(row.saw) })),
    texts: texts.map(({ target, home, rows }) => ({
      target,
      home,
      rows: rows.map((row) => ({ ...row, saw: plainSaw(row.saw) })),
    })),
  };
}
