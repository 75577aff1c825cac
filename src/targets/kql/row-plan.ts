import type { FieldStep } from '../../mapping/field-key.ts';
import { parseFieldKey, printFieldKey } from '../../mapping/field-key.ts';
import type { Field } from '../../mapping/log-type.ts';
import type { Column, Home } from '../../mapping/mapping.ts';
import type { Store } from '../runner.ts';
import { tableOf } from './home.ts';

/** One field of the log with the columns that may hold it: the first that takes the value gets it. */
export interface Filling {
  readonly steps: readonly FieldStep[];
  readonly columns: readonly Column[];
  /** The log holds JSON written in a text here, so a column of JSON text keeps it as it is. */
  readonly jsonText: boolean;
  /** The formats in which the log writes the event's own time here. */
  readonly timeFormats: readonly string[];
}

/** Everything that a home's mapping says about storing an event, read once. */
export interface Plan {
  readonly fillings: readonly Filling[];
  /** The types of the table's columns as KQL names them. */
  readonly types: ReadonlyMap<string, string>;
  /** The column of the event's time, and whether a field of the log is mapped to it. */
  readonly time: { readonly column: string; readonly mapped: boolean };
  readonly table: string;
}

/** How a home stores events. */
export function planOf(store: Store): Plan {
  const { home, guessed } = store;
  const fillings: Filling[] = [];
  for (const [key, entry] of home.fields) {
    const steps = parseFieldKey(key) ?? [];
    const columns = entry.columns.filter((column) => guessed || column.certainty !== 'guessed');
    const field = fieldAt(steps, store);
    if (columns.length > 0) fillings.push({ steps, columns, ...factsOf(field) });
  }
  if (home.native !== undefined && (guessed || home.native.certainty !== 'guessed'))
    fillings.push(...nativeFillings(store.schema?.fields ?? [], [], store));
  const { table, time } = tableOf(home);
  const types = new Map<string, string>();
  for (const { columns } of fillings) for (const column of columns) types.set(column.name, typeOf(column));
  const mapped = types.has(time);
  for (const [name, type] of [
    [time, 'datetime'],
    ['TimeGenerated', 'datetime'],
    ['Type', 'string'],
    ['TenantId', 'string'],
  ] as const)
    if (!types.has(name)) types.set(name, type);
  return { fillings, types, time: { column: time, mapped }, table };
}

/** A column's type as the table declares it. */
function typeOf(column: Column): string {
  if (column.holds === 'json-text') return column.type === 'dynamic' ? 'dynamic' : 'string';
  if (column.holds === 'dynamic' || column.access.length > 0) return 'dynamic';
  return column.type === 'enum' ? 'string' : column.type;
}

function factsOf(field: Field | undefined): Pick<Filling, 'jsonText' | 'timeFormats'> {
  return { jsonText: field?.jsonText === true, timeFormats: field?.eventTime ?? [] };
}

function fieldAt(steps: readonly FieldStep[], { schema }: Store): Field | undefined {
  let fields = schema?.fields ?? [];
  let found: Field | undefined;
  for (const { step } of steps) {
    found = fields.find(({ name }) => name === step);
    fields = found?.fields ?? [];
  }
  return found;
}

/** A column for every field of the log type that has no entry of its own, objects whole as well as their fields. */
function nativeFillings(fields: readonly Field[], above: readonly FieldStep[], store: Store): Filling[] {
  return fields.flatMap((field) => {
    const steps = [...above, { step: field.name, list: false }];
    const below = nativeFillings(field.fields, steps, store);
    if (hasEntry(steps, store.home)) return below;
    return [{ steps, columns: [nativeColumn(field, steps, store)], ...factsOf(field) }, ...below];
  });
}

function hasEntry(steps: readonly FieldStep[], home: Home): boolean {
  return steps.some((_, i) => {
    const entry = home.fields.get(printFieldKey(steps.slice(0, i + 1)));
    return entry !== undefined && (i === steps.length - 1 || entry.none !== undefined);
  });
}

function nativeColumn(field: Field, steps: readonly FieldStep[], { home, nativeName }: Store): Column {
  const last = steps.length - 1;
  const parts = steps.map(({ step }, i) => ({ key: String(step), list: i === last && field.kind === 'array' }));
  return {
    name: nativeName(parts, home.native?.prefix ?? ''),
    type: columnType(field),
    access: [],
    holds: 'value',
    repeated: false,
    enriched: false,
    certainty: home.native?.certainty ?? 'guessed',
    cite: home.native?.cite ?? '',
  };
}

function columnType({ kind }: Field): Column['type'] {
  switch (kind) {
    case 'string':
      return 'string';
    case 'timestamp':
      return 'datetime';
    case 'integer':
      return 'int';
    case 'float':
      return 'real';
    case 'boolean':
      return 'bool';
    case 'object':
    case 'array':
    case 'json':
    case 'unknown':
      return 'dynamic';
  }
}
