import type { Condition } from '../ir/condition.ts';
import type { Reference } from '../ir/path.ts';
import { referencesIn } from '../ir/walk.ts';
import type { Field } from './log-type.ts';
import type { ColumnRef, MappedCondition } from './mapping.ts';
import { schemaNames } from './schema-names.ts';

/**
 * The keys of events that a rule's condition reads, in the log type's own case, sorted. `own`: the condition before mapping, whose lists may
 * have gone into columns of their own, and whose rows may have been left out; `fields`: those of the log type.
 */
export function keysRead(condition: MappedCondition, own: Condition, fields: readonly Field[] = []): readonly string[] {
  const keys = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const item of node) visit(item);
    else if (isRecord(node)) {
      if (isColumnRef(node)) for (const key of keysOf(node.source)) keys.add(key);
      // A row's own form before mapping, its facts and its place say nothing more.
      else
        for (const [name, item] of Object.entries(node))
          if (name !== 'origin' && name !== 'span' && name !== 'fidelity') visit(item);
    }
  };
  visit(condition);
  const folded = new Set([...keys].map((key) => key.toLowerCase()));
  for (const { reference } of referencesIn(own))
    for (const key of keysOf(reference)) if (!folded.has(key.toLowerCase())) keys.add(key);
  return [...new Set([...keys].flatMap((key) => namedLike(key, fields)))].sort();
}

/**
 * Keys that a condition reads and that stand beside one of another case in the log type, each with that one: `NEW_VALUE`, `new_value`. Where
 * an event lacks the first, Panther reads the second.
 */
export function twinsRead(own: Condition, fields: readonly Field[] = []): readonly (readonly [string, string])[] {
  const { twins } = schemaNames(fields);
  if (twins.length === 0) return [];
  const read = new Set([...referencesIn(own)].flatMap(({ reference }) => keysOf(reference)));
  return twins.filter(([name]) => read.has(name));
}

/** A key in the cases in which the log type has it, as it is where the log type does not list it. */
function namedLike(key: string, fields: readonly Field[]): readonly string[] {
  return schemaNames(fields).cases.get(key.toLowerCase()) ?? [key];
}

function keysOf(reference: Reference): readonly string[] {
  return reference.scope === 'model' ? [] : reference.path.filter((step) => typeof step === 'string');
}

function isRecord(node: unknown): node is Readonly<Record<string, unknown>> {
  return typeof node === 'object' && node !== null;
}

function isColumnRef(node: Readonly<Record<string, unknown>>): node is ColumnRef & Readonly<Record<string, unknown>> {
  return 'source' in node && (node['kind'] === 'column' || node['kind'] === 'element' || node['kind'] === 'unmapped');
}

/** The keys of lists that a condition goes through: of its quantifiers, of `first`, of paths with an index. */
export function listsRead(condition: Condition): readonly string[] {
  const keys = new Set<string>();
  for (const { reference, lists } of referencesIn(condition)) {
    if (reference.scope !== 'model')
      for (const [i, step] of reference.path.entries())
        if (typeof step === 'string' && typeof reference.path[i + 1] === 'number') keys.add(step);
    for (const list of lists) {
      const last = list.kind === 'reference' ? keysOf(list.to).at(-1) : undefined;
      if (last !== undefined) keys.add(last);
    }
  }
  return [...keys].sort();
}
