import type { Json, JsonObject } from '../json.ts';

/**
 * The kind of an argument. `value`: any value (JSON there is a constant). `text`, `integer`: a value, or a constant of that type
 * (null counts as an integer left out). `pattern`, `keys`: always a constant, a text or a list of keys. `?`: may be left out;
 * `...`: the last kind repeats, or as a function's only kind any number of values; `pairs`: any number of texts, a value after each.
 */
export type ArgumentKind =
  | 'value'
  | 'text'
  | 'integer'
  | 'pattern'
  | 'keys'
  | 'value?'
  | 'text?'
  | 'integer?'
  | '...'
  | 'pairs';

/** An argument as it was read: undefined is missing. */
export type Given = Json | undefined;

/** Whether the keys of an object are matched exactly; else they are matched ignoring case where no key is the same. */
export type Exactness = (object: JsonObject) => boolean;

/** Whether a list is one of the event's own, not one that a function has made. */
export type Ownership = (list: Json) => boolean;

/** The meaning of a function: pure, and missing where Python would raise. */
export type Compute = (args: readonly Given[], isExact: Exactness, isOwn: Ownership) => Given;

/** A function of values. */
export interface FunctionRow {
  readonly args: readonly ArgumentKind[];
  readonly meaning: string;
  readonly compute: Compute;
}

/** One row of the table of functions. */
export function row(args: readonly ArgumentKind[], meaning: string, compute: Compute): FunctionRow {
  return { args, meaning, compute };
}
