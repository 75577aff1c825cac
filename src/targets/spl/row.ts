import type { Json } from '../../ir/json.ts';
import { isList, isObject, printFloat, printJson } from '../../ir/json.ts';
import { follow } from '../../ir/lookup.ts';
import type { Step } from '../../ir/path.ts';
import { parseFieldKey } from '../../mapping/field-key.ts';
import type { Column, Home } from '../../mapping/mapping.ts';
import type { Row, Store, TimedEvent } from '../runner.ts';
import { pairedEvent } from './pairs.ts';
import type { NamedPlace } from './row-places.ts';
import { placesOf } from './row-places.ts';

/** Splunk's automatic JSON extraction reads so many bytes of an event, and so many fields (limits.conf: `[spath] extraction_cutoff`, `[kv] limit`). */
export const extractionLimits = { bytes: 5000, fields: 100 } as const;

/**
 * What Splunk keeps of an event: `_raw`, `_time`, `_indextime`, `sourcetype`, and the fields that search-time extraction makes of the
 * JSON: keys joined with dots, `{}` after each list, every value as text, JSON null as the text `null`; empty lists and objects leave
 * none. Beyond the extraction limits nothing is extracted. Then what the add-on renames and fills.
 */
export function rowOf({ event, time, ingest }: TimedEvent, store: Store): Row {
  const extraction = new Extraction(store);
  extraction.read(pairedEvent(event, store.home, store.guessed));
  const fields = extraction.fields;
  for (const { native, path, columns, yielding } of changesOf(store)) {
    for (const column of columns) {
      const texts = fields.get(native) ?? nothing;
      const stored = texts.map((text) => asStored(text, column));
      if (column.name !== native && (texts.length > 0 || follow(event, path) !== undefined)) {
        fields.delete(native);
        const taken = yielding.includes(column.name) && fields.has(column.name);
        if (stored.length > 0 && !taken) fields.set(column.name, stored);
      } else if (column.name === native && stored.length > 0) fields.set(native, stored);
      const [filler] = column.absentAs ?? [];
      if (filler !== undefined && !fields.has(column.name)) fields.set(column.name, [filler]);
    }
  }
  const sourcetype = store.home.source['sourcetype'];
  const row: Record<string, Json> = { _time: time / 1000, _indextime: ingest / 1000 };
  if (typeof sourcetype === 'string') row['sourcetype'] = sourcetype;
  row['_raw'] = extraction.raw;
  for (const [name, texts] of fields) {
    const value = texts.length === 1 ? (texts[0] ?? '') : texts;
    if (name === '__proto__') Object.defineProperty(row, name, { value, enumerable: true });
    else row[name] = value;
  }
  return row;
}

const nothing: readonly string[] = [];

/** A field that the add-on stores otherwise than extraction does. */
interface Change {
  readonly native: string;
  readonly path: readonly Step[];
  readonly columns: readonly Column[];
  /** Columns that are a field of the log under their own name: where the event has that one, it stays. */
  readonly yielding: readonly string[];
}

/** Read once for each home, from the home alone. */
const changes = new WeakMap<Home, Map<boolean, readonly Change[]>>();

function changesOf(store: Store): readonly Change[] {
  const { home, guessed } = store;
  const known = changes.get(home) ?? new Map<boolean, readonly Change[]>();
  changes.set(home, known);
  const made = known.get(guessed) ?? readChanges(store);
  known.set(guessed, made);
  return made;
}

function readChanges({ home, guessed, nativeName }: Store): readonly Change[] {
  const plain = new Set([...home.fields].flatMap(([key, { columns }]) => (columns[0]?.name === key ? [key] : [])));
  return [...home.fields].flatMap(([key, { columns }]) => {
    const parts = parseFieldKey(key) ?? [];
    const [first] = columns;
    if (first === undefined || first.pairs !== undefined || parts.some((part) => part.list)) return [];
    if (first.certainty === 'guessed' && !guessed) return [];
    const native = nativeName(
      parts.map(({ step }) => ({ key: String(step), list: false })),
      home.native?.prefix ?? '',
    );
    const differs = columns.some(
      ({ name, values, prefix, absentAs }) => name !== native || values || prefix || absentAs,
    );
    const yielding = columns.map(({ name }) => name).filter((name) => name !== native && plain.has(name));
    return differs ? [{ native, path: parts.map(({ step }) => step), columns, yielding }] : [];
  });
}

function asStored(text: string, column: Column): string {
  return `${column.prefix ?? ''}${column.values?.[text] ?? text}`;
}

/** Writes the raw text of an event, and takes from it what extraction takes. */
class Extraction {
  readonly fields = new Map<string, string[]>();
  raw = '';
  private bytes = 0;
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  /** The objects that a home's prefix names lie around each event: `data.` stands for `{"data": …}`. */
  read(event: Json): void {
    const around = (this.store.home.native?.prefix ?? '').split('.').filter((key) => key !== '');
    for (const key of around) this.write(`{${JSON.stringify(key)}: `);
    this.value(event, placesOf(this.store));
    this.write('}'.repeat(around.length));
  }

  private write(text: string): void {
    this.raw += text;
    this.bytes += Buffer.byteLength(text);
  }

  private value(value: Json, at: NamedPlace): void {
    if (isObject(value)) {
      let before = '{';
      for (const key of Object.keys(value)) {
        const place = at.below(key);
        this.write(before + place.label);
        this.value(value[key] ?? null, place);
        before = ', ';
      }
      this.write(before === '{' ? '{}' : '}');
    } else if (isList(value)) {
      const inside = at.inside;
      this.write('[');
      value.forEach((item, i) => {
        if (i > 0) this.write(', ');
        this.value(item, inside);
      });
      this.write(']');
    } else {
      this.write(printJson(value));
      this.keep(at.name, textOf(value));
    }
  }

  private keep(name: string | undefined, text: string): void {
    if (name === undefined || this.bytes > extractionLimits.bytes) return;
    const known = this.fields.get(name);
    if (known) known.push(text);
    else if (this.fields.size < extractionLimits.fields) this.fields.set(name, [text]);
  }
}

/** A scalar as extraction writes it. */
export function textOf(value: Json): string {
  if (value === null) return 'null';
  return typeof value === 'number' ? printFloat(value) : String(value);
}
