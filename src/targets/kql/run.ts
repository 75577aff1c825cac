import type { JsonObject } from '../../ir/json.ts';
import { RegexGaveUp } from '../../regex/index.ts';
import type { ResultRow, Row, TraceLine } from '../runner.ts';
import { NotKnown, orGap } from './parse-node.ts';
import { says } from './run-assumptions.ts';
import type { Compiling, Run, RunRow, Values } from './run-context.ts';
import { emptyRun, ingestion } from './run-context.ts';
import { asJson, stored } from './run-convert.ts';
import { whereCountingStarts } from './run-count.ts';
import { compilePipeline, compileSource, through } from './run-pipeline.ts';
import type { Stage } from './run-steps.ts';
import { compileStep } from './run-steps.ts';
import { compileTrace } from './run-trace.ts';
import type { KqlValue } from './run-value.ts';
import { Instant, instantOf } from './run-value.ts';
import { steadySteps } from './sieve.ts';
import type { KqlGap, KqlSyntax, KqlTable, ScalarType } from './syntax.ts';

/** A stored row with its instants (ms since 1970). `row` holds columns as JSON: datetimes as ISO text, dynamic as JSON, null or absent where null. */
export interface KqlInput {
  readonly row: Row;
  /** When it arrived: what `ingestion_time()` gives. */
  readonly ingest: number;
  /** The table that holds it; absent: the first table given to `compileKql`. */
  readonly table?: string | undefined;
}

/** A stored row as the query reads it. */
export interface KeptRow {
  readonly table: string;
  readonly values: Values;
}

/** A text ready to run. */
export interface CompiledKql {
  /** Whether the text takes a row alone, as `Program.matches` says. The row arrives at the instant of the run. */
  readonly matches: (row: Row) => boolean;
  /** How each condition answered on a row. */
  readonly trace: (row: Row) => readonly TraceLine[];
  /**
   * One run at an instant (ms) over the rows, in the order given; `sources` are positions in `rows`. A time range around the query
   * (queryPeriod) is the caller's to apply.
   */
  readonly results: (rows: readonly KqlInput[], now: number) => readonly ResultRow[];
  /** Reads a stored row once for several runs; undefined where no run's result can have it. */
  readonly keep: (row: KqlInput) => KeptRow | undefined;
  /** One run over kept rows, as `results`. */
  readonly resultsOf: (rows: readonly KeptRow[], now: number) => readonly ResultRow[];
  /** What running the text relies on without a citable fact. */
  readonly assumptions: readonly string[];
}

/**
 * Compiles a text to closures, once; or says what it does not cover. `text` is needed for the words of a trace; `watchlists` are the search
 * keys by alias.
 */
export function compileKql(
  syntax: KqlSyntax,
  tables: readonly KqlTable[],
  text: string,
  watchlists: Compiling['watchlists'] = new Map(),
): CompiledKql | KqlGap {
  return orGap(() => compile(syntax, tables, text, watchlists));
}

function compile(
  syntax: KqlSyntax,
  tables: readonly KqlTable[],
  text: string,
  watchlists: Compiling['watchlists'],
): CompiledKql {
  const c = startCompiling(syntax, watchlists);
  const { source, steps } = syntax.query;
  const whole = compilePipeline(syntax.query, c);
  const alone = { source: compileSource(source, c), stages: steps.map((step) => compileStep(step, c)) };
  const until = whereCountingStarts(steps);
  const before = alone.stages.slice(0, until);
  const traces = steps.map((step, i) =>
    step.kind === 'where' && i < until ? compileTrace(step.condition, c, text) : undefined,
  );
  if (text.includes('ingestion_time()') && steps.some((s) => s.kind === 'project' || s.kind === 'summarize'))
    c.assumptions.add(says.arrival);
  const read = tables.map((table) => ({ ...table, read: readerOf(table) }));
  const byName = new Map(read.map((table) => [table.name, table]));
  const readRow = ({ row, ingest, table: name }: KqlInput): KeptRow | undefined => {
    const table = name === undefined ? read[0] : byName.get(name);
    return table && { table: table.name, values: table.read(row, instantOf(ingest)) };
  };
  const start = (kept: readonly (KeptRow | undefined)[], now: Instant): Run => {
    const found = new Map<string, RunRow[]>(tables.map(({ name }) => [name, []]));
    for (const [position, row] of kept.entries())
      if (row) found.get(row.table)?.push({ values: row.values, sources: [position] });
    return { now: now.ticks, tables: found, memory: [], rows: [], index: 0 };
  };
  const resultsOf = (kept: readonly (KeptRow | undefined)[], now: number): readonly ResultRow[] =>
    whole(start(kept, instantOf(now))).map(({ values, sources }) => ({
      columns: Object.fromEntries(names.map((name) => [name, asJson(values[name] ?? null)])) satisfies JsonObject,
      sources,
    }));
  const steady = steadySteps(syntax).map((step) => compileStep(step, c));
  const anyRun = emptyRun();
  const runAlone = (row: Row): Run => {
    const at = stored(row['TimeGenerated'], 'datetime');
    const now = at instanceof Instant ? at : instantOf(0);
    const first = read[0];
    const rows = first ? [{ values: first.read(row, now), sources: [0] }] : [];
    return { now: now.ticks, tables: new Map(first ? [[first.name, rows]] : []), memory: [], rows: [], index: 0 };
  };
  const names = (steps.at(-1)?.columns ?? source.columns).map((column) => column.name);
  return {
    matches: (row) => {
      const run = runAlone(row);
      return through(before, alone.source(run), run).length > 0;
    },
    trace: (row) => {
      const run = runAlone(row);
      let rows = alone.source(run);
      const lines: TraceLine[] = [];
      for (const [i, stage] of before.entries()) {
        const [first] = rows;
        const told = traces[i];
        if (told === undefined) rows = stage(rows, run);
        else if (first) lines.push(...told(first, run));
      }
      return lines;
    },
    results: (rows, now) => resultsOf(rows.map(readRow), now),
    keep: (input) => {
      const kept = readRow(input);
      return kept && passes(steady, kept, anyRun) ? kept : undefined;
    },
    resultsOf,
    assumptions: [...c.assumptions].sort(),
  };
}

function passes(steady: readonly Stage[], { values }: KeptRow, run: Run): boolean {
  try {
    return through(steady, [{ values, sources: [] }], run).length > 0;
  } catch (error) {
    // Whether a run comes to the regex that gives up is the run's matter.
    if (error instanceof RegexGaveUp) return true;
    throw error;
  }
}

function startCompiling(syntax: KqlSyntax, watchlists: Compiling['watchlists']): Compiling {
  let slots = 0;
  const lets = new Map<string, KqlSyntax['lets'][number]>();
  for (const bound of syntax.lets) {
    if (lets.has(bound.name)) throw new NotKnown(`the name ${bound.name} bound twice`, 0);
    lets.set(bound.name, bound);
  }
  const c: Compiling = {
    lets,
    watchlists,
    assumptions: new Set(),
    query: (pipeline) => compilePipeline(pipeline, c),
    slot: () => {
      slots += 1;
      return slots - 1;
    },
    windows: [],
  };
  return c;
}

/** Makes rows of a table from what is stored. */
function readerOf(table: KqlTable): (row: Row, arrived: Instant) => Values {
  // The record's values are scalar types; Object.entries forgets nothing of them.
  const columns: readonly (readonly [string, ScalarType])[] = Object.entries(table.columns);
  return (row, arrived) => {
    const values: Record<string, KqlValue> = { [ingestion]: arrived };
    for (const [name, type] of columns) {
      const value = stored(row[name], type);
      if (value !== null) values[name] = value;
    }
    return values;
  };
}
