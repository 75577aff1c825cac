import { parseIp } from '../../ir/ip.ts';
import type { Json } from '../../ir/json.ts';
import { isList, isNumber, isObject, printJson } from '../../ir/json.ts';
import type { Column } from '../../mapping/mapping.ts';
import type { PathPart } from './ast.ts';
import type { WriteStep } from './row-write.ts';
import type { UdmField } from './udm.ts';

/** A column's place in the model, ready to be filled. */
export interface Cell {
  readonly column: Column;
  readonly path: readonly PathPart[];
  readonly field: UdmField;
  readonly steps: readonly WriteStep[];
  /** The path ends in a list, or a key of one: each value of a list of the log is kept. */
  readonly many: boolean;
}

/**
 * What the parser writes into a column for a value of the log: nothing for null, the empty text, and what has no form of the column's
 * type. Lists go into repeated columns element by element; objects, and lists elsewhere, are lost.
 */
export function storedValues(cell: Cell, value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  if (isList(value)) return cell.many ? value.flatMap((item) => (isList(item) ? [] : storedValues(cell, item))) : [];
  if (isObject(value)) return [];
  const { column } = cell;
  if (column.values) {
    const raw = typeof value === 'boolean' ? String(value) : value;
    const stored = typeof raw === 'string' && Object.hasOwn(column.values, raw) ? column.values[raw] : undefined;
    return stored === undefined ? [] : [stored];
  }
  return ofType(cell, value);
}

function ofType({ column, field, path }: Cell, value: string | bigint | number | boolean): readonly Json[] {
  switch (field.type) {
    case 'string': {
      const text = typeof value === 'string' ? value : printJson(value);
      if (text === '' || (isAddress(path) && parseIp(text) === undefined)) return [];
      const pieces = column.splitAt === undefined ? [text] : text.split(column.splitAt);
      return pieces.filter((piece) => piece !== '').map((piece) => (column.prefix ?? '') + piece);
    }
    case 'enum':
      return typeof value === 'string' && field.names.includes(value) ? [value] : [];
    case 'bool': {
      const text = typeof value === 'boolean' ? String(value) : typeof value === 'string' ? value.toLowerCase() : '';
      return text === 'true' || text === 'false' ? [text === 'true'] : [];
    }
    case 'int':
      return integer(value);
    case 'float': {
      const number = isNumber(value) ? Number(value) : typeof value === 'string' ? numberIn(value) : undefined;
      return number === undefined || !Number.isFinite(number) ? [] : [number];
    }
    case 'timestamp': {
      const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
      return Number.isNaN(time) ? [] : [timestamp(time)];
    }
    case 'bytes':
    case 'latlng':
    case 'labels':
    case 'struct':
    case 'message':
      return [];
  }
}

function integer(value: string | bigint | number | boolean): readonly Json[] {
  const whole =
    typeof value === 'bigint'
      ? value
      : typeof value === 'number' && Number.isInteger(value)
        ? BigInt(value)
        : typeof value === 'string' && /^-?\d{1,19}$/.test(value)
          ? BigInt(value)
          : undefined;
  return whole !== undefined && whole === BigInt.asIntN(64, whole) ? [whole] : [];
}

function numberIn(text: string): number | undefined {
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** The model's form of an instant in milliseconds. */
export function timestamp(time: number): Json {
  const seconds = Math.floor(time / 1000);
  return { seconds: BigInt(seconds), nanos: BigInt(Math.round((time - seconds * 1000) * 1e6)) };
}

/** Fields that hold addresses alone: the parser writes no other text there. */
export function isAddress(path: readonly PathPart[]): boolean {
  const named = path.findLast((part) => part.kind !== 'index');
  return named?.kind === 'field' && (named.name === 'ip' || named.name === 'nat_ip');
}
