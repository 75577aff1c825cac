import type { Json } from '../../ir/json.ts';
import type { PathPart } from './ast.ts';
import { udmField } from './udm.ts';

/** An event under construction. */
export interface Draft {
  [key: string]: Json | Draft | DraftList;
}
interface DraftList extends Array<Json | Draft> {}

/** Which element of each repeated message belongs to one element of the log, by the message's path. */
export type Elements = Map<string, number>;

/** How a value meets one that stands there already: the first stays, or the last. */
export type Keep = 'first' | 'last';

/**
 * Writes a value at a path. Below a repeated message it goes to the element that belongs to the log's element; without one, to the first
 * message that has nothing there yet. Lists grow by what they do not hold.
 */
export function write(
  root: Draft,
  path: readonly PathPart[],
  value: Json,
  keep: Keep,
  elements: Elements | undefined,
): void {
  put(root, path, 0, value, keep, elements);
}

function put(
  at: Draft,
  path: readonly PathPart[],
  i: number,
  value: Json,
  keep: Keep,
  elements: Elements | undefined,
): boolean {
  const part = path[i];
  if (part?.kind !== 'field') return false;
  const { name } = part;
  const head = path.slice(0, i + 1);
  const known = udmField(head);
  if (known === undefined) return false;
  const next = path[i + 1];
  if (known.type === 'labels' && next?.kind === 'key') {
    listAt(at, name).push({ key: next.key, value });
    return true;
  }
  if (known.type === 'struct') return putKey(objectAt(at, name), path, i + 1, value);
  const repeated = known.lists > (udmField(path.slice(0, i))?.lists ?? 0);
  if (known.type === 'message') {
    if (!repeated) return put(objectAt(at, name), path, i + 1, value, keep, elements);
    return putElement(listAt(at, name), path, i, value, keep, elements);
  }
  if (known.type === 'latlng' && next?.kind === 'field') return putScalar(objectAt(at, name), next.name, value, keep);
  if (!repeated) return putScalar(at, name, value, keep && insideList(head) && !elements ? 'refuse' : keep);
  const list = listAt(at, name);
  if (!list.includes(value)) list.push(value);
  return true;
}

function putElement(
  list: DraftList,
  path: readonly PathPart[],
  i: number,
  value: Json,
  keep: Keep,
  elements: Elements | undefined,
): boolean {
  const part = path[i + 1];
  const index = part?.kind === 'index' ? part.index : undefined;
  const rest = index === undefined ? path : [...path.slice(0, i + 1), ...path.slice(i + 2)];
  const mark = path
    .slice(0, i + 1)
    .map((step) => (step.kind === 'field' ? step.name : ''))
    .join('.');
  const own = index ?? elements?.get(mark);
  if (own !== undefined || elements) {
    const chosen = own ?? list.length;
    elements?.set(mark, chosen);
    while (list.length <= chosen) list.push({});
    return put(asDraft(list[chosen]), rest, i + 1, value, keep, elements);
  }
  for (const element of list) if (put(asDraft(element), rest, i + 1, value, keep, elements)) return true;
  const fresh: Draft = {};
  list.push(fresh);
  return put(fresh, rest, i + 1, value, keep, elements);
}

/** `additional.fields["key"]`. */
function putKey(at: Draft, path: readonly PathPart[], i: number, value: Json): boolean {
  const part = path[i];
  if (part?.kind === 'field') return putKey(objectAt(at, part.name), path, i + 1, value);
  return part?.kind === 'key' && putScalar(at, part.key, value, 'first');
}

function putScalar(at: Draft, name: string, value: Json, keep: Keep | 'refuse'): boolean {
  const there = Object.hasOwn(at, name);
  if (there && keep === 'refuse') return false;
  if (!there || keep === 'last') at[name] = value;
  return true;
}

function insideList(path: readonly PathPart[]): boolean {
  return (udmField(path)?.lists ?? 0) > 0;
}

function objectAt(at: Draft, name: string): Draft {
  const there = at[name];
  if (typeof there === 'object' && there !== null && !Array.isArray(there)) return asDraft(there);
  const fresh: Draft = {};
  at[name] = fresh;
  return fresh;
}

function listAt(at: Draft, name: string): DraftList {
  const there = at[name];
  // Only this file makes lists in a draft.
  if (Array.isArray(there)) return there as DraftList;
  const fresh: DraftList = [];
  at[name] = fresh;
  return fresh;
}

/** Messages in a draft are its own objects, so they may be written to. */
function asDraft(value: Json | Draft | DraftList | undefined): Draft {
  return (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}) as Draft;
}
