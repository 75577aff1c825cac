import type { Step } from '../ir/path.ts';
import { parseFieldKey } from './field-key.ts';
import type { Field, LogType, Mapping } from './log-type.ts';
import { findField, nearPaths } from './log-type-lookup.ts';
import type { FieldEntry } from './mapping.ts';

/** An entry of a mapping for a field that no event of the log type has: it is never used. */
export interface UnknownKey {
  readonly home: string;
  /** As the file writes it. */
  readonly key: string;
  readonly near: readonly string[];
}

/** The entries of a mapping that lead to no field of its log type, those of branches by their key on the element. */
export function unknownKeys(mapping: Mapping, type: LogType): readonly UnknownKey[] {
  return mapping.homes.flatMap((home) =>
    [...home.fields].flatMap(([key, entry]): UnknownKey[] => {
      const found = placeOf(key, type);
      if (found === undefined) return [{ home: home.name, key, near: nearPaths(type, stepsOf(key)) }];
      const element = found === 'open' ? undefined : found.element;
      return branchKeys(entry)
        .filter((inner) => element && placeOf(inner, element) === undefined)
        .map((inner) => ({ home: home.name, key: inner, near: element ? nearPaths(element, stepsOf(inner)) : [] }));
    }),
  );
}

function branchKeys(entry: FieldEntry): readonly string[] {
  return entry.where.flatMap(({ fields }) => [...fields.keys()]);
}

function stepsOf(key: string): readonly Step[] {
  return (parseFieldKey(key) ?? []).map(({ step }) => step);
}

/** The field that a key of a mapping leads to, lists crossed; `open` where anything may be; undefined where nothing is. */
function placeOf(key: string, from: LogType | Field): Field | 'open' | undefined {
  let at = from;
  let path: Step[] = [];
  for (const { step, list } of parseFieldKey(key) ?? []) {
    path.push(step);
    if (!list) continue;
    const found = findField(at, path);
    if (found === undefined) return undefined;
    if (found.field === undefined || found.kind === 'json' || found.field.jsonText) return 'open';
    if (found.field.element === undefined) return undefined;
    at = found.field.element;
    path = [];
  }
  const found = findField(at, path);
  return found && (found.field ?? 'open');
}
