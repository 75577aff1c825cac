import type { Json } from '../../ir/json.ts';
import { isList, isObject, printFloat, printJson } from '../../ir/json.ts';
import { follow } from '../../ir/lookup.ts';
import type { Step } from '../../ir/path.ts';
import { parseFieldKey } from '../../mapping/field-key.ts';
import type { Column, Home } from '../../mapping/mapping.ts';
import type { Reads, Row, Store, TimedEvent } from '../runner.ts';
import { sourcetypesOf } from './options.ts';
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
export function rowOf({ event, time, ingest }: TimedEvent, store: Store, reads?: Reads): Row {
  const paired = pairedEvent(event, store.home, store.guessed);
  const around = aroundIn(store.home);
  const before = Buffer.byteLength(around.map(opened).join(''));
  const extraction = new Extraction(before, reads && withNatives(reads, store));
  extraction.value(paired, placesOf(store));
  const { fields } = extraction;
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
  const sourcetype = sourcetypesOf(store.home)?.[0];
  const row: Record<string, Json> = { _time: time / 1000, _indextime: ingest / 1000 };
  if (sourcetype !== undefined) row['sourcetype'] = sourcetype;
  if (reads === undefined) row['_raw'] = rawOf(paired, around);
  // Most rows that are only alerted on are not looked at so closely.
  else if (reads('_raw')) Object.defineProperty(row, '_raw', { get: () => rawOf(paired, around), enumerable: true });
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

/** Fields that are looked at, and those whose place among an add-on's changes decides what these hold; worked out once for each question. */
const closures = new WeakMap<Reads, WeakMap<Home, Reads>>();

function withNatives(reads: Reads, store: Store): Reads {
  const known = closures.get(reads) ?? new WeakMap<Home, Reads>();
  closures.set(reads, known);
  const made = known.get(store.home) ?? closureOf(reads, changesOf(store));
  known.set(store.home, made);
  return made;
}

function closureOf(reads: Reads, changed: readonly Change[]): Reads {
  const more = new Set<string>();
  const isRead = (name: string): boolean => more.has(name) || reads(name);
  for (let before = -1; before < more.size; ) {
    before = more.size;
    for (const { native, columns } of changed) {
      const names = [native, ...columns.map(({ name }) => name)];
      if (names.some(isRead)) for (const name of names) more.add(name);
    }
  }
  return isRead;
}

function asStored(text: string, column: Column): string {
  return `${column.prefix ?? ''}${column.values?.[text] ?? text}`;
}

/** The raw text of an event. The objects that a home's prefix names lie around it: `data.` stands for `{"data": …}`. */
function rawOf(event: Json, around: readonly string[]): string {
  return `${around.map(opened).join('')}${printJson(event)}${'}'.repeat(around.length)}`;
}

function opened(key: string): string {
  return `{${JSON.stringify(key)}: `;
}

function aroundIn(home: Home): readonly string[] {
  return (home.native?.prefix ?? '').split('.').filter((key) => key !== '');
}

/** Goes through an event as its raw text is written, and takes from it what extraction takes. */
class Extraction {
  readonly fields = new Map<string, string[]>();
  /** Written so far, as UTF-8. */
  private bytes: number;
  /** Names of fields, as the limit counts them. */
  private readonly names = new Set<string>();
  private readonly reads: Reads | undefined;

  constructor(before: number, reads: Reads | undefined) {
    this.bytes = before;
    this.reads = reads;
  }

  value(value: Json, at: NamedPlace): void {
    if (isObject(value)) {
      const keys = Object.keys(value);
      for (const key of keys) {
        const place = at.below(key);
        // After a brace, or after a comma and a space.
        this.bytes += place.labelBytes + (key === keys[0] ? 1 : 2);
        this.value(value[key] ?? null, place);
      }
      this.bytes += keys.length === 0 ? 2 : 1;
    } else if (isList(value)) {
      const inside = at.inside;
      this.bytes += 1;
      value.forEach((item, i) => {
        if (i > 0) this.bytes += 2;
        this.value(item, inside);
      });
      this.bytes += 1;
    } else {
      this.bytes += bytesOf(value);
      this.keep(at, value);
    }
  }

  private keep({ name }: NamedPlace, value: Json): void {
    if (name === undefined || this.bytes > extractionLimits.bytes) return;
    if (this.names.size >= extractionLimits.fields && !this.names.has(name)) return;
    this.names.add(name);
    if (this.reads?.(name) === false) return;
    const known = this.fields.get(name);
    if (known) known.push(textOf(value));
    else this.fields.set(name, [textOf(value)]);
  }
}

function bytesOf(value: Json): number {
  return typeof value === 'string' && isPlain.test(value) ? value.length + 2 : Buffer.byteLength(printJson(value));
}

/** Text that JSON writes as it is, a byte each. */
const isPlain = /^[ !#-[\]-~]*$/;

/** A scalar as extraction writes it. */
export function textOf(value: Json): string {
  if (value === null) return 'null';
  return typeof value === 'number' ? printFloat(value) : String(value);
}
