import { nearNames } from '../diagnostics/near.ts';
import type { Step } from '../ir/path.ts';
import { parseFieldKey, printFieldKey } from './field-key.ts';
import type { Field, LogType } from './log-type.ts';
import type { FieldKind } from './mapping.ts';
import { pantherFields } from './panther-fields.ts';

/** What the schema knows of a path. */
export interface FoundField {
  /** The path with its keys in the schema's own case; keys below open objects as they were written. */
  readonly canonical: readonly Step[];
  /** The schema's field; undefined below an open object, where anything may stand. */
  readonly field: Field | undefined;
  readonly kind: FieldKind;
  /** The path leads below an open object that does not list it: it may or may not exist. */
  readonly open: boolean;
  /** The path goes through a text that holds JSON: only `parse_json` reads it. */
  readonly throughText: boolean;
}

/** Where a path may start: a log type's event, or a field (the element of a list, for paths inside a quantifier). */
export type Root = Pick<LogType, 'fields'> | Field;

/**
 * Finds a path in a schema, ignoring the case of its keys (an exact match wins), through lists by index. From a list's
 * `element` it finds paths on the element. Undefined: no event of the log type has it.
 */
export function findField(from: Root, path: readonly Step[]): FoundField | undefined {
  let at: FoundField = {
    canonical: [],
    field: 'kind' in from ? from : eventField(from.fields),
    kind: 'kind' in from ? from.kind : 'object',
    open: false,
    throughText: false,
  };
  for (const step of path) {
    const next = descend(at, step);
    if (next === undefined) return undefined;
    at = next;
  }
  return at;
}

function eventField(fields: readonly Field[]): Field {
  const all = [...fields, ...pantherFields];
  return { name: '', kind: 'object', fields: all, element: undefined, jsonText: false, description: undefined };
}

function descend(at: FoundField, step: Step): FoundField | undefined {
  const throughText = at.throughText || (at.field?.jsonText ?? false);
  const field = at.field;
  if (typeof step === 'number') {
    if (at.kind === 'array') return found(at, step, field?.element, throughText);
    return isOpen(at) ? found(at, step, undefined, throughText) : undefined;
  }
  const known = field === undefined ? undefined : childNamed(field, step);
  if (known !== undefined) return found(at, known.name, known, throughText);
  return isOpen(at) ? found(at, step, undefined, throughText) : undefined;
}

/** Anything may stand below: an open object, JSON text, or an object whose keys the schema does not list. */
function isOpen(at: FoundField): boolean {
  if (at.kind === 'json' || at.kind === 'unknown') return true;
  return at.field?.jsonText === true || (at.kind === 'object' && at.field?.fields.length === 0);
}

function found(from: FoundField, step: Step, field: Field | undefined, throughText: boolean): FoundField {
  const canonical = [...from.canonical, step];
  return { canonical, field, kind: field?.kind ?? 'unknown', open: field === undefined, throughText };
}

function childNamed(parent: Field, key: string): Field | undefined {
  const wanted = key.toLowerCase();
  return (
    parent.fields.find((field) => field.name === key) ??
    parent.fields.find((field) => field.name.toLowerCase() === wanted)
  );
}

/** Every path that the schema lists, lists crossed as `a[].b`, in the schema's order: for suggestions and documentation. */
export function allPaths(logType: Pick<LogType, 'fields'>): string[] {
  return pathsBelow('', logType.fields);
}

function pathsBelow(prefix: string, fields: readonly Field[]): string[] {
  return fields.flatMap((field) => {
    const key = printFieldKey([{ step: field.name, list: false }]);
    const path = prefix === '' ? key : `${prefix}.${key}`;
    return [path, ...pathsBelow(path, field.fields), ...pathsInElement(`${path}[]`, field.element)];
  });
}

function pathsInElement(path: string, element: Field | undefined): string[] {
  if (element === undefined) return [];
  return [...pathsBelow(path, element.fields), ...pathsInElement(`${path}[]`, element.element)];
}

/**
 * The listed paths that a wrong path may have meant, best first: those that end in all of its keys (a parent was left
 * out), those that it ends in (one was put in), those that end in the same keys, then the nearest by spelling.
 */
export function nearPaths(logType: Pick<LogType, 'fields'>, path: readonly Step[], limit = 3): string[] {
  const known = nearOf.get(logType.fields) ?? new Map<string, string[]>();
  nearOf.set(logType.fields, known);
  const key = JSON.stringify([limit, path]);
  const found = known.get(key) ?? findNear(logType, path, limit);
  known.set(key, found);
  return found;
}

/** A wrong path may stand in hundreds of rows of one rule, for each target anew. */
const nearOf = new WeakMap<LogType['fields'], Map<string, string[]>>();

function findNear(logType: Pick<LogType, 'fields'>, path: readonly Step[], limit: number): string[] {
  const wanted = keysOf(path);
  if (wanted.length === 0) return [];
  const names = [...allPaths(logType), ...pantherFields.map((field) => field.name)];
  const candidates = names.map((name) => ({
    name,
    keys: keysOf((parseFieldKey(name) ?? []).map((part) => part.step)),
  }));
  const scored = candidates
    .map(({ name, keys }) => ({ name, keys, shared: sharedTail(wanted, keys) }))
    .filter(
      ({ keys, shared }) => shared === wanted.length || shared === keys.length || (shared > 0 && wanted.length > 1),
    )
    .sort((a, b) => b.shared - a.shared || a.keys.length - b.keys.length || (a.name < b.name ? -1 : 1));
  const best = scored[0]?.shared ?? 0;
  const bySuffix = scored.filter(({ shared }) => shared === best).map(({ name }) => name);
  const whole =
    bySuffix.length > 0
      ? []
      : nearNames(
          wanted.join('.'),
          names.map((name) => name.replaceAll('[]', '')),
          limit,
        );
  const bySpelling = names.filter((name) => whole.includes(name.replaceAll('[]', '')));
  const order = (name: string): number => whole.indexOf(name.replaceAll('[]', ''));
  return [...bySuffix, ...bySpelling.sort((a, b) => order(a) - order(b))].slice(0, limit);
}

function keysOf(path: readonly Step[]): string[] {
  return path.filter((step) => typeof step === 'string').map((key) => key.toLowerCase());
}

function sharedTail(a: readonly string[], b: readonly string[]): number {
  let shared = 0;
  while (shared < Math.min(a.length, b.length) && a[a.length - 1 - shared] === b[b.length - 1 - shared]) shared += 1;
  return shared;
}
