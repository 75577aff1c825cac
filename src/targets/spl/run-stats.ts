import type { Cell, Cells } from './cell.ts';
import { cellOf, manyOf, numberOf } from './cell.ts';
import type { Aggregation } from './syntax.ts';

/** One result on its way through a search, with the rows that it was made from. */
export interface Result {
  readonly cells: Cells;
  readonly sources: readonly number[];
}

/**
 * `stats … by`: one result for each combination of the by-fields; a result that lacks one is dropped, one with several values of it
 * counts under each. Values are kept as text, in order.
 */
export function stats(results: readonly Result[], aggregates: readonly Aggregation[], by: readonly string[]): Result[] {
  const groups = new Map<string, { readonly key: readonly string[]; readonly members: Result[] }>();
  if (by.length === 0) groups.set('', { key: [], members: [...results] });
  else
    for (const result of results)
      for (const key of keysOf(result.cells, by)) {
        const mark = JSON.stringify(key);
        const group = groups.get(mark);
        if (group) group.members.push(result);
        else groups.set(mark, { key, members: [result] });
      }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .filter(([, { members }]) => members.length > 0)
    .map(([, { key, members }]) => {
      const cells: Cells = new Map();
      for (const [i, name] of by.entries()) cells.set(name, key[i] ?? '');
      for (const one of aggregates) cells.set(one.as, aggregate(one, members));
      return { cells, sources: unite(members) };
    });
}

/** What `streamstats` takes beside its results. */
export interface Streaming {
  readonly aggregates: readonly Aggregation[];
  readonly by: readonly string[];
  readonly timeWindow: number | undefined;
  readonly window: number | undefined;
}

/** `streamstats`: each result keeps its fields and gets the aggregates over those before it, itself included, of the same group. */
export function streamstats(results: readonly Result[], streaming: Streaming): Result[] {
  return streamstatsWhere(results, streaming, { reads: new Set(), holds: () => true });
}

/** A filter that follows at once: what it does not read is worked out only for results on which it holds. */
export interface Following {
  readonly reads: ReadonlySet<string>;
  readonly holds: (cells: Cells) => boolean;
}

/** `streamstats` and the `where` behind it. */
export function streamstatsWhere(
  results: readonly Result[],
  { aggregates, by, timeWindow, window }: Streaming,
  { reads, holds }: Following,
): Result[] {
  const early = aggregates.filter(({ as }) => reads.has(as));
  const late = aggregates.filter(({ as }) => !reads.has(as));
  const open = new Map<string, Result[]>();
  const found: Result[] = [];
  for (const result of results) {
    const [key] = by.length === 0 ? [[]] : keysOf(result.cells, by);
    if (key === undefined) {
      if (holds(result.cells)) found.push(result);
      continue;
    }
    const mark = JSON.stringify(key);
    const before = open.get(mark) ?? [];
    const now = timeOf(result);
    let members = [...before, result];
    if (timeWindow !== undefined) members = members.filter((member) => timeOf(member) >= now - timeWindow);
    if (window !== undefined && window > 0) members = members.slice(-window);
    open.set(mark, members);
    const cells = new Map(result.cells);
    for (const one of early) cells.set(one.as, aggregate(one, members));
    if (!holds(cells)) continue;
    for (const one of late) cells.set(one.as, aggregate(one, members));
    found.push({ cells, sources: unite(members) });
  }
  return found;
}

/** `eventstats`: each result gets the aggregates over its whole group. */
export function eventstats(
  results: readonly Result[],
  aggregates: readonly Aggregation[],
  by: readonly string[],
): Result[] {
  return results.map((result) => {
    const keys = keysOf(result.cells, by).map((key) => JSON.stringify(key));
    if (by.length > 0 && keys.length === 0) return result;
    const members = results.filter(
      (other) => by.length === 0 || keysOf(other.cells, by).some((key) => keys.includes(JSON.stringify(key))),
    );
    const cells = new Map(result.cells);
    for (const one of aggregates) cells.set(one.as, aggregate(one, members));
    return { cells, sources: unite(members) };
  });
}

/** The event time of a result, seconds. */
export function timeOf(result: Result): number {
  return numberOf(result.cells.get('_time') ?? null) ?? 0;
}

/** The combinations of values of the by-fields; none where one is null. */
function keysOf(cells: Cells, by: readonly string[]): string[][] {
  return by.reduce<string[][]>(
    (keys, name) => keys.flatMap((key) => manyOf(cells.get(name) ?? null).map((value) => [...key, value])),
    [[]],
  );
}

function unite(members: readonly Result[]): number[] {
  return [...new Set(members.flatMap((member) => member.sources))].sort((a, b) => a - b);
}

function aggregate({ call, field }: Aggregation, members: readonly Result[]): Cell {
  if (call === 'count' && field === undefined) return members.length;
  const cells = members.map((member) => (field === undefined ? null : (member.cells.get(field) ?? null)));
  const values = cells.flatMap(manyOf);
  const numbers = ['sum', 'avg', 'min', 'max'].includes(call) ? values.flatMap((value) => numberOf(value) ?? []) : [];
  switch (call) {
    case 'count':
      return values.length;
    case 'sum':
      return numbers.length === 0 ? null : numbers.reduce((a, b) => a + b, 0);
    case 'avg':
      return numbers.length === 0 ? null : numbers.reduce((a, b) => a + b, 0) / numbers.length;
    case 'min':
      return extreme(values, numbers, -1);
    case 'max':
      return extreme(values, numbers, 1);
    case 'dc':
      return new Set(values).size;
    case 'values':
      return cellOf([...new Set(values)].sort());
    case 'list':
      return cellOf(values.slice(0, 100));
    case 'first':
      return cells.find((cell) => cell !== null) ?? null;
    case 'last':
      return cells.findLast((cell) => cell !== null) ?? null;
    default:
      return byTime(call, field ?? '', members);
  }
}

/** Numbers are compared as numbers where all values are. */
function extreme(values: readonly string[], numbers: readonly number[], sign: 1 | -1): Cell {
  if (values.length === 0) return null;
  if (numbers.length === values.length) return sign * Math.max(...numbers.map((n) => sign * n));
  const sorted = [...values].sort();
  return (sign === 1 ? sorted.at(-1) : sorted[0]) ?? null;
}

function byTime(call: string, field: string, members: readonly Result[]): Cell {
  const having = members.filter((member) => (member.cells.get(field) ?? null) !== null);
  const sorted = having
    .map((member, i) => ({ member, i }))
    .sort((a, b) => timeOf(a.member) - timeOf(b.member) || a.i - b.i);
  const chosen = call === 'earliest' ? sorted[0] : sorted.at(-1);
  return chosen?.member.cells.get(field) ?? null;
}
