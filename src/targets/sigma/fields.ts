import type { Step } from '../../ir/path.ts';
import type { Scope, Unsupported } from '../../lower/lowering.ts';
import type { Column, ColumnRef, FieldKind, MappedColumn, MappedElement, MappedValue } from '../../mapping/mapping.ts';

/** What a field holds, as far as the home and the log type know. `any`: nobody knows. `boolean-text`: a boolean that the home keeps as text. */
export type Shape = 'text' | 'number' | 'boolean' | 'boolean-text' | 'list' | 'object' | 'any';

/** A field as Sigma names it. */
export interface SigmaField {
  readonly name: string;
  readonly shape: Shape;
  /** It is a path on an element of a list: a row on it asks for any element. */
  readonly element: boolean;
}

/** The field that a value reads, or why Sigma has no name for it. */
export function fieldOf(value: MappedValue, scope: Pick<Scope, 'quantifiers'>): SigmaField | Unsupported {
  switch (value.kind) {
    case 'reference':
      return fieldOfReference(value.to, scope);
    case 'literal':
      return { unsupported: 'Sigma compares fields, not constants.' };
    case 'call':
      return { unsupported: `Sigma compares fields as they are; it has no ${value.name}().` };
    case 'if':
    case 'first':
    case 'map':
    case 'lookup':
      return { unsupported: `Sigma compares fields as they are; it has no ${value.kind}().` };
    case 'at':
      return { unsupported: 'Sigma cannot read inside a computed value.' };
  }
}

function fieldOfReference(to: ColumnRef, scope: Pick<Scope, 'quantifiers'>): SigmaField | Unsupported {
  switch (to.kind) {
    case 'column':
      return named(to.column.name, to.column.access, to, false);
    case 'element':
      return fieldOfElement(to, scope);
    case 'unmapped':
      return { unsupported: `The home has no field for ${to.field}.` };
  }
}

function fieldOfElement(to: MappedElement, scope: Pick<Scope, 'quantifiers'>): SigmaField | Unsupported {
  if (to.column !== undefined) return named(to.column.name, to.column.access, to, true);
  const depth = scope.quantifiers.length - 1 - to.depth;
  const list = scope.quantifiers[depth]?.list;
  if (list === undefined) return { unsupported: 'Sigma cannot read an element of a list outside a quantifier.' };
  const isNested = list.kind === 'reference' && list.to.kind === 'element' && list.to.access.length === 0;
  if (isNested || (to.access.length === 0 && to.fieldType === 'array'))
    return { unsupported: 'Sigma looks at the elements of a list, not into lists among them.' };
  const outer = fieldOf(list, { quantifiers: scope.quantifiers.slice(0, depth) });
  return 'unsupported' in outer ? outer : named(outer.name, to.access, to, true);
}

function named(
  name: string,
  access: readonly Step[],
  to: MappedColumn | MappedElement,
  element: boolean,
): SigmaField | Unsupported {
  const problem = unnameable(name, access, to);
  if (problem !== undefined) return { unsupported: problem };
  return { name: [name, ...access].join('.'), shape: shapeOf(to.column, to.fieldType), element };
}

/** Why a path has no spelling in Sigma; undefined where it has one. */
function unnameable(name: string, access: readonly Step[], to: MappedColumn | MappedElement): string | undefined {
  const path = 'path' in to.source ? to.source.path : [];
  if (name === '') return 'Sigma reads a condition without a field as a keyword anywhere in the event.';
  if (to.column?.holds === 'json-text' && access.length > 0)
    return 'Sigma cannot read inside JSON that is kept as text.';
  if ([...access, ...path].some((step) => typeof step === 'number')) return 'Sigma has no index into a list.';
  const spelt = [name, ...access].join('.');
  const odd = path.find((step) => typeof step === 'string' && step.includes('.') && spelt.includes(step));
  if (odd !== undefined) return `Sigma separates keys with dots, so the key "${odd}" has no spelling.`;
  if (/[|\r\n]/.test(name) || access.some((step) => String(step).includes('|')))
    return 'Sigma separates modifiers with "|", so a key that holds one has no spelling.';
  return undefined;
}

function shapeOf(column: Column | undefined, kind: FieldKind): Shape {
  if (kind === 'array') return 'list';
  if (kind === 'object') return 'object';
  switch (column?.type) {
    case undefined:
    case 'dynamic':
      return shapeOfKind(kind);
    case 'string':
    case 'datetime':
    case 'enum':
      if (kind === 'boolean') return 'boolean-text';
      return kind === 'json' || kind === 'unknown' ? 'any' : 'text';
    case 'int':
    case 'real':
      // Where the log type allows text as well (a time, say), nobody knows.
      return kind === 'integer' || kind === 'float' ? 'number' : 'any';
    case 'bool':
      return kind === 'boolean' ? 'boolean' : 'any';
  }
}

function shapeOfKind(kind: FieldKind): Shape {
  switch (kind) {
    case 'string':
    case 'timestamp':
      return 'text';
    case 'integer':
    case 'float':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'array':
      return 'list';
    case 'object':
      return 'object';
    case 'json':
    case 'unknown':
      return 'any';
  }
}
