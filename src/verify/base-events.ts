import type { Json, JsonObject } from '../ir/json.ts';
import { put } from '../ir/put.ts';
import type { Rule } from '../ir/rule.ts';
import type { ReadField } from './read-fields.ts';

/**
 * Events that a rule matches, to be changed field by field: its own positive tests; where it has none that matches, one that is made by
 * putting the literals of its rows where they are read; at last the first test or nothing, whatever it answers.
 */
export function baseEvents(
  rule: Rule,
  logType: string,
  fields: readonly ReadField[],
  matches: (event: JsonObject) => boolean,
): readonly JsonObject[] {
  const logs = rule.tests
    .map((test) => test.log)
    .filter((log) => log['p_log_type'] === undefined || log['p_log_type'] === logType);
  const matching = logs.filter(matches);
  if (matching.length > 0) return matching.slice(0, 2);
  const start = logs[0] ?? {};
  const made = search(start, fields, matches);
  return [made ?? start];
}

/** Tries literals field by field, keeping what fits, within a few hundred tries. */
function search(
  start: JsonObject,
  fields: readonly ReadField[],
  matches: (event: JsonObject) => boolean,
): JsonObject | undefined {
  const candidates = fields.filter((field) => !field.list);
  let left = 400;
  const walk = (event: JsonObject, at: number): JsonObject | undefined => {
    if (left-- <= 0) return undefined;
    if (matches(event)) return event;
    const field = candidates[at];
    if (field === undefined) return undefined;
    const values: (Json | undefined)[] = [...field.operands.slice(0, 2), undefined, 'rulegen-other'];
    for (const value of values) {
      const found = walk(put(event, field.path, value), at + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return walk(start, 0);
}
