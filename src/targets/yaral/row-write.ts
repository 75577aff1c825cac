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

/** A step of a path, as far as writing cares. */
export interface WriteStep {
  readonly kind: 'message' | 'messages' | 'labels' | 'key' | 'scalar' | 'list';
  readonly name: string;
  /** The path so far. */
  readonly mark: string;
  /** A list of messages stands above. */
  readonly inList: boolean;
  /** The position that the path names. */
  readonly index: number | undefined;
}

/** A path made ready to write to; undefined where the model has no such path. */
export function writeSteps(path: readonly PathPart[]): readonly WriteStep[] | undefined {
  const steps: WriteStep[] = [];
  let inList = false;
  for (let i = 0; i < path.length; i++) {
    const part = path[i];
    if (part === undefined || part.kind === 'index') continue;
    const mark = `${steps.at(-1)?.mark ?? ''}.${part.kind === 'key' ? '[]' : part.name}`;
    if (part.kind === 'key') {
      if (steps.at(-1)?.kind !== 'labels')
        steps.push({ kind: 'scalar', name: part.key, mark, inList: false, index: undefined });
      else steps.push({ kind: 'key', name: part.key, mark, inList, index: undefined });
      continue;
    }
    const here = udmField(path.slice(0, i + 1));
    if (here === undefined) return undefined;
    const repeated = here.lists > (udmField(path.slice(0, i))?.lists ?? 0);
    const next = path[i + 1];
    const index = next?.kind === 'index' ? next.index : undefined;
    const kind = kindOf(
      here.type,
      repeated,
      path.slice(i + 1).some((step) => step.kind === 'key'),
    );
    steps.push({ kind, name: part.name, mark, inList, index });
    if (kind === 'messages') inList = true;
  }
  return steps;
}

function kindOf(type: string, repeated: boolean, keyed: boolean): WriteStep['kind'] {
  if (type === 'labels') return keyed ? 'labels' : 'scalar';
  if (type === 'message') return repeated ? 'messages' : 'message';
  if (type === 'struct' || type === 'latlng') return 'message';
  return repeated ? 'list' : 'scalar';
}

/**
 * Writes a value at a path. Below a repeated message it goes to the element that belongs to the log's element; without one, to the first
 * message that has nothing there yet.
 */
export function write(
  root: Draft,
  steps: readonly WriteStep[],
  value: Json,
  keep: Keep,
  elements: Elements | undefined,
): void {
  put(root, steps, 0, { value, keep, elements });
}

interface Written {
  readonly value: Json;
  readonly keep: Keep;
  readonly elements: Elements | undefined;
}

function put(at: Draft, steps: readonly WriteStep[], i: number, written: Written): boolean {
  const step = steps[i];
  if (step === undefined) return false;
  const { name } = step;
  switch (step.kind) {
    case 'message':
      return put(objectAt(at, name), steps, i + 1, written);
    case 'messages':
      return putElement(listAt(at, name), step, steps, i, written);
    case 'labels':
      listAt(at, name).push({ key: steps[i + 1]?.name ?? '', value: written.value });
      return true;
    case 'list':
      listAt(at, name).push(written.value);
      return true;
    case 'key':
    case 'scalar': {
      const there = Object.hasOwn(at, name);
      if (there && step.inList && written.keep === 'first') return at[name] === written.value;
      if (!there || written.keep === 'last') at[name] = written.value;
      return true;
    }
  }
}

function putElement(
  list: DraftList,
  { mark, index }: WriteStep,
  steps: readonly WriteStep[],
  i: number,
  written: Written,
): boolean {
  const { elements } = written;
  const own = index ?? elements?.get(mark);
  if (own !== undefined || elements) {
    const chosen = own ?? list.length;
    elements?.set(mark, chosen);
    while (list.length <= chosen) list.push({});
    if (put(asDraft(list[chosen]), steps, i + 1, written)) return true;
  } else for (const element of list) if (put(asDraft(element), steps, i + 1, written)) return true;
  const fresh: Draft = {};
  list.push(fresh);
  return put(fresh, steps, i + 1, written);
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
