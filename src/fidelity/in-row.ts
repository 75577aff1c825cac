import type { Json, JsonObject } from '../ir/json.ts';
import { isList, isObject } from '../ir/json.ts';

/** The values that a stored row holds in a column, by its name or, where rows are nested, by its dotted path across lists. */
export function valuesInRow(row: JsonObject | undefined, column: string): readonly Json[] {
  if (row === undefined) return [];
  if (Object.hasOwn(row, column)) return scalarsIn(row[column]);
  let found: readonly Json[] = [row];
  for (const name of column.split('.'))
    found = found.flatMap((value) => {
      const next = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
      return next === undefined ? [] : isList(next) ? next : [next];
    });
  return found.flatMap(scalarsIn);
}

function scalarsIn(value: Json | undefined): readonly Json[] {
  if (isList(value)) return value.flatMap(scalarsIn);
  return value === undefined || value === null || value === '' || isObject(value) ? [] : [value];
}
