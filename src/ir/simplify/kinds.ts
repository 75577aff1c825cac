import type { Json } from '../json.ts';
import { isList, isObject } from '../json.ts';

/**
 * A set of kinds of values, one bit each: how finely simplifying tells values apart. The kinds of `single` hold one value only (up to
 * the sign of zero), so every test on them is decided.
 */
export type Kinds = number;

export const kind = {
  missing: 1,
  null: 1 << 1,
  emptyText: 1 << 2,
  text: 1 << 3,
  false: 1 << 4,
  true: 1 << 5,
  zero: 1 << 6,
  integer: 1 << 7,
  floatZero: 1 << 8,
  float: 1 << 9,
  emptyList: 1 << 10,
  list: 1 << 11,
  emptyObject: 1 << 12,
  object: 1 << 13,
} as const satisfies Record<string, Kinds>;

/** Each kind alone. */
export const eachKind: readonly Kinds[] = Object.values(kind);

export const anyKind: Kinds = (1 << 14) - 1;
export const noKind: Kinds = 0;
export const nullish: Kinds = kind.missing | kind.null;
export const texts: Kinds = kind.emptyText | kind.text;
export const booleans: Kinds = kind.false | kind.true;
export const integers: Kinds = kind.zero | kind.integer;
export const floats: Kinds = kind.floatZero | kind.float;
export const numbers: Kinds = integers | floats;
export const lists: Kinds = kind.emptyList | kind.list;
export const objects: Kinds = kind.emptyObject | kind.object;
export const truthy: Kinds = kind.text | kind.true | kind.integer | kind.float | kind.list | kind.object;

/** The one value of each kind that has only one. */
export const single: ReadonlyMap<Kinds, Json | undefined> = new Map<Kinds, Json | undefined>([
  [kind.missing, undefined],
  [kind.null, null],
  [kind.emptyText, ''],
  [kind.false, false],
  [kind.true, true],
  [kind.zero, 0n],
  [kind.floatZero, 0],
  [kind.emptyList, []],
  [kind.emptyObject, {}],
]);

/** The kind of a value. */
export function kindOf(value: Json | undefined): Kinds {
  if (value === undefined) return kind.missing;
  if (value === null) return kind.null;
  if (typeof value === 'string') return value === '' ? kind.emptyText : kind.text;
  if (typeof value === 'boolean') return value ? kind.true : kind.false;
  if (typeof value === 'bigint') return value === 0n ? kind.zero : kind.integer;
  if (typeof value === 'number') return value === 0 ? kind.floatZero : kind.float;
  if (isList(value)) return value.length === 0 ? kind.emptyList : kind.list;
  return isObject(value) && Object.keys(value).length > 0 ? kind.object : kind.emptyObject;
}

/** Whether every kind of one set is in another. */
export function isWithin(some: Kinds, all: Kinds): boolean {
  return (some & ~all) === 0;
}

/** What a name of `type_is` stands for. */
export function kindsOfType(name: Json): Kinds {
  switch (name) {
    case 'string':
      return texts;
    case 'number':
      return numbers;
    case 'integer':
      return integers;
    case 'boolean':
      return booleans;
    case 'list':
      return lists;
    case 'object':
      return objects;
    case 'null':
      return kind.null;
    default:
      return noKind;
  }
}
