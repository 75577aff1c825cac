import type { Quantifier } from '../ir/condition.ts';
import { type Operator, operators } from '../ir/operators.ts';
import { printPath } from '../ir/print.ts';
import { allPaths, findField } from '../mapping/log-type-lookup.ts';
import type { Column, Home } from '../mapping/mapping.ts';
import { resolve } from '../mapping/resolve.ts';
import { knownLogTypes } from '../project/open-project.ts';
import { exitCode } from './exit.ts';
import type { GlobalOptions, Session } from './session.ts';
import { codeFor, openSession } from './session.ts';
import { showFindings } from './show-findings.ts';
import { table } from './table.ts';

interface Options extends GlobalOptions {
  readonly logType?: string;
  readonly format: 'text' | 'markdown' | 'json';
}

const quantifiers: readonly Quantifier[] = ['any', 'all', 'none', 'one'];

/** `rulegen targets`. */
export function runTargets(options: Options): void {
  const session = openSession(options);
  const { findings, terminal } = session;
  const text =
    options.logType === undefined
      ? matrix(session, options.format)
      : mappingTable(session, options.logType, options.format);
  if (text === undefined) {
    terminal.note(
      `There is no log type "${options.logType}". Known: ${knownLogTypes(session.project.root).join(', ')}.`,
    );
    process.exitCode = exitCode.usage;
    return;
  }
  if (options.format === 'json') terminal.print(text);
  else showFindings(findings.sorted, 'text', terminal, {}, text);
  process.exitCode = codeFor(findings.sorted);
}

/** Operators × targets and log types × targets. */
export function matrix({ project }: Pick<Session, 'project'>, format: Options['format']): string {
  const { targets } = project.workspace;
  const names: readonly (Operator | Quantifier)[] = [...(Object.keys(operators) as Operator[]), ...quantifiers]; // keys of the constant table
  const logTypes = knownLogTypes(project.root);
  const homes = (target: string, logType: string): readonly Home[] =>
    project.workspace.mapping(target, logType)?.homes ?? [];
  if (format === 'json') {
    const says = Object.fromEntries(
      names.map((name) => [name, Object.fromEntries(targets.map((t) => [t.name, t.says(name)]))]),
    );
    const types = Object.fromEntries(
      logTypes.map((l) => [l, Object.fromEntries(targets.map((t) => [t.name, homes(t.name, l).map((h) => h.name)]))]),
    );
    return JSON.stringify({ operators: says, logTypes: types }, null, 2);
  }
  const notes = new Map<string, number>();
  const cell = (answer: true | string): string => {
    if (answer === true) return 'yes';
    if (!notes.has(answer)) notes.set(answer, notes.size + 1);
    return `no [${notes.get(answer)}]`;
  };
  const operatorRows = names.map((name) => [name, ...targets.map((t) => cell(t.says(name)))]);
  const homeRows = logTypes.map((l) => [
    l,
    ...targets.map(
      (t) =>
        homes(t.name, l)
          .map((h) => (h.default ? `${h.name} (default)` : h.name))
          .join(', ') || '–',
    ),
  ]);
  const head = targets.map((t) => t.name);
  return [
    table(['operator', ...head], operatorRows, format),
    [...notes].map(([why, number]) => `[${number}] ${why}`).join('\n'),
    table(['log type', ...head], homeRows, format),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Every field of a log type with its column in each target's default home, with certainty and citation. */
function mappingTable({ project }: Session, name: string, format: Options['format']): string | undefined {
  const logType = project.workspace.logType(name);
  if (logType === undefined) return undefined;
  const rows: string[][] = [];
  const data: Record<string, unknown>[] = [];
  for (const target of project.workspace.targets) {
    const home = project.workspace.mapping(target.name, name)?.homes.find((h) => h.default);
    if (home === undefined) continue;
    const place = { logType, home, nativeName: target.nativeName, guessed: true };
    for (const [field, entry] of home.fields) {
      for (const column of entry.columns) {
        rows.push([field, target.name, home.name, columnText(column), column.type, column.certainty, column.cite]);
        data.push({ field, target: target.name, home: home.name, column });
      }
    }
    if (home.native === undefined) continue;
    for (const path of allPaths(logType)) {
      if (home.fields.has(path)) continue;
      const steps = path.split('.').map((s) => s.replace(/\[\]$/, ''));
      if (path.includes('[]') || findField(logType, steps) === undefined) continue;
      const found = resolve({ scope: 'event', path: steps }, [], place);
      if ('unmapped' in found) continue;
      for (const ref of found.columns) {
        if (ref.kind !== 'column') continue;
        rows.push([
          printPath(steps),
          target.name,
          home.name,
          columnText(ref.column),
          ref.column.type,
          ref.column.certainty,
          ref.column.cite,
        ]);
        data.push({ field: path, target: target.name, home: home.name, column: ref.column });
      }
    }
  }
  if (format === 'json') return JSON.stringify(data, null, 2);
  return table(['field', 'target', 'home', 'column', 'type', 'certainty', 'source'], rows, format);
}

function columnText(column: Column): string {
  const marks = [
    column.holds === 'json-text' ? 'JSON text' : '',
    column.repeated ? 'repeated' : '',
    column.enriched ? 'enriched' : '',
  ].filter((m) => m !== '');
  return `${column.name}${column.access.length > 0 ? ` → ${column.access.join('.')}` : ''}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}`;
}
