import type { Json } from '../../ir/json.ts';
import { isList, isObject } from '../../ir/json.ts';
import type { PathPart } from './ast.ts';
import type { Compiled, Moment, Scalar } from './run-value.ts';
import { isScalar, valueType, zeroFor } from './run-value.ts';
import { udmField } from './udm.ts';

/** A list of which each copy of the event has one element. */
export interface Slot {
  /** The list's path. */
  readonly mark: string;
  /** The list in an event, given the elements of the slots before. */
  readonly list: (moment: Moment) => readonly Json[];
}

/** The lists that the rows of a rule ask without a modifier, outer before inner. */
export class Slots {
  readonly all: Slot[] = [];

  /** The slot of a list; made where `make` says so, else undefined where there is none. */
  at(mark: string, list: Slot['list'], make: boolean): number | undefined {
    const known = this.all.findIndex((slot) => slot.mark === mark);
    if (known !== -1) return known;
    return make ? this.all.push({ mark, list }) - 1 : undefined;
  }
}

/** One step: from the values met so far to the next. */
type Walk = (value: Json | undefined, moment: Moment) => Json | undefined;
/** One step across all elements: hands on each value that it leads to. */
type WalkAll = (value: Json, to: (next: Json) => void) => void;

/**
 * A path from the event, compiled to be read in a copy of it (`get`) and across all elements (`all`). An index reads the event as it was,
 * a key the first label of that name. `copies`: lists on the way make copies. https://docs.cloud.google.com/chronicle/docs/yara-l/repeated-fields
 */
export function compilePath(path: readonly PathPart[], slots: Slots, copies: boolean): Compiled {
  const known = udmField(path) ?? { type: 'string' as const, names: [], lists: 0 };
  const zero = zeroFor(known);
  const walks: Walk[] = [];
  const broad: WalkAll[] = [];
  let isMany = false;
  path.forEach((part, i) => {
    if (part.kind === 'index') return;
    if (part.kind === 'key') {
      walks.push((value) => keyed(value, part.key));
      broad.push((value, to) => handOn(keyed(value, part.key), to));
      return;
    }
    const head = path.slice(0, i + 1);
    const here = udmField(head);
    const above = udmField(path.slice(0, i));
    walks.push((value) => (isObject(value) ? value[part.name] : undefined));
    broad.push((value, to) => handOn(isObject(value) ? value[part.name] : undefined, to));
    if (here === undefined || here.lists <= (above?.lists ?? 0)) return;
    const next = path[i + 1];
    if (next?.kind === 'key' && here.type === 'labels') return;
    if (next?.kind === 'index') {
      walks.push((value) => (isList(value) ? value[next.index] : undefined));
      broad.push((value, to) => handOn(isList(value) ? value[next.index] : undefined, to));
      return;
    }
    isMany = true;
    const before = [...walks];
    const list = (moment: Moment): readonly Json[] => {
      const found = run(before, moment);
      return isList(found) ? found : [];
    };
    const slot = slots.at(head.map((step) => (step.kind === 'field' ? step.name : '[]')).join('.'), list, copies);
    walks.push((value, moment) =>
      isList(value) ? value[slot === undefined ? 0 : (moment.chosen[slot] ?? 0)] : undefined,
    );
    broad.push((value, to) => (isList(value) ? value.forEach(to) : undefined));
  });
  const isId = path.map((part) => (part.kind === 'field' ? part.name : '')).join('.') === 'metadata.id';
  const get = (moment: Moment): Scalar => {
    const found = run(walks, moment);
    // Every event has an id of its own.
    return isScalar(found) ? found : isId ? `event-${moment.position}` : zero;
  };
  const everything = (moment: Moment): readonly Scalar[] => {
    const found: Scalar[] = [];
    const keep = (value: Json): void => {
      if (isScalar(value)) found.push(value);
    };
    const whole = broad.reduceRight<(value: Json) => void>((to, walk) => (value) => walk(value, to), keep);
    whole(moment.event);
    return found;
  };
  return {
    type: valueType(known),
    names: known.names,
    get,
    all: isMany ? everything : (moment) => [get(moment)],
  };
}

function run(walks: readonly Walk[], moment: Moment): Json | undefined {
  let value: Json | undefined = moment.event;
  for (const walk of walks) {
    value = walk(value, moment);
    if (value === undefined) return undefined;
  }
  return value;
}

function handOn(value: Json | undefined, to: (next: Json) => void): void {
  if (value !== undefined) to(value);
}

/** The first label with that key, or the key's value in a structure. */
function keyed(value: Json | undefined, key: string): Json | undefined {
  if (isList(value)) {
    const label = value.find((item) => isObject(item) && item['key'] === key);
    return isObject(label) ? label['value'] : undefined;
  }
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Every copy of an event, until one is enough: `true` ends the walk. */
export function someCopy(slots: Slots, moment: Moment, enough: (moment: Moment) => boolean): boolean {
  const { all } = slots;
  if (all.length === 0) return enough(moment);
  const chosen: number[] = new Array<number>(all.length).fill(0);
  moment.chosen = chosen;
  const from = (i: number): boolean => {
    const slot = all[i];
    if (slot === undefined) return enough(moment);
    const { length } = slot.list(moment);
    for (let element = 0; element < Math.max(1, length); element++) {
      chosen[i] = element;
      if (from(i + 1)) return true;
    }
    chosen[i] = 0;
    return false;
  };
  return from(0);
}
