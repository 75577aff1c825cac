import { NotKnown } from './parse-node.ts';
import { add, divide } from './run-arithmetic.ts';
import { says } from './run-assumptions.ts';
import { groupMark, isNumeric, order } from './run-compare.ts';
import type { Compiling, Get, Run, RunRow } from './run-context.ts';
import type { KqlValue } from './run-value.ts';
import type { KqlNode } from './syntax.ts';

/** The values that an aggregate gives for a group, in the order of its names. */
export type Aggregate = (rows: readonly RunRow[], run: Run) => readonly KqlValue[];

type Call = Extract<KqlNode, { kind: 'call' }>;

/** Compiles an aggregate call. `names` are those of its columns. https://learn.microsoft.com/kusto/query/aggregation-functions */
export function compileAggregate(
  node: KqlNode,
  names: readonly string[],
  c: Compiling,
  go: (part: KqlNode) => Get,
): Aggregate {
  if (node.kind !== 'call') throw new NotKnown('an aggregate inside an expression', node.at);
  if (node.name === 'arg_min' || node.name === 'arg_max') return bestRow(node, names, c, go);
  if (names.length > 1) throw new NotKnown(`the function ${node.name}() with several columns`, node.at);
  const conditional = node.name.endsWith('if') || node.name.endsWith('_if');
  const plain = conditional ? node.name.replace(/_?if$/, '') : node.name;
  const [condition, subject] =
    plain === 'count' && conditional ? [node.args[0], undefined] : [node.args[1], node.args[0]];
  const when = conditional && condition ? go(condition) : undefined;
  const get = subject ? go(subject) : undefined;
  const take = takers[plain];
  if (take === undefined || (get === undefined && plain !== 'count'))
    throw new NotKnown(`the function ${node.name}()`, node.at);
  if (plain.startsWith('make_')) c.assumptions.add(says.expandOrder);
  if (plain === 'any' || plain === 'take_any') c.assumptions.add(says.anyRow);
  return (rows, run) => {
    const values: KqlValue[] = [];
    for (const row of rows) if (!when || when(row.values, run) === true) values.push(get ? get(row.values, run) : null);
    return [take(values)];
  };
}

/** Whether a call is of an aggregate that counts or gathers, so that one row alone says nothing. */
export function isCounting(node: KqlNode): boolean {
  return node.kind === 'call' && !['arg_min', 'arg_max', 'min', 'max', 'take_any', 'any'].includes(node.name);
}

/** The row with the least or greatest value; rows without one only where there is no other. */
function bestRow(node: Call, names: readonly string[], c: Compiling, go: (part: KqlNode) => Get): Aggregate {
  const [first, ...rest] = node.args;
  if (first === undefined) throw new NotKnown(`this ${node.name}()`, node.at);
  c.assumptions.add(says.ties);
  const by = go(first);
  const sign = node.name === 'arg_min' ? -1 : 1;
  const star = rest.some((arg) => arg.kind === 'star');
  const gets = star
    ? names.slice(1).map(
        (name): Get =>
          (values) =>
            values[name] ?? null,
      )
    : rest.map(go);
  return (rows, run) => {
    let best: RunRow | undefined;
    let most: KqlValue = null;
    for (const row of rows) {
      const value = by(row.values, run);
      if (best === undefined || (most === null ? value !== null : (order(value, most) ?? 0) * sign > 0)) {
        best = row;
        most = value;
      }
    }
    return [most, ...gets.map((get) => (best ? get(best.values, run) : null))];
  };
}

const known = (values: readonly KqlValue[]): readonly KqlValue[] => values.filter((value) => value !== null);

function sum(values: readonly KqlValue[]): KqlValue {
  return known(values).reduce<KqlValue>((total, value) => (total === null ? value : add(total, value)), null) ?? 0n;
}

function unique(values: readonly KqlValue[]): readonly KqlValue[] {
  return [...new Map(known(values).map((value) => [groupMark(value), value])).values()];
}

function extreme(sign: number): (values: readonly KqlValue[]) => KqlValue {
  return (values) =>
    known(values).reduce<KqlValue>((best, v) => (best === null || (order(v, best) ?? 0) * sign > 0 ? v : best), null);
}

function variance(values: readonly KqlValue[]): number {
  const numbers = values.filter(isNumeric).map(Number);
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  return numbers.length < 2 ? 0 : numbers.reduce((a, b) => a + (b - mean) ** 2, 0) / (numbers.length - 1);
}

const takers: Readonly<Record<string, ((values: readonly KqlValue[]) => KqlValue) | undefined>> = {
  count: (values) => BigInt(values.length),
  dcount: (values) => BigInt(unique(values).length),
  count_distinct: (values) => BigInt(unique(values).length),
  sum,
  avg: (values) => {
    const all = known(values);
    if (all.length === 0) return Number.NaN;
    const total = sum(all);
    return divide(isNumeric(total) ? Number(total) : total, all.length);
  },
  min: extreme(-1),
  max: extreme(1),
  make_list: known,
  make_list_with_nulls: (values) => values,
  make_set: unique,
  any: (values) => known(values)[0] ?? null,
  take_any: (values) => known(values)[0] ?? null,
  stdev: (values) => Math.sqrt(variance(values)),
  variance,
};
