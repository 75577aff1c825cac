import type { FunctionName } from '../ir/functions.ts';
import type { Reference, Step } from '../ir/path.ts';
import type { Kinds } from '../ir/simplify/kinds.ts';
import {
  booleans,
  integers,
  kind,
  lists as listKinds,
  nullish,
  numbers,
  objects,
  texts,
} from '../ir/simplify/kinds.ts';
import type { Assume, Assumed } from '../ir/simplify/knowledge.ts';
import type { Value } from '../ir/value.ts';
import type { LogType } from './log-type.ts';
import type { FieldKind } from './mapping.ts';
import type { ListScope, Trail } from './resolve.ts';
import { trailOf } from './resolve.ts';

/**
 * That an event is one of its log type: `p_log_type` says so, and each field that the schema lists has its type, or is missing or null. The
 * elements of a list are there and not null. Where an event is otherwise, the reason `other-type` holds.
 */
export function assumeSchema(logType: LogType | undefined, name: string): Assume {
  const scopesOf = (around: readonly Value[]): ListScope[] =>
    around.map((list, i) => ({ trail: listTrail(list, around.slice(i + 1)), branch: undefined }));

  const trail = (value: Value, around: readonly Value[]): Trail | undefined => {
    if (value.kind === 'reference') return trailOf(value.to, scopesOf(around), { logType });
    const [of, path] = value.kind === 'at' ? [value.of, value.steps] : [value, []];
    if (of.kind === 'call' && of.name === 'parse_json') return insideText(of.args[0], path, around);
    if (of.kind !== 'first') return undefined;
    return trailOf({ scope: 'element', depth: 0, path }, scopesOf([of.list, ...around]), { logType });
  };

  /** What stands in the JSON of a text of which the schema says what it holds. */
  const insideText = (text: Value | undefined, path: readonly Step[], around: readonly Value[]): Trail | undefined => {
    if (text?.kind !== 'reference' || text.to.scope !== 'event' || path.length === 0) return undefined;
    if (trail(text, around)?.field?.jsonText !== true) return undefined;
    const found = trailOf({ ...text.to, path: [...text.to.path, ...path] }, scopesOf(around), { logType });
    return found && { ...found, inText: undefined };
  };

  /** A list's own place, where it is a field, or the place of the list that its elements are taken from. */
  const listTrail = (list: Value, around: readonly Value[]): Trail | undefined => {
    if (list.kind === 'map' && isElement(list.value)) return listTrail(list.list, around);
    if (list.kind !== 'call') return trail(list, around);
    const [first, second] = list.args;
    if (takesElements.has(list.name) && first !== undefined) return listTrail(first, around);
    const isField =
      list.name === 'iterate' ||
      ((list.name === 'default' || list.name === 'if_missing') && second?.kind === 'literal' && isEmpty(second.value));
    const found = isField && first !== undefined ? listTrail(first, around) : undefined;
    return found?.kind === 'array' ? found : undefined;
  };

  return (value, around) => {
    if (value.kind === 'reference' && isLogTypeName(value.to)) return { kinds: kind.text, values: [name] };
    if (value.kind !== 'reference' && value.kind !== 'at' && value.kind !== 'first') return undefined;
    if (logType === undefined) return undefined;
    const found = trail(value, around);
    return found && assumedAt(found, value);
  };
}

/** Lists of no other elements than those of their first argument. */
const takesElements: ReadonlySet<FunctionName> = new Set<FunctionName>(['slice', 'unique', 'reverse', 'sort']);

/** `@`: the element itself. */
function isElement(value: Value): boolean {
  return (
    value.kind === 'reference' && value.to.scope === 'element' && value.to.depth === 0 && value.to.path.length === 0
  );
}

function assumedAt(trail: Trail, value: Value): Assumed | undefined {
  const kinds = trail.inText === true ? undefined : kindsOfField(trail.kind);
  if (kinds === undefined) return undefined;
  const path = value.kind === 'reference' && value.to.scope !== 'model' ? value.to.path : [];
  const last = value.kind === 'at' ? value.steps.at(-1) : path.at(-1);
  if (value.kind === 'first' || typeof last === 'number') return { kinds: kinds | kind.missing };
  const isWhole = value.kind === 'reference' && value.to.scope === 'element' && path.length === 0;
  return { kinds: isWhole ? kinds : kinds | nullish };
}

function kindsOfField(field: FieldKind): Kinds | undefined {
  switch (field) {
    case 'string':
    case 'timestamp':
      return texts;
    case 'integer':
      return integers;
    case 'float':
      return numbers;
    case 'boolean':
      return booleans;
    case 'object':
      return objects;
    case 'array':
      return listKinds;
    case 'json':
    case 'unknown':
      return undefined;
  }
}

function isLogTypeName(to: Reference): boolean {
  return to.scope === 'event' && to.path.length === 1 && to.path[0] === 'p_log_type';
}

function isEmpty(value: import('../ir/json.ts').Json): boolean {
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}
