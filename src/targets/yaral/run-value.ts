import type { Json, JsonObject } from '../../ir/json.ts';
import type { UdmField } from './udm.ts';

/** A value of the language. */
export type Scalar = string | bigint | number | boolean;

export type ValueType = 'string' | 'int' | 'float' | 'bool' | 'enum' | 'message' | 'list';

/** One event in one of the copies that the engine makes, one per element of the lists that are asked without a modifier. */
export interface Instance {
  readonly event: JsonObject;
  /** Which element of each list, in the order of the rule's slots. */
  readonly chosen: readonly number[];
  /** Position of the event among those that run. */
  readonly position: number;
}

/** Where an evaluation stands. Mutable: one is made for a run and moved along, so that asking allocates nothing. */
export interface Moment {
  event: JsonObject;
  chosen: readonly number[];
  position: number;
  /** The value that an `any` or `all` asks now. */
  one: Scalar | undefined;
  /** What a match or a group is made of. */
  group: readonly Instance[];
  /** Values of the outcome variables, in the order of the text. */
  outcomes: (Scalar | readonly Scalar[])[];
}

/** A fresh moment. */
export function momentOf(event: JsonObject): Moment {
  return { event, chosen: [], position: 0, one: undefined, group: [], outcomes: [] };
}

/** An expression with a value, compiled. */
export interface Compiled {
  readonly type: ValueType;
  /** Names of an enum by number. */
  readonly names: readonly string[];
  readonly get: (moment: Moment) => Scalar;
  /** All values: of a list, or the one. */
  readonly all: (moment: Moment) => readonly Scalar[];
}

/** A row, compiled. */
export type Truth = (moment: Moment) => boolean;

/** A value from a function of the moment. */
export function scalar(type: ValueType, get: (moment: Moment) => Scalar, names: readonly string[] = []): Compiled {
  return { type, names, get, all: (moment) => [get(moment)] };
}

/** A list from a function of the moment. Read as one value it is its first. */
export function listValue(all: (moment: Moment) => readonly Scalar[]): Compiled {
  return { type: 'list', names: [], get: (moment) => all(moment)[0] ?? '', all };
}

/** What an unset field reads as. https://docs.cloud.google.com/chronicle/docs/yara-l/yara-l-2-0-syntax */
export function zeroFor({ type, names }: Pick<UdmField, 'type' | 'names'>): Scalar {
  switch (type) {
    case 'int':
      return 0n;
    case 'float':
      return 0;
    case 'bool':
      return false;
    case 'enum':
      return names[0] ?? '';
    case 'string':
    case 'bytes':
    case 'timestamp':
    case 'latlng':
    case 'labels':
    case 'struct':
    case 'message':
      return '';
  }
}

/** The language's type for a type of the model. */
export function valueType({ type }: Pick<UdmField, 'type'>): ValueType {
  switch (type) {
    case 'string':
    case 'int':
    case 'float':
    case 'bool':
    case 'enum':
      return type;
    case 'bytes':
      return 'string';
    case 'timestamp':
    case 'latlng':
    case 'labels':
    case 'struct':
    case 'message':
      return 'message';
  }
}

/** A stored value, where it is one of the language's. */
export function isScalar(value: Json | undefined): value is Scalar {
  return value !== undefined && value !== null && typeof value !== 'object';
}

/** Text of a value, as the functions of texts see it. */
export function textOf(value: Scalar): string {
  return typeof value === 'string' ? value : String(value);
}

/** Whether a value is what an unset field reads as. */
export function isZero(value: Scalar, names: readonly string[]): boolean {
  return value === '' || value === 0n || value === 0 || value === false || (names.length > 0 && value === names[0]);
}
