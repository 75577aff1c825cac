import type { Json } from '../../ir/json.ts';
import { isList, isObject, parseJson } from '../../ir/json.ts';

/** What all samples showed of the values at one place. Grows as values are added. */
export interface Seen {
  /** Values there, nulls among them. */
  count: number;
  nulls: number;
  booleans: number;
  integers: number;
  floats: number;
  texts: number;
  lists: number;
  objects: number;
  /** The extremes of whole numbers. */
  least: bigint;
  most: bigint;
  /** How many texts that are not empty were each of these. */
  readonly forms: { some: number; json: number; time: number; number: number; boolean: number };
  /** What is below the keys of objects, in the order in which they were met. */
  readonly keys: Map<string, Seen>;
  /** Objects that were too large or too deep to be looked into. */
  unread: number;
  element: Seen | undefined;
  /** What the JSON inside texts showed. */
  inText: Seen | undefined;
}

/** Nothing seen yet. */
export function nothingSeen(): Seen {
  return {
    count: 0,
    nulls: 0,
    booleans: 0,
    integers: 0,
    floats: 0,
    texts: 0,
    lists: 0,
    objects: 0,
    least: 0n,
    most: 0n,
    forms: { some: 0, json: 0, time: 0, number: 0, boolean: 0 },
    keys: new Map(),
    unread: 0,
    element: undefined,
    inText: undefined,
  };
}

/** Objects are looked into so deep, with so many keys in all samples together. */
const limits = { depth: 24, keys: 2000, text: 1 << 20 } as const;

/** Adds one value to what was seen at its place. */
export function observe(value: Json, seen: Seen, depth = 0): void {
  seen.count += 1;
  if (value === null) seen.nulls += 1;
  else if (typeof value === 'boolean') seen.booleans += 1;
  else if (typeof value === 'bigint') observeInteger(value, seen);
  else if (typeof value === 'number') seen.floats += 1;
  else if (typeof value === 'string') observeText(value, seen, depth);
  else if (isList(value)) {
    seen.lists += 1;
    for (const item of value) observe(item, below(seen), depth + 1);
  } else if (isObject(value)) observeObject(value, seen, depth);
}

function below(seen: Seen): Seen {
  seen.element ??= nothingSeen();
  return seen.element;
}

function observeInteger(value: bigint, seen: Seen): void {
  if (seen.integers === 0 || value < seen.least) seen.least = value;
  if (seen.integers === 0 || value > seen.most) seen.most = value;
  seen.integers += 1;
}

function observeObject(value: Readonly<Record<string, Json>>, seen: Seen, depth: number): void {
  seen.objects += 1;
  if (depth >= limits.depth) {
    seen.unread += 1;
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    let inside = seen.keys.get(key);
    if (inside === undefined) {
      if (seen.keys.size >= limits.keys) {
        seen.unread += 1;
        return;
      }
      inside = nothingSeen();
      seen.keys.set(key, inside);
    }
    observe(item, inside, depth + 1);
  }
}

function observeText(text: string, seen: Seen, depth: number): void {
  seen.texts += 1;
  const trimmed = text.trim();
  if (trimmed === '') return;
  const { forms } = seen;
  forms.some += 1;
  if (isTime(trimmed)) forms.time += 1;
  else if (/^-?\d+(\.\d+)?$/.test(trimmed)) forms.number += 1;
  else if (/^(true|false)$/i.test(trimmed)) forms.boolean += 1;
  const inside = jsonIn(trimmed);
  if (inside === undefined) return;
  forms.json += 1;
  seen.inText ??= nothingSeen();
  observe(inside, seen.inText, depth + 1);
}

/** An instant as RFC 3339 writes it, its zone left out at most. */
function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d([.,]\d+)?\s?(Z|z|[+-]\d\d:?\d\d)?$/.test(text);
}

/** The object or list that a text writes; undefined for any other text. */
function jsonIn(text: string): Json | undefined {
  if (!/^[[{]/.test(text) || text.length > limits.text) return undefined;
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
