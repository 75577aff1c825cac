import type { Json, JsonObject } from '../../ir/json.ts';
import { isList, isObject } from '../../ir/json.ts';
import type { FieldStep } from '../../mapping/field-key.ts';
import { parseFieldKey } from '../../mapping/field-key.ts';
import type { Column, FieldEntry, Home } from '../../mapping/mapping.ts';
import { openText } from '../../mapping/open-text.ts';
import type { Row, Store, TimedEvent } from '../runner.ts';

/**
 * The log itself: Sigma's matchers see it as it is, but for fields that the home knows under another name or value. A home that does not
 * name fields by their paths has its own fields alone. Of several fields with one name the first one that the home lists is there.
 */
export function rowOf({ event }: TimedEvent, store: Store): Row {
  const { native } = store.home;
  const prefix = native?.prefix.split('.').filter(Boolean) ?? [];
  let row: JsonObject = native === undefined ? {} : { ...event, ...withValue({}, prefix, event) };
  const given = new Set<string>();
  for (const { steps, column, path } of renamedFor(store)) {
    const [value, name] = [valueAt(event, steps), path.join('.')];
    if (value === undefined || given.has(name)) continue;
    given.add(name);
    row = withValue(row, path, stored(value, column));
  }
  return row;
}

/** What the mapping of a home says, read once a home: a pure function's answers. */
const known = new WeakMap<Home, Map<boolean, readonly Renamed[]>>();

function renamedFor({ home, guessed }: Store): readonly Renamed[] {
  const ofHome = known.get(home) ?? new Map<boolean, readonly Renamed[]>();
  known.set(home, ofHome);
  const renamed = ofHome.get(guessed) ?? renamedIn(home, guessed);
  ofHome.set(guessed, renamed);
  return renamed;
}

interface Renamed {
  readonly steps: readonly FieldStep[];
  readonly column: Column;
  readonly path: readonly string[];
}

/** The fields whose column is another key than the log's, or holds other values; in a home without names of its own all that it has. */
function renamedIn(home: Home, guessed: boolean): readonly Renamed[] {
  return [...home.fields].flatMap(([key, entry]: readonly [string, FieldEntry]) => {
    const steps = parseFieldKey(key) ?? [];
    const own = steps.map(({ step }) => step).join('.');
    return entry.columns.flatMap((column) => {
      const path = [column.name, ...column.access.map(String)].join('.');
      const same =
        home.native !== undefined && path === own && column.values === undefined && column.prefix === undefined;
      return same || (column.certainty === 'guessed' && !guessed) ? [] : [{ steps, column, path: path.split('.') }];
    });
  });
}

/** What stands at a path, also inside a text that holds JSON; over a list's elements, a list of what they hold. */
function valueAt(given: Json | undefined, steps: readonly FieldStep[]): Json | undefined {
  const [first, ...rest] = steps;
  if (first === undefined || given === undefined) return given;
  const value = openText(given);
  const { step, list } = first;
  const inner =
    typeof step === 'number'
      ? isList(value)
        ? value.at(step)
        : undefined
      : isObject(value) && Object.hasOwn(value, step)
        ? value[step]
        : undefined;
  if (!list || !isList(inner)) return valueAt(inner, rest);
  const found = inner.flatMap((item) => valueAt(item, rest) ?? []);
  return found.length === 0 ? undefined : found;
}

function stored(value: Json, column: Column): Json {
  if (typeof value !== 'string') return value;
  const known = column.values === undefined ? value : (column.values[value] ?? value);
  return `${column.prefix ?? ''}${known}`;
}

function withValue(row: JsonObject, path: readonly string[], value: Json): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return row;
  const below = row[key];
  return { ...row, [key]: rest.length === 0 ? value : withValue(isObject(below) ? below : {}, rest, value) };
}
