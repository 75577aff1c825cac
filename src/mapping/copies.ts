import type { Json, JsonObject } from '../ir/json.ts';
import { printJson } from '../ir/json.ts';
import type { Place } from '../ir/put.ts';
import { put, valueAt } from '../ir/put.ts';
import type { Field, LogType } from './log-type.ts';

/** Fields that hold one value of the raw log: the place that it is copied from, then those that it is copied to. */
type Group = readonly Place[];

/**
 * A changed event as the log type could give it: where `from` has a value and its copies, and the change touched one of them, the others
 * follow. Panther lifts keys of a nested record to the top, so that no event has two values of one key.
 */
export function withCopies(logType: LogType | undefined, from: JsonObject, changed: JsonObject): JsonObject {
  return groupsOf(logType).reduce((event, group) => follow(group, from, event), changed);
}

function follow(group: Group, from: JsonObject, changed: JsonObject): JsonObject {
  const there = group.filter((place) => valueAt(from, place) !== undefined);
  const moved = there.find((place) => !same(valueAt(from, place), valueAt(changed, place)));
  if (moved === undefined) return changed;
  const value = valueAt(changed, moved);
  return there.reduce((event, place) => put(event, place, value), changed);
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  return a === undefined || b === undefined ? a === b : printJson(a) === printJson(b);
}

const known = new WeakMap<LogType, readonly Group[]>();

function groupsOf(logType: LogType | undefined): readonly Group[] {
  if (logType === undefined) return [];
  const found = known.get(logType) ?? readGroups(logType.fields);
  known.set(logType, found);
  return found;
}

function readGroups(fields: readonly Field[]): readonly Group[] {
  const groups = new Map<string, Place[]>();
  for (const { name, copyOf } of fields) {
    if (copyOf === undefined) continue;
    const key = copyOf.join('.');
    groups.set(key, [...(groups.get(key) ?? [copyOf]), [name]]);
  }
  return [...groups.values()];
}
