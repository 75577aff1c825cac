import type { Step } from '../../ir/path.ts';
import type { FieldEntry, Home, MappedColumn } from '../../mapping/mapping.ts';

/** A field below another one, where the home names both by their paths; undefined where it may have another name. */
export function fieldBelow(to: MappedColumn, keys: readonly string[], home: Home): MappedColumn | undefined {
  const { source, column } = to;
  if (home.native === undefined || column.holds === 'json-text') return undefined;
  if (!('path' in source) || source.scope !== 'event' || !keys.every((key) => /^[A-Za-z_][\w-]*$/.test(key)))
    return undefined;
  const path: readonly Step[] = [...source.path, ...keys];
  const access: readonly Step[] = [...column.access, ...keys];
  const [name, spelt] = [path.join('.'), [column.name, ...access].join('.')];
  // A field with an entry of its own may have another name.
  const isOther = ([at, { columns }]: [string, FieldEntry]): boolean =>
    at.startsWith(`${name}.`) || (at === name && columns.some((one) => one.name !== spelt));
  if ([...home.fields].some(isOther)) return undefined;
  return { ...to, source: { ...source, path }, column: { ...column, access }, fieldType: 'unknown' };
}
