import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Json } from '../ir/json.ts';
import { isObject, printJson } from '../ir/json.ts';
import { unsaidTime } from '../mapping/event-time.ts';
import type { AskedRule, Asking } from '../project/ask-rule.ts';
import { askRule } from '../project/ask-rule.ts';
import type { DeclaredCode } from '../project/ask-text.ts';
import { readObjects } from '../project/events.ts';
import { rulesById } from '../project/find-rule.ts';
import { internalError } from '../project/internal-error.ts';
import type { Project } from '../project/open-project.ts';
import type { Output } from './output.ts';

type Said = { readonly matched: boolean; readonly declared: readonly DeclaredCode[] } | { readonly error: string };

/** One answer, as a line of the output. */
type Answer = { readonly target: string; readonly home: string | null } & Said;

/** Answers each case of an NDJSON file: by the rule's meaning first, then by each text; one line each. */
export async function matchBatch(
  path: string,
  paths: readonly string[],
  asking: Asking & { readonly project: Project },
  output: Output,
): Promise<void> {
  const rules = rulesById(paths, asking.project, asking.report);
  const asked = new Map<string, AskedRule>();
  const askedFor = (id: string): AskedRule | undefined => {
    const had = asked.get(id);
    const placed = rules.get(id);
    if (had !== undefined || placed === undefined) return had;
    const made = askRule(placed, asking);
    asked.set(id, made);
    return made;
  };
  for (const { event: line, file, line: at } of readObjects(path, asking.report)) {
    const { rule_id: id, event_id: eventId, event } = line;
    const named = { rule_id: id ?? null, event_id: eventId ?? null };
    if (typeof id !== 'string' || eventId === undefined || !isObject(event)) {
      const detail = 'A case is {"rule_id": text, "event_id": …, "event": object}.';
      asking.report(diagnostic('event-broken', { place: `${file}:${at}`, detail }));
      output.write(printLine(named, { target: 'ir', home: null, error: detail }));
    } else {
      const rule = askedFor(id);
      const answers =
        rule === undefined
          ? [{ target: 'ir', home: null, error: `There is no rule "${id}" that can be read.` }]
          : answersOf(rule, event, asking);
      for (const answer of answers) output.write(printLine(named, answer));
    }
    if (output.full()) await output.drain();
  }
  await output.drain();
}

function* answersOf(rule: AskedRule, event: { readonly [key: string]: Json }, asking: Asking): Generator<Answer> {
  const guarded = (target: string, home: string | null, answer: () => Said): Answer => {
    try {
      return { target, home, ...answer() };
    } catch (error) {
      const fault = internalError(error, rule.rule.file.path);
      asking.report({ ...fault, rule: rule.rule.id, target });
      return { target, home, error: fault.message };
    }
  };
  const context = rule.context(event);
  const time = rule.time(event) ?? unsaidTime;
  yield guarded('ir', null, () => {
    const answer = rule.answer(context);
    return 'error' in answer ? answer : { ...answer, declared: [] };
  });
  for (const text of rule.texts(event))
    yield guarded(text.target, text.home, () => {
      const answer = text.answer(event, time);
      return 'error' in answer ? answer : { ...answer, declared: text.declared(event, time, context) };
    });
}

/** The line's keys in a fixed order. */
function printLine(named: { readonly rule_id: Json; readonly event_id: Json }, answer: Answer): string {
  const { target, home } = answer;
  const said: { readonly [key: string]: Json } =
    'error' in answer
      ? { error: answer.error }
      : { matched: answer.matched, declared: answer.declared.map((one): Json => ({ ...one })) };
  return compact({ ...named, target, home, ...said });
}

/** JSON without blanks. */
function compact(value: Json): string {
  if (typeof value !== 'object' || value === null) return printJson(value);
  if (Array.isArray(value)) return `[${value.map(compact).join(',')}]`;
  return `{${Object.entries(value)
    .map(([key, item]: [string, Json]) => `${JSON.stringify(key)}:${compact(item)}`)
    .join(',')}}`;
}
