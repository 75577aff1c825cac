import type { Scope, Unsupported } from '../../lower/lowering.ts';
import type { Column, FieldKind, MappedValue } from '../../mapping/mapping.ts';
import type { FieldTerm, Modifier, PathPart, YaralTerm } from './ast.ts';
import { pathOf, printPath } from './path.ts';
import { udmField } from './udm.ts';

/** The types that rows can be asked of. */
export type SubjectType = 'string' | 'int' | 'float' | 'bool' | 'enum';

/** Something that a row is about. */
export interface Subject {
  readonly term: YaralTerm;
  readonly type: SubjectType;
  /** The field's JSON type in the log. */
  readonly fieldType: FieldKind;
  /** It reads a repeated field: `any` of its values, or the one of a quantifier's element. */
  readonly many: boolean;
  /** It reads the element of a quantifier that is still to be resolved. */
  readonly element: boolean;
  /** Names of the enum, the unset one first; empty for other types. */
  readonly names: readonly string[];
  /** Texts that the store writes where the log has nothing. */
  readonly absentAs: readonly string[];
}

/** The subject that a column or an element's column is. */
export function referenceSubject(
  value: Extract<MappedValue, { kind: 'reference' }>,
  scope: Scope,
): Subject | Unsupported {
  const { to } = value;
  switch (to.kind) {
    case 'unmapped':
      return { unsupported: `${to.field} has no UDM field in this home` };
    case 'column':
      return columnSubject(to.column, to.fieldType, false);
    case 'element': {
      const own = to.column ?? (to.access.length === 0 ? listColumn(scope, to.depth) : undefined);
      if (own === undefined) return { unsupported: 'UDM keeps no field for this key of the list elements' };
      if (to.depth > 0) return { unsupported: 'YARA-L has no way to speak of the element of an outer quantifier' };
      return columnSubject(own, to.fieldType, true);
    }
  }
}

/** The column of the list itself, which holds its elements when they are plain values. */
function listColumn(scope: Scope, depth: number): Column | undefined {
  const list = scope.quantifiers[scope.quantifiers.length - 1 - depth]?.list;
  return list?.kind === 'reference' && list.to.kind === 'column' ? list.to.column : undefined;
}

function columnSubject(column: Column, fieldType: FieldKind, inElement: boolean): Subject | Unsupported {
  const path = pathOf(column);
  if (path === undefined) return { unsupported: `${column.name} is no UDM path` };
  const known = udmField(path);
  const type = known ? known.type : neutralType(column);
  if (type !== 'string' && type !== 'int' && type !== 'float' && type !== 'bool' && type !== 'enum')
    return { unsupported: `${printPath(path)} is a ${typeWords[type]}` };
  const many = isList(path, known ? known.lists > 0 : column.repeated);
  const modifier: Modifier = inElement ? (many ? 'element' : 'single') : many ? 'any' : 'none';
  return {
    term: { kind: 'field', path, modifier },
    type,
    fieldType,
    many,
    element: inElement,
    names: known?.names ?? [],
    absentAs: column.absentAs ?? [],
  };
}

/** A key read gives one text, and may not be combined with `any`, `all` or an index. */
function isList(path: readonly PathPart[], lists: boolean): boolean {
  return lists && !path.some((part) => part.kind === 'key');
}

const typeWords = {
  bytes: 'field of raw bytes, which YARA-L does not compare',
  timestamp: 'timestamp, which YARA-L compares in seconds only',
  latlng: 'coordinate pair, which YARA-L does not compare',
  labels: 'list of labels: it needs a key',
  struct: 'structure: it needs a key',
  message: 'message, which YARA-L does not compare',
} as const;

function neutralType(column: Column): SubjectType | 'timestamp' | 'message' {
  switch (column.type) {
    case 'string':
    case 'int':
    case 'bool':
    case 'enum':
      return column.type;
    case 'real':
      return 'float';
    case 'datetime':
      return 'timestamp';
    case 'dynamic':
      return 'message';
  }
}

/** What an unset field of that type reads as. https://docs.cloud.google.com/chronicle/docs/yara-l/match-syntax */
export function zeroOf(subject: Pick<Subject, 'type' | 'names'>): YaralTerm | undefined {
  switch (subject.type) {
    case 'string':
      return { kind: 'text', value: '' };
    case 'int':
      return { kind: 'int', value: 0n };
    case 'float':
      return { kind: 'float', value: 0 };
    case 'bool':
      return { kind: 'bool', value: false };
    case 'enum': {
      const [unset] = subject.names;
      return unset === undefined ? undefined : { kind: 'text', value: unset };
    }
  }
}

/** The field with an index 0 on each of its lists; undefined where it has no known list, or a key, beside which no index may stand. */
export function firstElement(field: FieldTerm): FieldTerm | undefined {
  if (field.path.some((part) => part.kind === 'key')) return undefined;
  const path: PathPart[] = [];
  let lists = 0;
  for (const part of field.path) {
    path.push(part);
    const here = udmField(path)?.lists ?? 0;
    if (here > lists && part.kind === 'field') path.push({ kind: 'index', index: 0 });
    lists = udmField(path)?.lists ?? 0;
  }
  return path.length === field.path.length ? undefined : { kind: 'field', path, modifier: 'none' };
}

/** How many lists a field's path goes through. */
export function listsOf(field: FieldTerm): number {
  return udmField(field.path)?.lists ?? (field.modifier === 'any' || field.modifier === 'element' ? 1 : 0);
}
