import type { Workspace } from '../compile.ts';
import type { ReadKeys } from '../fidelity/other-type.ts';
import { holdsOtherType } from '../fidelity/other-type.ts';
import type { Condition } from '../ir/condition.ts';
import { evaluate } from '../ir/evaluate.ts';
import type { Json, JsonObject } from '../ir/json.ts';
import { printJson } from '../ir/json.ts';
import type { Place } from '../ir/put.ts';
import { put, valueAt } from '../ir/put.ts';
import type { Rule } from '../ir/rule.ts';
import { wholeCondition } from '../ir/rule.ts';
import { withCopies } from '../mapping/copies.ts';
import { baseEvents } from './base-events.ts';
import { decidingCases } from './deciding.ts';
import { contextFor } from './judge.ts';
import { mutationsOf } from './mutations.ts';
import { paddings } from './paddings.ts';
import type { ReadField } from './read-fields.ts';
import { fieldsRead } from './read-fields.ts';
import type { Case } from './verdict.ts';

/** The most cases of one rule, its own tests among them. */
const mostCases = 120;
/** The most of them in which one row decides. */
const mostDeciding = 160;

/**
 * The events on which a rule's texts are asked: its own tests; then, made from events that it matches, each field that it reads missing,
 * null, empty, in other case, in other types, in lists, beyond extraction limits, and with the values that its rows name. Deterministic,
 * each event once. `when`: only events for which it holds are stored where the rule is asked.
 */
export function casesOf(given: Rule, logType: string, workspace: Workspace, when?: Condition): readonly Case[] {
  const rule = when ? { ...given, condition: { kind: 'and' as const, operands: [when, given.condition] } } : given;
  const isStored = (event: JsonObject): boolean =>
    when === undefined || evaluate(when, contextFor(event, logType, workspace));
  const found = new Map<string, Case>();
  let room = mostCases;
  const add = (name: string, event: JsonObject, kind: 'own' | 'deciding' | 'border' = 'border'): boolean => {
    // An event of another log type is none of this text's.
    if (Object.hasOwn(event, 'p_log_type') && event['p_log_type'] !== logType) return false;
    if (!isStored(event)) return false;
    const key = printJson(event);
    if (found.has(key) || (kind === 'border' && room <= 0)) return false;
    if (kind !== 'deciding') room -= 1;
    found.set(key, { name, event, own: kind === 'own' });
    return true;
  };
  for (const test of rule.tests)
    if (belongs(test.log, rule, logType))
      // With mocks its author asks something else than what the rule means.
      add(`test "${test.name}"`, test.log, test.under === undefined ? 'own' : 'border');
  const fields = fieldsRead(wholeCondition(rule));
  const matches = (event: JsonObject): boolean => evaluate(wholeCondition(rule), contextFor(event, logType, workspace));
  const bases = baseEvents(rule, logType, fields, matches);
  for (const [i, event] of bases.entries()) add(`an event made to match (${i + 1})`, event);
  const [start = {}] = bases;
  const like = (event: JsonObject, changed: JsonObject): JsonObject =>
    withCopies(workspace.logType(logType), event, changed);
  const holds = (condition: Condition, event: JsonObject): boolean =>
    evaluate(condition, contextFor(event, logType, workspace));
  const deciding = decidingCases(start, {
    condition: wholeCondition(rule),
    holds,
    lists: workspace.lists,
    fits: (place, value) =>
      value === undefined ||
      !holdsOtherType(put({}, place, value), workspace.logType(logType)?.fields ?? [], keysOf(place)),
    model: workspace.model(logType)?.names ?? new Map(),
  });
  const base = matches(start) ? start : (deciding.find(([, event]) => matches(event))?.[1] ?? start);
  let decided = 0;
  for (const [name, event] of deciding)
    if (decided < mostDeciding && add(name, like(start, event), 'deciding')) decided += 1;
  for (const [name, event] of paddings(base)) add(name, event);
  add('an empty event', {});
  // Field by field within each kind of change, so that a cut at the limit leaves some of each.
  const changes = fields.map((field) => changesOf(field, base));
  for (let i = 0; changes.some((list) => i < list.length); i++) {
    for (const list of changes) {
      const change = list[i];
      if (change !== undefined) add(change[0], like(base, change[1]));
    }
  }
  return [...found.values()];
}

/** A rule with several log types has tests of each: those that say theirs belong to it, the others to all. */
function belongs(log: JsonObject, rule: Rule, logType: string): boolean {
  const said = log['p_log_type'];
  return typeof said !== 'string' || !rule.logTypes.includes(said) || said === logType;
}

function changesOf(field: ReadField, base: JsonObject): (readonly [string, JsonObject])[] {
  const now = valueAt(base, field.path);
  const changes: (readonly [string, Json | undefined])[] = [
    ...mutationsOf(now, field),
    ...field.operands.map((value) => [`is ${printJson(value)}`, value] as const),
    ...field.operands.flatMap((value) =>
      mutationsOf(value, field).map(([name, v]) => [`${printJson(value)} ${name}`, v] as const),
    ),
  ];
  return changes.map(([name, value]) => [`${field.name} ${name}`, put(base, field.path, value)] as const);
}

/** The keys of a place; any of them may hold a list that the place goes into. */
function keysOf(place: Place): ReadKeys {
  const keys = place.filter((step) => typeof step === 'string');
  return { keys, lists: keys };
}
