import type { Get, Run, RunRow } from './run-context.ts';
import { castTo } from './run-convert.ts';
import type { KqlValue } from './run-value.ts';
import { isArray, isBag } from './run-value.ts';
import type { KqlExpand } from './syntax.ts';

export interface Expanding {
  readonly item: KqlExpand;
  readonly get: Get;
}

/** One row for each element; lists beside each other go in step, the shorter with nulls. https://learn.microsoft.com/kusto/query/mv-expand-operator */
export function expand(
  row: RunRow,
  expanding: readonly Expanding[],
  run: Run,
  indexName?: string | undefined,
  arrays = false,
): readonly RunRow[] {
  const lists = expanding.map(({ get }) => elementsOf(get(row.values, run), arrays));
  const size = Math.max(0, ...lists.map((list) => list.length));
  const made: RunRow[] = [];
  for (let i = 0; i < size; i++) {
    const values: Record<string, KqlValue> = { ...row.values };
    for (const [at, { item }] of expanding.entries())
      values[item.name] = castTo(lists[at]?.[i] ?? null, item.cast ? item.type : 'dynamic');
    if (indexName !== undefined) values[indexName] = BigInt(i);
    made.push({ values, sources: row.sources });
  }
  return made;
}

/** An empty list has no elements, null is one null, a bag has its properties, anything else is alone. */
function elementsOf(value: KqlValue, arrays: boolean): readonly KqlValue[] {
  if (isArray(value)) return value;
  return isBag(value)
    ? Object.entries(value).map(([key, inner]) => (arrays ? [key, inner] : { [key]: inner }))
    : [value];
}
