import type { Json, JsonObject } from './json.ts';
import { isList, isObject } from './json.ts';
import type { Step } from './path.ts';

/** Whether the keys of an object match exactly; a boolean where all are alike. Asked only where a key differs by its case alone. */
export type Exact = boolean | ((object: JsonObject) => boolean);

/** Follows a path. Keys match exactly, else (unless `exact`) the first key equal ignoring case. Undefined: missing. Paths do not cross lists. */
export function follow(value: Json | undefined, path: readonly Step[], exact: Exact = false): Json | undefined {
  let at = value;
  for (const step of path) {
    at = typeof step === 'number' ? index(at, step) : child(at, step, exact);
    if (at === undefined) return undefined;
  }
  return at;
}

/** The value under a key of an object. */
export function child(value: Json | undefined, key: string, exact: Exact): Json | undefined {
  if (!isObject(value)) return undefined;
  if (Object.hasOwn(value, key)) return value[key];
  if (exact === true) return undefined;
  const wanted = key.toLowerCase();
  for (const candidate of Object.keys(value)) {
    if (candidate.toLowerCase() !== wanted) continue;
    return exact !== false && exact(value) ? undefined : value[candidate];
  }
  return undefined;
}

function index(value: Json | undefined, at: number): Json | undefined {
  return isList(value) ? value.at(at) : undefined;
}

/** Panther's `deep_walk`: every value at the end of the keys, crossing lists, without repeats. */
export function walkDeep(value: Json | undefined, keys: readonly string[], exact: Exact = false): Json[] {
  if (value === undefined) return [];
  const [key, ...rest] = keys;
  if (key === undefined)
    return isList(value) ? value.flatMap((item) => walkDeep(item, [])) : value === null ? [] : [value];
  if (isList(value)) return value.flatMap((item) => walkDeep(item, keys, exact));
  return walkDeep(child(value, key, exact), rest, exact);
}
