import type { Step } from '../../ir/path.ts';
import type { Column } from '../../mapping/mapping.ts';
import type { PathPart } from './ast.ts';

/**
 * Reads a UDM path as mapping files spell it: `principal.ip`, `additional.fields["key"]`, `about[0].hostname`. Undefined for
 * anything else. Keys take the escapes `\\` and `\"`.
 */
export function parsePath(name: string): readonly PathPart[] | undefined {
  const parts: PathPart[] = [];
  const pattern = /(?:^|\.)([A-Za-z_][A-Za-z0-9_]*)|\["((?:[^"\\]|\\["\\])*)"\]|\[(\d{1,6})\]/y;
  while (pattern.lastIndex < name.length) {
    const match = pattern.exec(name);
    if (match === null) return undefined;
    const [, field, key, index] = match;
    if (field !== undefined) parts.push({ kind: 'field', name: field });
    else if (parts.length === 0) return undefined;
    else if (key !== undefined) parts.push({ kind: 'key', key: key.replace(/\\(.)/g, '$1') });
    else parts.push({ kind: 'index', index: Number(index) });
  }
  return parts.length > 0 ? parts : undefined;
}

/** The path of a column, steps below it included: text steps are keys of a label list or struct, numbers are indexes. */
export function pathOf(column: Column): readonly PathPart[] | undefined {
  const path = parsePath(column.name);
  return path && [...path, ...column.access.map(partOf)];
}

function partOf(step: Step): PathPart {
  return typeof step === 'number' ? { kind: 'index', index: step } : { kind: 'key', key: step };
}

/** A path as it is written after the event variable. */
export function printPath(path: readonly PathPart[]): string {
  return path.map(printPart).join('');
}

function printPart(part: PathPart, i: number): string {
  switch (part.kind) {
    case 'field':
      return i === 0 ? part.name : `.${part.name}`;
    case 'key':
      return `["${part.key.replace(/["\\]/g, '\\$&')}"]`;
    case 'index':
      return `[${part.index}]`;
  }
}
