import type { Json, JsonObject } from '../../ir/json.ts';
import { isList, isObject } from '../../ir/json.ts';
import type { Step } from '../../ir/path.ts';
import type { Place } from '../../ir/put.ts';
import { put } from '../../ir/put.ts';
import type { Unsupported } from '../../lower/lowering.ts';
import { parseFieldKey } from '../../mapping/field-key.ts';
import type { FieldKind, Home, MappedColumn, PairKind, Pairs } from '../../mapping/mapping.ts';
import type { SplExpression } from './ast.ts';
import { call, number, readsFields } from './build.ts';
import { hoist } from './hoist.ts';
import { elementsAt, jsonAt, raw } from './json-path.ts';
import type { Reading } from './reading.ts';
import { fromJson, sameConstant } from './reading.ts';

/** A value of an object that the store keeps as a list of name/value elements: the value of the first element of that name. */
export function readPair({ column, fieldType }: MappedColumn, pairs: Pairs): Reading | Unsupported {
  const [name, ...rest] = column.access;
  const list = listSteps(column.name);
  // Of the whole object no more is asked than whether it is there.
  if (name === undefined) return fromJson(raw, list, 'json');
  if (typeof name !== 'string') return { unsupported: `the home keeps ${column.name} by name, not by position` };
  const keys = keysFor(pairs, rest, fieldType);
  if (keys.length === 0) return { unsupported: `an element of ${column.name} holds no such value` };
  const elements = elementsAt(raw, list);
  const isNamed = sameConstant(jsonAt(elements, [pairs.name]), name);
  const named = `${list.at(-1) ?? 'list'}_${name}`.replace(/\W+/g, '_');
  const first = call('mvindex', call('mvfilter', isNamed), number(0n));
  const [key, ...others] = keys;
  const isPlain = key !== undefined && others.length === 0 && rest.length === 0 && !isContainer(fieldType);
  const element = hoist('pair', first, `${named}_element`);
  const ast = isPlain
    ? hoist('value', jsonAt(first, [key]), named)
    : firstOf(keys.map((one) => jsonAt(element, [one, ...rest])));
  const lists = keysFor(pairs, rest, 'array');
  const values = lists.length === 0 ? undefined : firstOf(lists.map((one) => elementsAt(element, [one, ...rest])));
  return {
    holds: fieldType === 'array' ? 'list' : 'leaf',
    ast,
    kind: fieldType,
    fillers: [],
    elements: values,
    values,
    whole: ast,
    extracted: readsFields(ast),
    differs: [],
  };
}

function firstOf(values: readonly SplExpression[]): SplExpression {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : call('coalesce', ...values);
}

/** The keys that may hold a value of a type: those of lists where the path goes on at an index, of objects where it goes on at a key. */
function keysFor({ values }: Pairs, [below]: readonly Step[], kind: FieldKind): readonly string[] {
  const wanted = (of: PairKind): boolean => {
    if (below !== undefined) return of === (typeof below === 'number' ? 'array' : 'object');
    switch (kind) {
      case 'json':
      case 'unknown':
        return true;
      case 'timestamp':
        return of === 'string';
      case 'integer':
      case 'float':
        return of === 'integer' || of === 'float';
      case 'string':
      case 'boolean':
      case 'array':
      case 'object':
        return of === kind;
    }
  };
  return values.filter((value) => wanted(value.kind)).map(({ key }) => key);
}

function listSteps(name: string): readonly string[] {
  return name.replaceAll('{}', '').split('.');
}

function isContainer(kind: FieldKind): boolean {
  return kind === 'json' || kind === 'unknown' || kind === 'array' || kind === 'object';
}

/** An event with its objects as lists of name/value elements, where the home keeps them so. */
export function pairedEvent(event: JsonObject, home: Home, guessed: boolean): JsonObject {
  let stored = event;
  for (const { place, list, pairs } of pairedFields(home, guessed)) {
    const value = place.reduce<Json | undefined>((at, key) => (isObject(at) ? at[String(key)] : undefined), stored);
    if (value === undefined) continue;
    const kept = isObject(value) ? Object.entries(value).map(([name, item]) => elementOf(name, item, pairs)) : value;
    stored = put(put(stored, place, undefined), list, kept);
  }
  return stored;
}

function elementOf(name: string, value: Json, pairs: Pairs): JsonObject {
  const [first] = pairs.values;
  const kinds = kindsOf(value);
  const key = kinds.flatMap((kind) => pairs.values.find((one) => one.kind === kind) ?? [])[0] ?? first;
  return key === undefined ? { [pairs.name]: name } : { [pairs.name]: name, [key.key]: value };
}

/** The types that a value may be kept as, the nearest first. */
function kindsOf(value: Json): readonly PairKind[] {
  if (isList(value)) return ['array'];
  if (isObject(value)) return ['object'];
  switch (typeof value) {
    case 'bigint':
      return ['integer', 'float'];
    case 'number':
      return ['float', 'integer'];
    case 'boolean':
      return ['boolean'];
    default:
      return ['string'];
  }
}

interface PairedField {
  readonly place: Place;
  readonly list: Place;
  readonly pairs: Pairs;
}

/** Read once for each home, from the home alone. */
const paired = new WeakMap<Home, Map<boolean, readonly PairedField[]>>();

function pairedFields(home: Home, guessed: boolean): readonly PairedField[] {
  const known = paired.get(home) ?? new Map<boolean, readonly PairedField[]>();
  paired.set(home, known);
  const fields = known.get(guessed) ?? readPairedFields(home, guessed);
  known.set(guessed, fields);
  return fields;
}

function readPairedFields(home: Home, guessed: boolean): readonly PairedField[] {
  return [...home.fields].flatMap(([key, { columns }]) =>
    columns.flatMap(({ name, pairs, certainty }) => {
      const parts = parseFieldKey(key) ?? [];
      if (pairs === undefined || parts.some((part) => part.list) || (certainty === 'guessed' && !guessed)) return [];
      return [{ place: parts.map(({ step }) => step), list: listSteps(name), pairs }];
    }),
  );
}
