import { exact } from '../../fidelity/reason.ts';
import type { Step } from '../../ir/path.ts';
import type { Unsupported } from '../../lower/lowering.ts';
import type { Column, ColumnRef, ColumnType, FieldKind } from '../../mapping/mapping.ts';
import type { KqlExpression } from './ast.ts';
import { binary, call, column, long, path, text } from './build.ts';
import type { Cell } from './cell.ts';
import { computedCell, refuse } from './cell.ts';

/** What a reference reads. */
export function columnCell(ref: ColumnRef): Cell | Unsupported {
  switch (ref.kind) {
    case 'unmapped':
      return refuse(`${ref.field} has no column here`);
    case 'element':
      return dynamicCell({ kind: 'element', depth: ref.depth }, ref.access, ref.fieldType);
    case 'column':
      return cellOf(ref.column, ref.fieldType);
  }
}

function cellOf(of: Column, field: FieldKind): Cell {
  const name = column(of.name);
  // A dynamic column that was filled with text holds the text or what it says: `tostring` makes it text in either case.
  const asText = of.type === 'dynamic' ? call('tostring', name) : name;
  if (of.holds === 'json-text') return dynamicCell(call('parse_json', asText), of.access, field);
  if (of.holds === 'dynamic' || of.type === 'dynamic' || of.access.length > 0)
    return dynamicCell(name, of.access, field);
  const type = scalarType(of.type);
  return {
    expr: name,
    type,
    field,
    stored: conforms(of.type, field) ? 'as-is' : type === 'string' ? 'as-text' : 'converted',
    presence: type === 'string' ? 'nonempty' : 'nonnull',
    absentAs: of.absentAs ?? [],
    fidelity: exact,
  };
}

/** A value inside a dynamic one. */
export function dynamicCell(base: KqlExpression, steps: readonly Step[], field: FieldKind): Cell {
  const cell = computedCell(path(base, steps), 'dynamic', field);
  const last = steps.at(-1);
  return last === undefined ? cell : { ...cell, keyed: hasStep(path(base, steps.slice(0, -1)), last) };
}

/** Whether an object has a key, or a list an index. `bag_has_key` reads a key that begins with `$` as a JSONPath. */
function hasStep(parent: KqlExpression, step: Step): KqlExpression {
  if (typeof step === 'number')
    return step >= 0
      ? binary(call('array_length', parent), '>', long(step))
      : binary(call('array_length', parent), '>=', long(-step));
  return step.startsWith('$')
    ? call('set_has_element', call('bag_keys', parent), text(step))
    : call('bag_has_key', parent, text(step));
}

function scalarType(type: ColumnType): Exclude<Cell['type'], 'dynamic'> {
  switch (type) {
    case 'string':
    case 'enum':
    case 'dynamic':
      return 'string';
    case 'int':
      return 'long';
    case 'real':
    case 'bool':
    case 'datetime':
      return type;
  }
}

/** Whether the column's type is that of the field in the log. */
function conforms(type: ColumnType, field: FieldKind): boolean {
  switch (type) {
    case 'string':
    case 'enum':
      return field === 'string' || field === 'timestamp';
    case 'int':
      return field === 'integer';
    case 'real':
      return field === 'float' || field === 'integer';
    case 'bool':
      return field === 'boolean';
    case 'datetime':
      return field === 'timestamp';
    case 'dynamic':
      return true;
  }
}
