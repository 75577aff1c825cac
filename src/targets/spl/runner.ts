import type { Json } from '../../ir/json.ts';
import { isList } from '../../ir/json.ts';
import type { NotCovered, Program, ResultRow, Row, Store, TextFinding, TextRunner } from '../runner.ts';
import type { Artifact } from '../target.ts';
import type { Candidate } from './alerts.ts';
import { firedAlerts, savedOf, shownFields, visibleAt } from './alerts.ts';
import type { Cell, Cells } from './cell.ts';
import { checkSearch, checkStanza } from './check.ts';
import { checkAlert } from './check-alert.ts';
import { lookupColumn } from './lookup-rows.ts';
import { parseSplunkSearch } from './parse.ts';
import { parseSearch } from './parse-search.ts';
import type { Stanza } from './read-conf.ts';
import { readConf } from './read-conf.ts';
import { rowOf } from './row.ts';
import { runAssumptions } from './run-assumptions.ts';
import { fieldsIn } from './run-expression.ts';
import type { Stage } from './run-pipeline.ts';
import { compileCommand, compileCommands } from './run-pipeline.ts';
import { compileSearch } from './run-search.ts';
import type { Result } from './run-stats.ts';
import { timeOf } from './run-stats.ts';
import { firstSieveOf, sieveOf } from './sieve.ts';
import type { Command, Search, Term } from './syntax.ts';
import { NotRead, Tokens } from './tokens.ts';
import { traceSearch } from './trace.ts';

/** Splunk: rows as search-time extraction makes them, searches as the search language runs them. */
export const runner: TextRunner = { row: rowOf, read };

function read(artifacts: readonly Artifact[], store: Store): Program | NotCovered {
  const main = artifacts.find((artifact) => artifact.path.endsWith('.spl'));
  if (main === undefined) return { construct: 'no search among the artifacts', artifact: '', line: 1, column: 1 };
  try {
    return programOf(main, artifacts, store.tables);
  } catch (error) {
    if (!(error instanceof NotRead)) throw error;
    const before = main.content.slice(0, error.at).split('\n');
    return {
      construct: error.construct,
      artifact: main.path,
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
    };
  }
}

function programOf(main: Artifact, artifacts: readonly Artifact[], tables: Store['tables']): Program {
  const read = parseSplunkSearch(main.content);
  const search = { ...read, commands: read.commands.map((command) => withEntries(command, tables)) };
  const macros = new Map(
    artifacts
      .filter((artifact) => artifact.path.endsWith('.macros.conf'))
      .flatMap((artifact) => macrosIn(artifact.content)),
  );
  const conf = artifacts.find((artifact) => artifact.path.endsWith('.savedsearches.conf'));
  const stanza = conf && readConf(conf.content).at(0);
  const finds = compileSearch(search.base, macros);
  const stages = search.commands.map((command) => compileCommand(command, macros));
  const firstGroup = stages.findIndex((stage) => stage.groups);
  const before = firstGroup < 0 ? stages : stages.slice(0, firstGroup);
  const after = firstGroup < 0 ? [] : stages.slice(firstGroup);
  const counts = firstGroup >= 0 && filtersAggregates(search.commands.slice(firstGroup));
  const saved = savedOf(stanza);
  // A search gives its events newest first.
  const whole = compileCommands(search.commands, macros);
  const runOn = (found: readonly Result[], now: number): readonly Result[] =>
    through(
      whole,
      found.toSorted((a, b) => timeOf(b) - timeOf(a)),
      now,
    );
  const siftsFirst = firstSieveOf(search.commands);
  const sifts = sieveOf(search.commands, macros);
  const texts = textsIn([search.commands, ...macros.values()]);
  const asked = new Set(textsIn(search.base));
  const named = new Set([
    ...texts,
    // A bare text is looked for in the whole event.
    ...(asked.has('text') || texts.includes('text') ? ['_raw'] : []),
    ...(saved.suppressFields ?? []),
    '_time',
    ...shownFields,
  ]);
  return {
    syntax: read,
    findings: [...checkSearch(read, main.path), ...confFindings(stanza, conf, read)],
    assumptions: runAssumptions(read, stanza !== undefined),
    matches: (row) => {
      const cells = cellsOf(row);
      if (!finds(cells)) return false;
      const now = typeof row['_indextime'] === 'number' ? row['_indextime'] : 0;
      const reached = through(before, [{ cells, sources: [0] }], now);
      return reached.length > 0 && (counts || through(after, reached, now).length > 0);
    },
    trace: (row) => traceSearch(search, cellsOf(row), macros),
    results: (rows, now) => {
      const found = visibleAt(saved, rows, now / 1000)
        .map(({ row, position }): Result => ({ cells: cellsOf(row.row), sources: [position] }))
        .filter(({ cells }) => finds(cells));
      return runOn(found, now / 1000).map(resultRow);
    },
    alerts: (rows, from, until) => {
      const candidates = rows.flatMap(({ row, time, ingest }, position): Candidate[] => {
        const open = openRow(row);
        if (!finds(open) || !siftsFirst(open)) return [];
        const cells = cellsOf(row, named);
        return sifts(cells) ? [{ cells, position, time, ingest }] : [];
      });
      // Commands change cells in place, so each run gets its own.
      const run = (seen: readonly Candidate[], now: number): readonly Result[] =>
        runOn(
          seen.map(({ cells, position }) => ({ cells: new Map(cells), sources: [position] })),
          now,
        );
      return firedAlerts(saved, candidates, from, until, run);
    },
    reads: (name) => named.has(name) || asked.has(name),
  };
}

/** A lookup with what it holds. */
function withEntries(command: Command, tables: Store['tables']): Command {
  const entries = command.kind === 'lookup' && command.column === lookupColumn && tables?.get(command.table);
  return entries ? { ...command, entries: new Set(entries.map(String)) } : command;
}

function through(stages: readonly Stage[], results: readonly Result[], now: number): readonly Result[] {
  let flowing = results;
  for (const stage of stages) {
    if (flowing.length === 0) return flowing;
    flowing = stage.run(flowing, now);
  }
  return flowing;
}

/** Whether a text counts: some `where` after the grouping asks for what the grouping computed. */
function filtersAggregates(commands: readonly Command[]): boolean {
  const computed = new Set(
    commands.flatMap((command) => ('aggregates' in command ? command.aggregates.map(({ as }) => as) : [])),
  );
  return commands.some(
    (command) => command.kind === 'where' && [...fieldsIn(command.condition)].some((name) => computed.has(name)),
  );
}

/** The query in the stanza must be the one that is run here: the same tree. */
function confFindings(stanza: Stanza | undefined, conf: Artifact | undefined, search: Search): TextFinding[] {
  if (stanza === undefined || conf === undefined) return [];
  const own = stanza.settings.get('search');
  const found = [...checkStanza(stanza, conf.path), ...checkAlert(stanza, search, conf.path)];
  const place = { severity: 'error' as const, artifact: conf.path, line: own?.line ?? 1, column: 1 };
  if (own === undefined) return [...found, { ...place, message: 'the stanza has no search' }];
  try {
    if (bare(parseSplunkSearch(own.value)) !== bare(search))
      found.push({ ...place, message: 'the search of the stanza is not the one of the .spl file' });
  } catch (error) {
    if (!(error instanceof NotRead)) throw error;
    found.push({ ...place, message: `the search of the stanza cannot be read: ${error.construct}` });
  }
  return found;
}

function bare(search: Search): string {
  return JSON.stringify(search, (key, value: unknown) => (key === 'line' || key === 'at' ? undefined : value));
}

/** Search macros of a macros.conf, by name. A definition that is no plain search is left to be a source. */
function macrosIn(text: string): [string, Term][] {
  return readConf(text).flatMap(({ name, settings }): [string, Term][] => {
    const definition = settings.get('definition')?.value;
    if (definition === undefined) return [];
    const tokens = new Tokens(definition);
    tokens.eat('search', 'SEARCH');
    return [[name, parseSearch(tokens)]];
  });
}

/** The cells of a row: all of them, or those of some fields. */
function cellsOf(row: Row, only?: ReadonlySet<string>): Cells {
  const cells: Cells = new Map();
  for (const name of Object.keys(row)) if (only?.has(name) !== false) cells.set(name, cellFrom(row[name] ?? null));
  return cells;
}

/** A row to be looked into, without its cells made. */
function openRow(row: Row): Pick<Cells, 'get'> {
  return { get: (name) => (Object.hasOwn(row, name) ? cellFrom(row[name] ?? null) : undefined) };
}

/** All texts of a syntax tree: a field that a command names is among them. */
function textsIn(syntax: unknown): readonly string[] {
  if (typeof syntax === 'string') return [syntax];
  return typeof syntax === 'object' && syntax !== null ? Object.values(syntax).flatMap(textsIn) : [];
}

function cellFrom(value: Json): Cell {
  if (isList(value)) return value.map(String);
  return typeof value === 'string' || typeof value === 'number' ? value : String(value);
}

function resultRow({ cells, sources }: Result): ResultRow {
  const columns = Object.fromEntries(
    [...cells].map(([name, cell]): [string, Json] => [name, typeof cell === 'object' ? cell && [...cell] : cell]),
  );
  return { columns, sources };
}
