import type { Reference, Step } from '../ir/path.ts';
import { printReference } from '../ir/print.ts';
import type { Field, LogType } from './log-type.ts';
import { nearPaths } from './log-type-lookup.ts';
import type { Column, ColumnRef, FieldEntry, FieldKind, Home, Unmapped } from './mapping.ts';
import type { NativePart } from './native.ts';
import { pantherFields } from './panther-fields.ts';

/** Where references are resolved: the log type's fields, one home of one target. */
export interface Place {
  readonly logType: LogType | undefined;
  readonly home: Home;
  readonly nativeName: (parts: readonly NativePart[], prefix: string) => string;
  /** Entries marked `guessed` may be used. */
  readonly guessed: boolean;
}

/** The list that an enclosing quantifier runs over, as far as references inside need to know it. */
export interface ListScope {
  /** The list's own place on the event, where it is a plain field; undefined for computed lists. */
  readonly trail: Trail | undefined;
  /** The fields that a branch of the mapping gives for elements like these, when the quantifier chose one. */
  readonly branch: ReadonlyMap<string, FieldEntry> | undefined;
  /** The branch's columns stay values of the list's elements, as several elements may share them. */
  readonly asElements?: boolean | undefined;
}

/** A path from the event with its keys in the log type's case: `list` marks a crossing into a list's elements. */
export interface Trail {
  readonly parts: readonly TrailPart[];
  readonly kind: FieldKind;
  /** What the schema knows at the end; undefined below open objects. */
  readonly field: Field | undefined;
  /** The path goes on inside a string that holds JSON text. */
  readonly inText?: boolean | undefined;
  /** It is an element of a list that is itself an element: no column is named after it. */
  readonly nested?: boolean | undefined;
}

interface TrailPart {
  readonly step: Step;
  readonly list: boolean;
}

/** All columns that may hold what a reference reads (several: one of them does), or why there is none. */
export type Resolved =
  | { readonly columns: readonly ColumnRef[]; readonly trail: Trail | undefined }
  | { readonly unmapped: Unmapped };

/** Resolves a reference before mapping; data-model names must have been replaced by their paths. */
export function resolve(reference: Reference, scopes: readonly ListScope[], place: Place): Resolved {
  switch (reference.scope) {
    case 'model':
      return {
        unmapped: { kind: 'unmapped', source: reference, field: printReference(reference), why: 'no-model', near: [] },
      };
    case 'event': {
      const trail = follow(eventRoot(place.logType), reference.path, reference.exact === true);
      // What Panther adds is in no store, whatever the log may hold.
      if (place.logType === undefined && isAdded(reference.path)) return none(reference, place);
      return trail === undefined ? unknown(reference, place) : columnsAt(trail, reference, place);
    }
    case 'element':
      return resolveElement(reference, scopes, place);
  }
}

function resolveElement(
  given: Extract<Reference, { scope: 'element' }>,
  scopes: readonly ListScope[],
  place: Place,
): Resolved {
  const scope = scopes[given.depth];
  if (scope?.branch) {
    const entry = scope.branch.get(keyOf(given.path.map((step) => ({ step, list: false }))));
    if (!entry) return none(given, place);
    const inside = scope.trail && follow(intoElements(scope.trail), given.path, false);
    const found = fromEntry(entry, [], given, place, scope.asElements ? (inside?.kind ?? 'unknown') : 'unknown');
    return scope.asElements && !('unmapped' in found) ? { ...found, columns: found.columns.map(ofElement) } : found;
    function ofElement(c: ColumnRef): ColumnRef {
      return c.kind === 'column' ? { ...c, kind: 'element', depth: given.depth, access: given.path } : c;
    }
  }
  const trail = scope?.trail && intoElements(scope.trail);
  if (trail === undefined) return element(given, 'unknown');
  const inside = follow(trail, given.path, false);
  if (inside === undefined) return unknown(given, place);
  // In the log type's own case, as the store has it.
  const own = inside.parts.slice(inside.parts.length - given.path.length).map((part) => part.step);
  const reference = { ...given, path: own };
  // No column holds lists in lists, or what is in them.
  if (inside.nested || (own.length === 0 && inside.kind === 'array'))
    return { ...element(reference, inside.kind), trail: inside };
  const found = columnsAt(inside, reference, place);
  if (!('unmapped' in found)) {
    const direct = found.columns.every(
      (c) => c.kind === 'column' && (c.column.holds === 'value' || c.column.access.length === 0),
    );
    if (direct) {
      return {
        columns: found.columns.map((c) =>
          c.kind === 'column' ? { ...c, kind: 'element', depth: reference.depth, access: reference.path } : c,
        ),
        trail: inside,
      };
    }
  }
  return holdsElements(trail, place)
    ? { ...element(reference, inside.kind), trail: inside }
    : 'unmapped' in found
      ? found
      : none(reference, place);
}

function element(
  reference: Extract<Reference, { scope: 'element' }>,
  fieldType: FieldKind,
): { columns: ColumnRef[]; trail: undefined } {
  return {
    columns: [{ kind: 'element', depth: reference.depth, access: reference.path, source: reference, fieldType }],
    trail: undefined,
  };
}

/** Whether the column of the list, or of a list around it, holds its elements whole, as JSON. */
function holdsElements(trail: Trail, place: Place): boolean {
  return trail.parts.some((part, i) => {
    if (!part.list) return false;
    const parts = [...trail.parts.slice(0, i), { ...part, list: false }];
    const found = columnsAt({ ...trail, parts }, { scope: 'event', path: parts.map((p) => p.step) }, place);
    return !('unmapped' in found) && found.columns.some((c) => c.kind === 'column' && c.column.holds !== 'value');
  });
}

/**
 * The columns for a trail: its own entry, else the nearest entry above that holds JSON (the one without a key holds the whole event),
 * else the home's native naming.
 */
function columnsAt(trail: Trail, source: Reference, place: Place): Resolved {
  for (let length = trail.parts.length; length >= 0; length--) {
    const head = trail.parts.slice(0, length);
    const entry = place.home.fields.get(keyOf(head));
    if (entry === undefined) continue;
    if (entry.none !== undefined) return none(source, place);
    const below = trail.parts.slice(length);
    if (below.length > 0 && !entry.columns.some((column) => column.holds !== 'value')) break;
    if (below.some((part) => part.list)) {
      // What stands in a list of names and values has no column named after its path.
      if (entry.columns.some((column) => column.pairs !== undefined)) return none(source, place);
      break;
    }
    const found = fromEntry(
      entry,
      below.map((part) => part.step),
      source,
      place,
      trail.kind,
    );
    return 'unmapped' in found ? found : { ...found, trail };
  }
  return native(trail, source, place);
}

function fromEntry(
  entry: FieldEntry,
  below: readonly Step[],
  source: Reference,
  place: Place,
  fieldType: FieldKind,
): Resolved {
  const usable = entry.columns.filter((column) => column.certainty !== 'guessed' || place.guessed);
  if (usable.length === 0)
    return entry.columns.length > 0 ? { unmapped: unmappedAs(source, 'guessed') } : none(source, place);
  return {
    columns: usable.map((column) => ({
      kind: 'column',
      column: { ...column, access: [...column.access, ...below] },
      source,
      fieldType,
    })),
    trail: undefined,
  };
}

/** A column named after the path, where the home names its columns so. An index ends the name: what follows is read inside. */
function native(trail: Trail, source: Reference, place: Place): Resolved {
  const { home } = place;
  // No store names columns after keys inside a text.
  if (home.native === undefined || trail.inText === true) return none(source, place);
  const asText = home.native.asText === true;
  if (asText && (holdsParts(trail) || crossesList(trail))) return none(source, place);
  const cut = trail.parts.findIndex((part) => typeof part.step === 'number');
  const named = cut === -1 ? trail.parts : trail.parts.slice(0, cut);
  const parts = named.map((part, i) => ({
    key: String(part.step),
    list: part.list || (i === named.length - 1 && (cut !== -1 || trail.kind === 'array')),
  }));
  const column: Column = {
    name: place.nativeName(parts, home.native.prefix),
    type: asText ? 'string' : columnType(cut === -1 ? trail.kind : 'json'),
    access: cut === -1 ? [] : trail.parts.slice(cut).map((part) => part.step),
    holds: 'value',
    repeated: parts.some((part) => part.list),
    enriched: false,
    certainty: home.native.certainty,
    cite: home.native.cite,
  };
  return { columns: [{ kind: 'column', column, source, fieldType: trail.kind }], trail };
}

/** Whether the log has an object or a list there, as far as the schema knows: JSON with keys is one, other JSON may be one value. */
function holdsParts({ kind, field }: Trail): boolean {
  if (kind === 'json') return field !== undefined && field.fields.length > 0 && !field.jsonText;
  return kind === 'object' || kind === 'array';
}

function crossesList({ parts }: Trail): boolean {
  return parts.some(({ step, list }) => list || typeof step === 'number');
}

function columnType(kind: FieldKind): Column['type'] {
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

function none(source: Reference, _place: Place): Resolved {
  return { unmapped: unmappedAs(source, 'no-column') };
}

function unknown(source: Reference, place: Place): Resolved {
  if (source.scope === 'event' && isAdded(source.path)) return none(source, place);
  const near = place.logType && source.scope === 'event' ? nearPaths(place.logType, source.path) : [];
  return { unmapped: { ...unmappedAs(source, 'unknown-field'), near } };
}

function isAdded([first]: readonly Step[]): boolean {
  return pantherFields.some((field) => field.name === first);
}

function unmappedAs(source: Reference, why: Unmapped['why']): Unmapped {
  return { kind: 'unmapped', source, field: printReference(source), why, near: [] };
}

/** The trail of a plain reference, for a quantifier's scope. */
export function trailOf(
  reference: Reference,
  scopes: readonly ListScope[],
  place: Pick<Place, 'logType'>,
): Trail | undefined {
  if (reference.scope === 'event') return follow(eventRoot(place.logType), reference.path, reference.exact === true);
  if (reference.scope === 'model') return undefined;
  const outer = scopes[reference.depth]?.trail;
  return outer && follow(intoElements(outer), reference.path, false);
}

/** The entry of a home for a trail, for its `where` branches. */
export function entryAt(trail: Trail, home: Home): FieldEntry | undefined {
  return home.fields.get(keyOf(trail.parts));
}

/** How the keys of mapping files spell a trail: `a.b`, `a[].b`, odd keys in backticks. */
export function keyOf(parts: readonly TrailPart[]): string {
  return parts
    .map((part) => `${typeof part.step === 'number' ? `[${part.step}]` : keyText(part.step)}${part.list ? '[]' : ''}`)
    .join('.')
    .replaceAll('.[', '[');
}

function keyText(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(key) ? key : `\`${key.replace(/[\\`]/g, '\\$&')}\``;
}

function eventRoot(logType: LogType | undefined): Trail {
  return {
    parts: [],
    kind: logType ? 'object' : 'json',
    field: logType && {
      name: '',
      kind: 'object',
      fields: logType.fields,
      element: undefined,
      jsonText: false,
      description: undefined,
    },
  };
}

function intoElements(list: Trail): Trail {
  const last = list.parts.length - 1;
  const parts = list.parts.map((part, i) => (i === last ? { ...part, list: true } : part));
  const inside = list.field?.element;
  const nested = list.nested === true || list.parts[last]?.list === true;
  return { parts, kind: inside?.kind ?? 'unknown', field: inside, inText: list.inText, nested };
}

/** Follows steps through the schema, putting keys into its case; undefined where the schema is closed and lacks the key. */
function follow(from: Trail, path: readonly Step[], exactCase: boolean): Trail | undefined {
  let at = from;
  for (const step of path) {
    const next = descend(at, step, exactCase);
    if (next === undefined) return undefined;
    at = next;
  }
  return at;
}

function descend(at: Trail, step: Step, exactCase: boolean): Trail | undefined {
  // JSON, as a value or as text, may hold what the schema does not list; what it does list is found like any other key.
  const open = at.kind === 'json' || at.kind === 'unknown' || at.field?.jsonText === true;
  const inText = at.inText === true || at.field?.jsonText === true;
  const below = { inText, nested: at.nested };
  const unlisted: Trail = { parts: [...at.parts, { step, list: false }], kind: 'unknown', field: undefined, ...below };
  if (typeof step === 'number') {
    if (at.kind === 'array')
      return { ...unlisted, kind: at.field?.element?.kind ?? 'unknown', field: at.field?.element };
    return open ? unlisted : undefined;
  }
  if (at.kind !== 'object' && !open) return undefined;
  const known = at.field?.fields ?? [];
  const field =
    known.find((f) => f.name === step) ??
    (exactCase ? undefined : known.find((f) => f.name.toLowerCase() === step.toLowerCase()));
  if (field === undefined) return open || known.length === 0 ? unlisted : undefined;
  return { parts: [...at.parts, { step: field.name, list: false }], kind: field.kind, field, ...below };
}
