import { NotKnown } from './parse-node.ts';
import { add } from './run-arithmetic.ts';
import { order } from './run-compare.ts';
import type { Compiling, Query, Run, RunRow } from './run-context.ts';
import { compileExpression } from './run-expression.ts';
import type { Stage } from './run-steps.ts';
import { compileStep } from './run-steps.ts';
import type { KqlValue } from './run-value.ts';
import type { KqlPipeline, KqlSource } from './syntax.ts';

/** Compiles a query from its source to its last operator. */
export function compilePipeline(pipeline: KqlPipeline, c: Compiling): Query {
  const source = compileSource(pipeline.source, c);
  const stages = pipeline.steps.map((step) => compileStep(step, c));
  return (run) => through(stages, source(run), run);
}

/** Rows through operators in turn. */
export function through(stages: readonly Stage[], rows: readonly RunRow[], run: Run): readonly RunRow[] {
  return stages.reduce((current, stage) => stage(current, run), rows);
}

/** Where the rows of a query come from. */
export function compileSource(source: KqlSource, c: Compiling): Query {
  switch (source.kind) {
    case 'table': {
      const bound = c.lets.get(source.name);
      if (bound?.kind === 'table') return compilePipeline(bound.query, c);
      return (run) => run.tables.get(source.name) ?? [];
    }
    case 'variable': {
      const bound = c.lets.get(source.name);
      if (bound?.kind !== 'table') throw new NotKnown(`the name ${source.name} as a table`, source.at);
      return compilePipeline(bound.query, c);
    }
    case 'watchlist': {
      const keys = c.watchlists.get(source.alias);
      if (keys === undefined)
        throw new NotKnown(`the watchlist ${source.alias}, which is none of the lists`, source.at);
      const rows = keys.map((key) => ({ values: { SearchKey: key }, sources: [] }));
      return () => rows;
    }
    case 'datatable': {
      const gets = source.values.map((value) => compileExpression(value, c));
      const size = source.columns.length;
      return (run) =>
        Array.from({ length: size === 0 ? 0 : Math.floor(gets.length / size) }, (_, i) => {
          const values: Record<string, KqlValue> = {};
          for (const [j, { name }] of source.columns.entries()) values[name] = gets[i * size + j]?.({}, run) ?? null;
          return { values, sources: [] };
        });
    }
    case 'print': {
      const items = source.items.map((item) => ({ names: item.names, get: compileExpression(item.value, c) }));
      return (run) => [
        { values: Object.fromEntries(items.map(({ names, get }) => [names[0] ?? '', get({}, run)])), sources: [] },
      ];
    }
    case 'range': {
      const [from, to, step] = [source.from, source.to, source.step].map((node) => compileExpression(node, c));
      const name = source.columns[0]?.name ?? '';
      return (run) => {
        const rows: RunRow[] = [];
        const [last, by] = [to?.({}, run) ?? null, step?.({}, run) ?? null];
        const down = order(by, negatedZero(by)) === -1;
        for (let at = from?.({}, run) ?? null; rows.length < 100_000; at = add(at, by)) {
          const sign = order(at, last);
          if (sign === undefined || (down ? sign < 0 : sign > 0)) break;
          rows.push({ values: { [name]: at }, sources: [] });
        }
        return rows;
      };
    }
    case 'union': {
      const parts = source.parts.map((part) => compilePipeline(part, c));
      return (run) => parts.flatMap((part) => part(run));
    }
    case 'query':
      return compilePipeline(source.query, c);
  }
}

/** Zero of a number; steps of other types go up. */
function negatedZero(by: KqlValue): KqlValue {
  return typeof by === 'number' ? 0 : 0n;
}
