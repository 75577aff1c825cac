import type { JsonObject } from '../../ir/json.ts';
import { printJson } from '../../ir/json.ts';
import type { ResultRow, TimedRow } from '../runner.ts';
import { findField } from './run-field.ts';
import type { RunRule } from './run-rule.ts';
import type { Bound, ReadCorrelation } from './syntax.ts';
import { Uncovered } from './syntax.ts';

/** A correlation made ready to run. */
export interface RunCorrelation {
  readonly correlation: ReadCorrelation;
  readonly bases: readonly RunRule[];
  /** The groups that meet the condition, in the order in which they first do, each with the row that completes it. */
  readonly groups: (rows: readonly TimedRow[]) => readonly Group[];
}

/** The rows of one key in one window, up to the one that meets the condition. */
export interface Group extends ResultRow {
  /** Position of the row that meets it. */
  readonly completedBy: number;
}

/** Compiles a correlation over the rules of its file. Throws `Uncovered` where it refers to another file's. */
export function compileCorrelation(correlation: ReadCorrelation, rules: readonly RunRule[]): RunCorrelation {
  const bases = correlation.rules.map((name) => {
    const base = rules.find(({ rule }) => rule.names.includes(name));
    if (base === undefined) throw new Uncovered(`the rule ${name}, which is not in the file`, correlation.place);
    return base;
  });
  return { correlation, bases, groups: (rows) => groupsOf(correlation, bases, rows) };
}

/** Counts in windows of the timespan's length that begin at its multiples, each key on its own, missing keys as one. */
function groupsOf(
  correlation: ReadCorrelation,
  bases: readonly RunRule[],
  rows: readonly TimedRow[],
): readonly Group[] {
  const keys = correlation.groupBy.map((field) => ({ field, find: findField(field) }));
  const distinct = correlation.distinct === undefined ? undefined : findField(correlation.distinct);
  const open = new Map<string, { sources: number[]; values: Set<string>; done: boolean }>();
  const found: Group[] = [];
  const order = rows.map((_, i) => i).sort((a, b) => (rows[a]?.time ?? 0) - (rows[b]?.time ?? 0) || a - b);
  for (const at of order) {
    const timed = rows[at];
    const row = timed?.row;
    if (timed === undefined || row === undefined || !bases.some(({ matches }) => matches(row))) continue;
    const columns: JsonObject = Object.fromEntries(
      keys.map(({ field, find }) => {
        const { values } = find(row);
        return [field, values.length === 1 ? (values[0] ?? null) : values.length === 0 ? null : values];
      }),
    );
    const window = Math.floor(timed.time / correlation.timespan);
    const mark = `${window} ${printJson(columns)}`;
    const group = open.get(mark) ?? { sources: [], values: new Set<string>(), done: false };
    open.set(mark, group);
    if (group.done) continue;
    group.sources.push(at);
    if (distinct) for (const value of distinct(row).values) if (value !== null) group.values.add(printJson(value));
    const count = distinct ? group.values.size : group.sources.length;
    if (!correlation.bounds.every((bound) => meets(count, bound))) continue;
    group.done = true;
    const counted = distinct ? 'value_count' : 'event_count';
    found.push({
      columns: { ...columns, [counted]: BigInt(count) },
      sources: [...group.sources].sort((a, b) => a - b),
      completedBy: at,
    });
  }
  return found;
}

function meets(count: number, { operator, value }: Bound): boolean {
  switch (operator) {
    case 'gt':
      return count > value;
    case 'gte':
      return count >= value;
    case 'lt':
      return count < value;
    case 'lte':
      return count <= value;
    case 'eq':
      return count === value;
    case 'neq':
      return count !== value;
  }
}
