import type { Column, FieldEntry, Home } from '../../mapping/mapping.ts';
import type { YaralExpression } from './ast.ts';
import { compare, plainField, text } from './build.ts';
import { pathOf } from './path.ts';
import { isWritable } from './text.ts';
import type { UdmType } from './udm.ts';
import { udmField } from './udm.ts';

const selectors = { logType: 'metadata.log_type', vendor: 'metadata.vendor_name', product: 'metadata.product_name' };

/** The rows that choose a home's events. */
export function selector(home: Home): readonly YaralExpression[] {
  return Object.entries(selectors).flatMap(([key, field]) => {
    const value = home.source[key];
    return typeof value === 'string' && value !== '' ? [compare(plainField(field), '=', text(value))] : [];
  });
}

/** Problems in a home's own facts, a sentence each: what selects its events, and columns that UDM does not have as described. */
export function checkHome(home: Home): readonly string[] {
  const problems: string[] = [];
  for (const [key, value] of Object.entries(home.source)) {
    if (!(key in selectors)) problems.push(`source.${key} is unknown; known: ${Object.keys(selectors).join(', ')}.`);
    else if (typeof value !== 'string' || value === '' || !isWritable(value))
      problems.push(`source.${key} must be a text on one line.`);
  }
  if (selector(home).length === 0) problems.push('source needs logType, or vendor and product.');
  if (home.native) problems.push('UDM names no field after its path in the log: a home here cannot be native.');
  for (const [field, entry] of home.fields) problems.push(...checkEntry(field, entry));
  return problems;
}

function checkEntry(field: string, entry: FieldEntry): readonly string[] {
  return [
    ...entry.columns.flatMap((column) => checkColumn(field, column)),
    ...(entry.presence ? checkColumn(field, entry.presence.column) : []),
    ...entry.where.flatMap((branch) =>
      [...branch.fields].flatMap(([key, inner]) => checkEntry(`${field}.${key}`, inner)),
    ),
  ];
}

function checkColumn(field: string, column: Column): readonly string[] {
  const path = pathOf(column);
  if (path === undefined) return [`${field}: ${column.name} is no UDM path.`];
  const known = udmField(path);
  if (known === undefined) return [`${field}: UDM has no ${column.name}.`];
  const problems: string[] = [];
  if (!fits(column.type, known.type))
    problems.push(`${field}: ${column.name} is of type ${known.type}, not ${column.type}.`);
  const keyed = path.some((part) => part.kind === 'key');
  if (!keyed && known.lists > 0 !== column.repeated)
    problems.push(`${field}: ${column.name} is ${known.lists > 0 ? '' : 'not '}repeated in UDM.`);
  if (known.type === 'enum') {
    const strange = Object.values(column.values ?? {}).filter((name) => !known.names.includes(name));
    problems.push(...strange.map((name) => `${field}: ${column.name} has no value ${name}.`));
  }
  return problems;
}

function fits(declared: Column['type'], type: UdmType): boolean {
  switch (declared) {
    case 'string':
      return type === 'string';
    case 'int':
      return type === 'int';
    case 'real':
      return type === 'float';
    case 'bool':
      return type === 'bool';
    case 'enum':
      return type === 'enum';
    case 'datetime':
      return type === 'timestamp';
    case 'dynamic':
      return type === 'struct' || type === 'labels' || type === 'message';
  }
}
