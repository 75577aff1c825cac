import type { Cell, Cells } from './cell.ts';
import { cellOf, compareCells, manyOf, numberOf } from './cell.ts';
import { compileExpression, fieldsIn } from './run-expression.ts';
import { pathSteps, spathCell } from './run-json.ts';
import { pcre } from './run-regex.ts';
import { compileSearch } from './run-search.ts';
import type { Result } from './run-stats.ts';
import { eventstats, stats, streamstats, streamstatsWhere } from './run-stats.ts';
import type { Command, Term } from './syntax.ts';
import { NotRead } from './tokens.ts';

/** A command made ready to run: results in, results out. `now`: the instant of the run, seconds. */
export interface Stage {
  readonly command: Command;
  /** It makes results from several: what stands before it speaks of single events. */
  readonly groups: boolean;
  readonly run: (results: readonly Result[], now: number) => readonly Result[];
}

/** Makes a command ready to run. Throws `NotRead` at what is not known. */
export function compileCommand(command: Command, macros: ReadonlyMap<string, Term>): Stage {
  return {
    command,
    groups: ['stats', 'streamstats', 'eventstats', 'dedup'].includes(command.kind),
    run: runOf(command, macros),
  };
}

/** Makes the commands of a search ready to run one after the other; a `streamstats` and the `where` behind it are one stage. */
export function compileCommands(commands: readonly Command[], macros: ReadonlyMap<string, Term>): readonly Stage[] {
  return commands.flatMap((command, i): readonly Stage[] => {
    const [before, after] = [commands[i - 1], commands[i + 1]];
    if (command.kind === 'where' && before?.kind === 'streamstats') return [];
    if (command.kind !== 'streamstats' || after?.kind !== 'where') return [compileCommand(command, macros)];
    const condition = compileExpression(after.condition);
    const reads = new Set(fieldsIn(after.condition));
    const run: Stage['run'] = (results, now) =>
      streamstatsWhere(results, command, { reads, holds: (cells) => condition(cells, now) === true });
    return [{ command, groups: true, run }];
  });
}

function runOf(command: Command, macros: ReadonlyMap<string, Term>): Stage['run'] {
  switch (command.kind) {
    case 'search': {
      const finds = compileSearch(command.term, macros);
      return (results) => results.filter(({ cells }) => finds(cells));
    }
    case 'macro': {
      const finds = compileSearch({ kind: 'macro', name: command.name }, macros);
      return (results) => results.filter(({ cells }) => finds(cells));
    }
    case 'where': {
      const condition = compileExpression(command.condition);
      return (results, now) => results.filter(({ cells }) => condition(cells, now) === true);
    }
    case 'eval': {
      const made = command.assignments.map(({ name, value }) => ({ name, run: compileExpression(value) }));
      return changed((cells, now) => {
        for (const { name, run } of made) {
          const value = run(cells, now);
          if (value === null) cells.delete(name);
          else cells.set(name, value);
        }
      });
    }
    case 'spath': {
      const steps = pathSteps(command.path);
      return changed((cells) => {
        const found = spathCell(cells.get(command.input) ?? null, steps);
        if (found !== null) cells.set(command.output, found);
      });
    }
    case 'lookup': {
      const { entries, field, output, table, at } = command;
      if (entries === undefined) throw new NotRead(`the lookup ${table}, which is none of the lists`, at);
      return changed((cells) => {
        const found = manyOf(cells.get(field) ?? null).filter((value) => entries.has(value));
        const [only, ...more] = found;
        if (only === undefined) cells.delete(output);
        else cells.set(output, more.length === 0 ? only : cellOf(found));
      });
    }
    case 'rename':
      return changed((cells) => {
        for (const [from, to] of command.pairs) {
          const value = cells.get(from);
          cells.delete(from);
          if (value !== undefined) cells.set(to, value);
        }
      });
    case 'fillnull':
      return (results, now) => {
        const names =
          command.fields.length > 0 ? command.fields : [...new Set(results.flatMap(({ cells }) => [...cells.keys()]))];
        return changed((cells) => {
          for (const name of names) if ((cells.get(name) ?? null) === null) cells.set(name, command.value);
        })(results, now);
      };
    case 'mvexpand':
      return (results) =>
        results.flatMap(({ cells, sources }) => {
          const values = manyOf(cells.get(command.field) ?? null);
          return values.length < 2
            ? [{ cells, sources }]
            : values.map((value) => ({ cells: new Map(cells).set(command.field, value), sources }));
        });
    case 'fields':
    case 'table':
      return changed((cells) => {
        for (const name of [...cells.keys()])
          if (command.names.includes(name) === command.remove && !(command.kind === 'fields' && name.startsWith('_')))
            cells.delete(name);
      });
    case 'sort':
      return (results) => sorted(results, command.keys).slice(0, command.limit);
    case 'head':
      return (results) => results.slice(0, command.count);
    case 'dedup':
      return (results) => {
        const seen = new Set<string>();
        return results.filter(({ cells }) => {
          const key = command.fields.map((name) => manyOf(cells.get(name) ?? null));
          if (key.some((values) => values.length === 0)) return false;
          const mark = JSON.stringify(key);
          return !seen.has(mark) && seen.add(mark);
        });
      };
    case 'bin':
      return changed((cells) => {
        const value = numberOf(cells.get(command.field) ?? null);
        if (value !== null) cells.set(command.as, Math.floor(value / command.seconds) * command.seconds);
      });
    case 'regex': {
      const matches = pcre(command.pattern);
      if (typeof matches === 'string') return () => [];
      return (results) =>
        results.filter(({ cells }) => manyOf(cells.get(command.field) ?? null).some(matches) !== command.negated);
    }
    case 'stats':
      return (results) => stats(results, command.aggregates, command.by);
    case 'streamstats':
      return (results) => streamstats(results, command);
    case 'eventstats':
      return (results) => eventstats(results, command.aggregates, command.by);
    case 'convert':
      return changed((cells) => {
        for (const name of command.fields) {
          const values = manyOf(cells.get(name) ?? null).map(timeText);
          if (values.length > 0) cells.set(name, cellOf(values));
        }
      });
  }
}

/** Every result owns its cells, so a command may change them in place. */
function changed(change: (cells: Cells, now: number) => void): Stage['run'] {
  return (results, now) => {
    for (const { cells } of results) change(cells, now);
    return results;
  };
}

function sorted(
  results: readonly Result[],
  keys: readonly { readonly name: string; readonly down: boolean }[],
): Result[] {
  const order = (a: Cell, b: Cell): number => {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return compareCells(a, '<', b) === true ? -1 : compareCells(a, '>', b) === true ? 1 : 0;
  };
  return [...results].sort((a, b) => {
    for (const { name, down } of keys) {
      const sign = order(a.cells.get(name) ?? null, b.cells.get(name) ?? null);
      if (sign !== 0) return down ? -sign : sign;
    }
    return 0;
  });
}

function timeText(text: string): string {
  const seconds = numberOf(text);
  return seconds === null ? text : new Date(seconds * 1000).toISOString().slice(0, 19);
}
