import type { FunctionName } from '../ir/functions.ts';
import { meaningOf } from '../ir/normalize.ts';
import type { Reference } from '../ir/path.ts';
import type { Value } from '../ir/value.ts';

/** A field of the event, or one of the elements of its lists: where a null may stand. */
export interface NullPlace {
  /** The same for all references to one place. */
  readonly mark: string;
  /** The field as rows inside `within` read it. */
  readonly field: Value;
  /** The lists around, outermost first. */
  readonly within: readonly Value[];
}

type Read = Extract<Value, { kind: 'reference' }>;

/** The place that a value reads, with the lists around it, innermost first; undefined where they are no fields themselves. */
export function nullPlace(read: Value, around: readonly Value[]): NullPlace | undefined {
  if (isInText(read)) return { mark: meaningOf(read), field: read, within: [] };
  if (read.kind !== 'reference') return undefined;
  const { to }: Read = read;
  if (to.scope === 'model') return undefined;
  if (to.scope === 'event') return { mark: meaningOf(read), field: read, within: [] };
  const list = around[to.depth];
  const elements = list && listField(list);
  const place = elements && nullPlace(elements, around.slice(to.depth + 1));
  if (place === undefined) return undefined;
  const field: Value = { ...read, to: { ...to, depth: 0 } };
  return { mark: `${place.mark} > ${meaningOf(field)}`, field, within: [...place.within, place.field] };
}

/** Whether a reference reads a key, and not a whole element, which is never null. */
export function mayBeNull(to: Reference): boolean {
  return to.scope === 'event' || (to.scope === 'element' && to.path.length > 0);
}

/** Lists of no other elements than those of their first argument. */
const takesElements: ReadonlySet<FunctionName> = new Set<FunctionName>([
  'slice',
  'unique',
  'reverse',
  'sort',
  'iterate',
  'default',
  'if_missing',
]);

/** `parse_json(x).a`: a field in the JSON that a text of the event holds. */
function isInText(value: Value): boolean {
  if (value.kind !== 'at' || value.of.kind !== 'call' || value.of.name !== 'parse_json') return false;
  const [text] = value.of.args;
  return text?.kind === 'reference' && text.to.scope === 'event';
}

/** The field whose elements a list has, or some of them. */
function listField(list: Value): Value | undefined {
  if (list.kind === 'reference' || isInText(list)) return list;
  if (list.kind === 'map') return isElement(list.value) ? listField(list.list) : undefined;
  const [first] = list.kind === 'call' && takesElements.has(list.name) ? list.args : [];
  return first && listField(first);
}

/** `@`: the element itself. */
function isElement(value: Value): boolean {
  return (
    value.kind === 'reference' && value.to.scope === 'element' && value.to.depth === 0 && value.to.path.length === 0
  );
}
