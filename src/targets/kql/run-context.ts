import type { KqlValue } from './run-value.ts';
import type { KqlLet, KqlNode, KqlPipeline } from './syntax.ts';

/** The columns of a row while a query runs. */
export type Values = Readonly<Record<string, KqlValue>>;

export interface RunRow {
  readonly values: Values;
  /** Positions of the stored rows that it was made from. */
  readonly sources: readonly number[];
}

/** One run of a query: what it sees beside the row at hand. */
export interface Run {
  /** Ticks. */
  readonly now: bigint;
  readonly tables: ReadonlyMap<string, readonly RunRow[]>;
  /** Values worked out once a run, by the slot that the compiler gave them. */
  readonly memory: unknown[];
  /** The rows of the step at hand and the place in them, for `prev()` and its like. */
  rows: readonly RunRow[];
  index: number;
}

/** An expression ready to run on a row. */
export type Get = (values: Values, run: Run) => KqlValue;

/** A query ready to run. */
export type Query = (run: Run) => readonly RunRow[];

/** What the compiler keeps while it goes through one text. */
export interface Compiling {
  readonly lets: ReadonlyMap<string, KqlLet>;
  readonly assumptions: Set<string>;
  /** The search keys of watchlists, by alias. */
  readonly watchlists: ReadonlyMap<string, readonly string[]>;
  /** Compiles a query inside an expression. */
  readonly query: (pipeline: KqlPipeline) => Query;
  /** A new slot of `Run.memory`. */
  readonly slot: () => number;
  /** Slots that a step fills for `row_cumsum()` and its like before it asks its rows. */
  windows: { readonly slot: number; readonly fill: (rows: readonly RunRow[], run: Run) => unknown }[];
}

/** Under this name a row keeps when it arrived; no column of a query can have it. */
export const ingestion = 'ingestion_time()';

/** A run without rows, for what depends on none. */
export function emptyRun(): Run {
  return { now: 0n, tables: new Map(), memory: [], rows: [], index: 0 };
}

/** Functions whose answer depends on more than their arguments. */
const unsteady = new Set([
  'now',
  'ago',
  'ingestion_time',
  'prev',
  'next',
  'row_number',
  'row_cumsum',
  'row_rank_min',
  'row_rank_dense',
  'row_window_session',
  'rand',
  'new_guid',
  'column_ifexists',
]);

/** Whether a function may answer otherwise in another run on the same row; when a row arrived is one in all of them. */
export function dependsOnRun(name: string): boolean {
  return unsteady.has(name) && name !== 'ingestion_time';
}

/** Whether an expression has one value whatever the rows. */
export function isConstant(node: KqlNode, lets: ReadonlyMap<string, KqlLet>): boolean {
  const go = (part: KqlNode): boolean => isConstant(part, lets);
  switch (node.kind) {
    case 'literal':
      return true;
    case 'column':
    case 'query':
    case 'star':
      return false;
    case 'variable': {
      const bound = lets.get(node.name);
      return bound?.kind === 'scalar' && go(bound.value);
    }
    case 'list':
      return node.items.every(go);
    case 'unary':
      return go(node.operand);
    case 'binary':
      return go(node.left) && go(node.right);
    case 'and':
    case 'or':
      return node.operands.every(go);
    case 'among':
      return go(node.left) && node.items.every(go);
    case 'element':
      return go(node.of) && go(node.key);
    case 'call':
      return !unsteady.has(node.name) && !lets.has(node.name) && node.args.every(go);
  }
}

/** The parts of an expression, itself included. */
export function* partsOf(node: KqlNode): Generator<KqlNode> {
  yield node;
  for (const part of directParts(node)) yield* partsOf(part);
}

/** The parts directly inside an expression, in the order of the text; queries inside it are not entered. */
export function directParts(node: KqlNode): readonly KqlNode[] {
  switch (node.kind) {
    case 'literal':
    case 'column':
    case 'query':
    case 'star':
    case 'variable':
      return [];
    case 'list':
      return node.items;
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'and':
    case 'or':
      return node.operands;
    case 'among':
      return [node.left, ...node.items];
    case 'element':
      return [node.of, node.key];
    case 'call':
      return node.args;
  }
}
