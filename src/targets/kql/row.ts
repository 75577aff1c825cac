import type { Json, JsonObject } from '../../ir/json.ts';
import { isList, isObject } from '../../ir/json.ts';
import type { Step } from '../../ir/path.ts';
import type { Column, Home } from '../../mapping/mapping.ts';
import { openText } from '../../mapping/open-text.ts';
import type { Reads, Row, Store, TimedEvent } from '../runner.ts';
import type { Filling, Plan } from './row-plan.ts';
import { planOf } from './row-plan.ts';
import { storedValue, writeInstant } from './row-values.ts';

/** What the mapping of a home says, read once a home: a pure function's answers. */
const plans = new WeakMap<Home, Map<boolean, Plan>>();

/** How a store keeps events: its columns with their types, and what fills them. */
export function planFor(store: Store): Plan {
  const known = plans.get(store.home) ?? new Map<boolean, Plan>();
  plans.set(store.home, known);
  const plan = known.get(store.guessed) ?? planOf(store);
  known.set(store.guessed, plan);
  return plan;
}

/**
 * The row that a home's table keeps of an event, by the mapping alone. Text columns are "" where the log has nothing, all others null. The
 * column of the event's time holds the log's own field; where the mapping names none, the instant that the caller gives.
 */
export function makeRow({ event, time }: TimedEvent, store: Store, reads?: Reads): Row {
  const plan = reads === undefined ? planFor(store) : planReading(planFor(store), reads);
  const row: Record<string, Json> = {};
  for (const [name, type] of plan.types) row[name] = type === 'string' ? '' : null;
  row['Type'] = plan.table;
  for (const filling of plan.fillings) fill(row, filling, event);
  if (!plan.time.mapped) row[plan.time.column] = writeInstant(time);
  if (store.enriched) enrich(row, plan);
  return row;
}

/** The part of a plan that is looked at, worked out once for each question. */
const parts = new WeakMap<Reads, Map<Plan, Plan>>();

/** What fills the columns that are looked at, and what may be kept out of them by another column. */
export function planReading(plan: Plan, reads: Reads): Plan {
  const known = parts.get(reads) ?? new Map<Plan, Plan>();
  parts.set(reads, known);
  const part = known.get(plan) ?? {
    ...plan,
    fillings: plan.fillings.filter(({ columns }) => columns.some(({ name }) => reads(name))),
    types: new Map([...plan.types].filter(([name]) => reads(name))),
  };
  known.set(plan, part);
  return part;
}

function fill(row: Record<string, Json>, filling: Filling, event: JsonObject): void {
  const value = valueAt(event, filling.steps);
  for (const column of filling.columns) {
    const stored = storedValue(column, value, filling);
    if (stored === null || (stored === '' && isText(column))) continue;
    // Two fields that share a column: the first that is there stays.
    if (column.access.length > 0) row[column.name] = putInside(row[column.name] ?? null, column.access, stored);
    else if (isNothing(row[column.name])) row[column.name] = stored;
    return;
  }
}

function isText({ holds, type, access }: Column): boolean {
  return (
    access.length === 0 && (holds === 'json-text' || (holds === 'value' && (type === 'string' || type === 'enum')))
  );
}

function isNothing(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '';
}

/** The value at the end of a path, also inside a text that holds JSON; where the path crosses a list, the list of its elements' values. */
function valueAt(from: Json, steps: Filling['steps']): Json | undefined {
  const [first, ...rest] = steps;
  if (first === undefined) return from;
  const next = childOf(openText(from), first.step);
  if (next === undefined) return undefined;
  if (!first.list) return valueAt(next, rest);
  if (!isList(next)) return undefined;
  return next.flatMap((item) => valueAt(item, rest) ?? []);
}

function childOf(value: Json, step: Step): Json | undefined {
  if (typeof step === 'number') return isList(value) ? value.at(step) : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

function putInside(into: Json, [step, ...rest]: readonly Step[], value: Json): Json {
  if (step === undefined) return value;
  const object = isObject(into) ? into : {};
  const key = String(step);
  return { ...object, [key]: putInside(object[key] ?? null, rest, value) };
}

/** Something in every column that the SIEM fills where the log has nothing. */
function enrich(row: Record<string, Json>, { fillings }: Plan): void {
  for (const column of fillings.flatMap(({ columns }) => columns)) {
    if (!column.enriched || !isNothing(row[column.name])) continue;
    const made = sampleOf(column);
    if (made !== undefined) row[column.name] = made;
  }
}

function sampleOf({ type }: Column): Json | undefined {
  switch (type) {
    case 'string':
      return 'Zurich';
    case 'real':
      return 47.37;
    case 'int':
    case 'bool':
    case 'datetime':
    case 'dynamic':
    case 'enum':
      return undefined;
  }
}
