import type { Json } from '../../ir/json.ts';
import { isList, isObject } from '../../ir/json.ts';
import type { Row } from '../runner.ts';

/** What a row has at a field. */
export interface Found {
  /** The key is there, whatever it holds. */
  readonly present: boolean;
  /** The values, lists as their elements, null among them. */
  readonly values: readonly Json[];
}

const nothing: Found = { present: false, values: [] };

/** Compiles a field's name: dots separate keys, case is kept, a list on the way means any of its elements. */
export function findField(name: string): (row: Row) => Found {
  const keys = name.split('.');
  return (row) => {
    const values: Json[] = [];
    const present = collect(row, keys, 0, values);
    return present ? { present, values } : nothing;
  };
}

function collect(value: Json | undefined, keys: readonly string[], at: number, into: Json[]): boolean {
  if (value === undefined) return false;
  if (isList(value)) {
    // A list inside a list is an element without a value of its own.
    if (at === keys.length) into.push(...value);
    else return value.map((item) => !isList(item) && collect(item, keys, at, into)).includes(true);
    return true;
  }
  const key = keys[at];
  if (key === undefined) {
    into.push(value);
    return true;
  }
  return isObject(value) && Object.hasOwn(value, key) ? collect(value[key], keys, at + 1, into) : false;
}
