import type { NotCovered, Program, Reads, Row, Store, TextFinding, TextRunner, TimedRow } from '../runner.ts';
import type { Artifact } from '../target.ts';
import { alertsOver } from './alerts.ts';
import { readAnalyticsRule } from './analytics-rule.ts';
import { bindingFindings, ruleFindings, syntaxFindings } from './check.ts';
import { isGap, readKql } from './parse.ts';
import { placesOf } from './places.ts';
import { makeRow, planFor, planReading } from './row.ts';
import type { Plan } from './row-plan.ts';
import { writeInstant } from './row-values.ts';
import type { CompiledKql, KeptRow } from './run.ts';
import { compileKql } from './run.ts';
import { compileRust } from './run-regex.ts';
import type { KqlTable, ScalarType } from './syntax.ts';
import { withoutPlaces } from './syntax.ts';

/** Makes the rows of a Sentinel table and runs queries and their analytics rules on them. */
export const runner: TextRunner = { row: makeRow, read };

function read(artifacts: readonly Artifact[], store: Store): Program | NotCovered {
  const query = artifacts.find(({ path }) => path.endsWith('.kql'));
  if (query === undefined) return { construct: 'a unit without a query', artifact: '', line: 1, column: 1 };
  const plan = planFor(store);
  const tables = [tableOf(plan)];
  const { bound, syntax } = readKql(query.content, tables, false);
  const findings: TextFinding[] = [...bindingFindings(bound, query)];
  const envelope = artifacts.find(({ path }) => path.endsWith('.yaml'));
  const analytics = envelope && readAnalyticsRule(envelope.content);
  if (envelope && analytics) findings.push(...ruleFindings(analytics.rule, analytics.faults, envelope, query, bound));
  const gap = (construct: string, at: number): NotCovered => ({
    construct,
    artifact: query.path,
    ...placesOf(query.content)(at),
  });
  if (isGap(syntax)) {
    // A text that the binder refuses is wrong, not unknown: it takes no row.
    if (bound.diagnostics.some(({ severity }) => severity === 'error')) return refused(findings);
    return gap(syntax.construct, syntax.at);
  }
  const compiled = compileKql(syntax, tables, query.content, watchlistsOf(store));
  if (isGap(compiled)) return gap(compiled.construct, compiled.at);
  findings.push(...syntaxFindings(syntax, query, regexFault));
  const results = resultsOf(compiled, plan);
  const reads = readsOf(artifacts, plan);
  const part = reads && tableOf(planReading(plan, reads));
  const alerting = part && compileKql(syntax, [part], query.content);
  const alert = alerting === undefined || isGap(alerting) ? compiled : alerting;
  return {
    syntax: withoutPlaces(syntax),
    findings,
    assumptions: compiled.assumptions,
    matches: compiled.matches,
    trace: compiled.trace,
    results,
    alerts: (rows, from, until) => {
      if (analytics === undefined) return [];
      const kept = rows.map((timed) => keptRow(alert, plan, timed));
      return alertsOver(analytics.rule, alert.resultsOf, kept, from, until);
    },
    ...(reads && { reads }),
  };
}

/** The columns that some artifact names. A text that means columns without their names looks at any. */
function readsOf(artifacts: readonly Artifact[], plan: Plan): Reads | undefined {
  const whole = artifacts.map(({ content }) => content).join('\n');
  if (/\bpack_all\b|\bdistinct\s+\*/.test(whole)) return undefined;
  const named = new Set([...plan.types.keys()].filter((name) => whole.includes(name)));
  for (const name of [plan.time.column, 'TimeGenerated', 'Type']) named.add(name);
  return (name) => named.has(name);
}

/** A watchlist keeps what its file says as text. */
function watchlistsOf({ tables = new Map() }: Store): ReadonlyMap<string, readonly string[]> {
  return new Map([...tables].map(([table, entries]) => [table, entries.map(String)]));
}

/** Why the engine does not take a regex. */
function regexFault(pattern: string): string | undefined {
  const regex = compileRust(pattern);
  return 'refused' in regex ? regex.refused : undefined;
}

function refused(findings: readonly TextFinding[]): Program {
  return {
    syntax: undefined,
    findings,
    assumptions: [],
    matches: () => false,
    trace: () => [],
    results: () => [],
    alerts: () => [],
  };
}

/** The table as the binder sees it. */
function tableOf({ table, types }: Plan): KqlTable {
  // A plan names types as KQL does.
  return { name: table, columns: Object.fromEntries(types) as Readonly<Record<string, ScalarType>> };
}

/** A run sees the rows that have arrived, each at the time that it happened. */
function resultsOf(compiled: CompiledKql, plan: Plan): Program['results'] {
  return (rows, now) => {
    const there = rows.flatMap((timed, position) => (timed.ingest <= now ? [{ timed, position }] : []));
    const found = compiled.results(
      there.map(({ timed }) => ({ row: rowAt(plan, timed), ingest: timed.ingest })),
      now,
    );
    return found.map(({ columns, sources }) => ({
      columns,
      sources: sources.flatMap((i) => there[i]?.position ?? []),
    }));
  };
}

function rowAt({ time: { column } }: Plan, { row, time }: TimedRow): Row {
  return { ...row, [column]: writeInstant(time) };
}

/** A row read for all runs; a gap where none can take it. */
function keptRow(
  compiled: CompiledKql,
  plan: Plan,
  timed: TimedRow,
): (KeptRow & Pick<TimedRow, 'time' | 'ingest'>) | undefined {
  const { time, ingest } = timed;
  const kept = compiled.keep({ row: rowAt(plan, timed), ingest });
  return kept && { ...kept, time, ingest };
}
