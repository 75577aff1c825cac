import { NotKnown } from './parse-node.ts';
import { compileAggregate } from './run-aggregates.ts';
import { says } from './run-assumptions.ts';
import { groupMark, order } from './run-compare.ts';
import type { Compiling, Get, Run, RunRow, Values } from './run-context.ts';
import { ingestion } from './run-context.ts';
import { expand } from './run-expand.ts';
import { compileExpression } from './run-expression.ts';
import { joinRows } from './run-join.ts';
import type { KqlValue } from './run-value.ts';
import { isArray } from './run-value.ts';
import type { KqlColumn, KqlNamed, KqlOrder, KqlStep } from './syntax.ts';

/** One operator, ready to run. */
export type Stage = (rows: readonly RunRow[], run: Run) => readonly RunRow[];

/** Compiles one operator of a pipeline. */
export function compileStep(step: KqlStep, c: Compiling): Stage {
  const outer = c.windows;
  c.windows = [];
  const stage = compileKind(step, c);
  const windows = c.windows;
  c.windows = outer;
  if (windows.length === 0) return stage;
  return (rows, run) => {
    const before = { rows: run.rows, index: run.index };
    run.rows = rows;
    for (const { slot, fill } of windows) run.memory[slot] = fill(rows, run);
    const made = stage(rows, run);
    run.rows = before.rows;
    run.index = before.index;
    return made;
  };
}

function compileKind(step: KqlStep, c: Compiling): Stage {
  const go = (node: KqlNamed['value']): Get => compileExpression(node, c);
  switch (step.kind) {
    case 'where': {
      const get = go(step.condition);
      return (rows, run) =>
        rows.filter((row, index) => {
          seat(rows, index, run);
          return get(row.values, run) === true;
        });
    }
    case 'extend':
    case 'serialize':
      return assign(step.items, go, (values) => ({ ...values }));
    case 'project':
      return assign(step.items, go, () => ({}));
    case 'project-rename':
      return (rows) =>
        rows.map((row) => {
          const values: Record<string, KqlValue> = { ...row.values };
          for (const { names, value } of step.items) {
            if (value.kind !== 'column') continue;
            delete values[value.name];
            values[names[0] ?? ''] = row.values[value.name] ?? null;
          }
          return { ...row, values };
        });
    case 'keep':
      return (rows) => rows.map((row) => ({ ...row, values: only(row.values, step.columns) }));
    case 'sort':
      return sorter(step.by, go);
    case 'top': {
      const [sort, count] = [sorter([step.by], go), go(step.count)];
      return (rows, run) => sort(rows, run).slice(0, Number(count({}, run) ?? 0n));
    }
    case 'take': {
      c.assumptions.add(says.anyRow);
      const count = go(step.count);
      return (rows, run) => rows.slice(0, Number(count({}, run) ?? 0n));
    }
    case 'count': {
      const name = step.columns[0]?.name ?? 'Count';
      return (rows) => [{ values: { [name]: BigInt(rows.length) }, sources: sourcesOf(rows) }];
    }
    case 'distinct': {
      const project = assign(step.items, go, () => ({}));
      const names = step.items.flatMap((item) => item.names);
      return (rows, run) =>
        groups(project(rows, run), (row) => names.map((n) => row.values[n] ?? null)).map(([first, all]) => ({
          ...first,
          sources: sourcesOf(all),
        }));
    }
    case 'summarize':
      return summarizer(step, c, go);
    case 'mv-expand': {
      c.assumptions.add(says.expandOrder);
      const expanding = step.items.map((item) => ({ item, get: go(item.value) }));
      const limit = step.limit && go(step.limit);
      return (rows, run) =>
        rows.flatMap((row) => {
          const made = expand(row, expanding, run, step.indexName, step.arrays);
          return limit ? made.slice(0, Number(limit(row.values, run) ?? 0n)) : made;
        });
    }
    case 'mv-apply': {
      c.assumptions.add(says.expandOrder);
      const expanding = step.items.map((item) => ({ item, get: go(item.value) }));
      const body = step.body.map((inner) => compileStep(inner, c));
      return (rows, run) =>
        rows.flatMap((row) => {
          const elements = expand(row, expanding, run, step.indexName);
          // The sub-query runs on the elements of this row alone: without any, it gives no row.
          if (elements.length === 0) return [];
          const made = body.reduce<readonly RunRow[]>((current, stage) => stage(current, run), elements);
          return made.map((inner) => ({
            values: only({ ...row.values, ...inner.values }, step.columns),
            sources: row.sources,
          }));
        });
    }
    case 'join': {
      const right = c.query(step.right);
      return (rows, run) => joinRows(step, rows, right(run));
    }
    case 'union': {
      const others = step.others.map((other) => c.query(other));
      return (rows, run) => [...rows, ...others.flatMap((other) => other(run))];
    }
  }
}

function seat(rows: readonly RunRow[], index: number, run: Run): void {
  run.rows = rows;
  run.index = index;
}

/** The values of the columns that a step lets out, and when the row arrived. */
function only(values: Values, columns: readonly KqlColumn[]): Values {
  const kept: Record<string, KqlValue> = {};
  for (const { name } of columns) kept[name] = values[name] ?? null;
  if (ingestion in values) kept[ingestion] = values[ingestion] ?? null;
  return kept;
}

/** Columns of one operator see the row as it was before it. */
function assign(
  items: readonly KqlNamed[],
  go: (node: KqlNamed['value']) => Get,
  begin: (values: Values) => Record<string, KqlValue>,
): Stage {
  const gets = items.map((item) => ({ names: item.names, get: go(item.value) }));
  return (rows, run) =>
    rows.map((row, index) => {
      seat(rows, index, run);
      const values = begin(row.values);
      for (const { names, get } of gets) {
        const value = get(row.values, run);
        const [name, ...more] = names;
        if (more.length === 0) values[name ?? ''] = value;
        else for (const [i, each] of names.entries()) values[each] = isArray(value) ? (value[i] ?? null) : null;
      }
      return { values, sources: row.sources };
    });
}

function sorter(by: readonly KqlOrder[], go: (node: KqlNamed['value']) => Get): Stage {
  const gets = by.map(({ value, descending, nulls }) => ({
    get: go(value),
    sign: descending ? -1 : 1,
    first: nulls === 'first',
  }));
  return (rows, run) => {
    const marked = rows.map((row) => ({ row, keys: gets.map(({ get }) => get(row.values, run)) }));
    marked.sort((a, b) => {
      for (const [i, { sign, first }] of gets.entries()) {
        const [x = null, y = null] = [a.keys[i], b.keys[i]];
        if (x === null && y === null) continue;
        if (x === null || y === null) return (x === null) === first ? -1 : 1;
        const found = (order(x, y) ?? 0) * sign;
        if (found !== 0) return found;
      }
      return 0;
    });
    return marked.map(({ row }) => row);
  };
}

function sourcesOf(rows: readonly RunRow[]): readonly number[] {
  return [...new Set(rows.flatMap((row) => row.sources))].sort((a, b) => a - b);
}

/** Rows by equal keys, in the order of their first. */
function groups(
  rows: readonly RunRow[],
  keyOf: (row: RunRow) => readonly KqlValue[],
): readonly (readonly [RunRow, readonly RunRow[]])[] {
  const found = new Map<string, [RunRow, RunRow[]]>();
  for (const row of rows) {
    const mark = keyOf(row).map(groupMark).join('\u0000');
    const group = found.get(mark);
    if (group) group[1].push(row);
    else found.set(mark, [row, [row]]);
  }
  return [...found.values()];
}

function summarizer(
  step: Extract<KqlStep, { kind: 'summarize' }>,
  c: Compiling,
  go: (node: KqlNamed['value']) => Get,
): Stage {
  const by = step.by.map((item) => ({ name: item.names[0] ?? '', get: go(item.value), type: item.value.type }));
  for (const [i, { type }] of by.entries())
    if (type === 'dynamic') throw new NotKnown('summarize by a dynamic value', step.by[i]?.value.at ?? step.at);
  const items = step.items.map((item) => ({
    names: item.names,
    take: compileAggregate(item.value, item.names, c, go),
  }));
  return (rows, run) => {
    const keyed = groups(rows, (row) => by.map(({ get }) => get(row.values, run)));
    const all = by.length === 0 && keyed.length === 0 ? [[undefined, []] as const] : keyed;
    return all.map(([first, members]) => {
      const values: Record<string, KqlValue> = {};
      for (const { name, get } of by) values[name] = first ? get(first.values, run) : null;
      for (const { names, take } of items)
        for (const [i, value] of take(members, run).entries()) values[names[i] ?? ''] = value;
      return { values, sources: sourcesOf(members) };
    });
  };
}
