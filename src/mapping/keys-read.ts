import type { Reference } from '../ir/path.ts';
import type { ColumnRef, MappedCondition } from './mapping.ts';

/** The keys of events that a mapped condition reads, in the log type's own case, sorted. */
export function keysRead(condition: MappedCondition): readonly string[] {
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
  return [...keys].sort();
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
