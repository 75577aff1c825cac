import { logTypePage } from '../docs/log-type-page.ts';
import { logTypeText } from '../docs/log-type-text.ts';
import { viewLogType } from '../docs/log-type-view.ts';
import type { Quantifier } from '../ir/condition.ts';
import { type Operator, operators } from '../ir/operators.ts';
import { parseFieldKey } from '../mapping/field-key.ts';
import { genericName } from '../mapping/generic.ts';
import { allPaths } from '../mapping/log-type-lookup.ts';
import type { Home } from '../mapping/mapping.ts';
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
          .filter((h) => h.default || h.name !== genericName)
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

/** A log type's homes with their columns: for the terminal, as a page, or as one object a column in the default homes. */
function mappingTable({ project, terminal }: Session, name: string, format: Options['format']): string | undefined {
  const view = viewLogType(name, project.workspace);
  if (view === undefined) return undefined;
  if (format === 'markdown') return logTypePage(view).trimEnd();
  return format === 'text' ? logTypeText(view, terminal.width) : JSON.stringify(columnData(name, project), null, 2);
}

function columnData(name: string, { workspace }: Session['project']): readonly object[] {
  const logType = workspace.logType(name);
  return workspace.targets.flatMap(({ name: target, nativeName }) => {
    const homes = workspace.mapping(target, name)?.homes.filter((home) => home.default) ?? [];
    return homes.flatMap((home) => {
      const own = [...home.fields].flatMap(([field, { columns }]) => columns.map((column) => ({ field, column })));
      const native = allPaths(logType ?? { fields: [] }).flatMap((path) => {
        const parts = parseFieldKey(path) ?? [];
        if (home.native === undefined || home.fields.has(path) || parts.some(({ list }) => list)) return [];
        const at = { scope: 'event', path: parts.map(({ step }) => step) } as const;
        const found = resolve(at, [], { logType, home, nativeName, guessed: true });
        return 'unmapped' in found
          ? []
          : found.columns.flatMap((to) => (to.kind === 'column' ? [{ field: path, column: to.column }] : []));
      });
      return [...own, ...native].map((one) => ({ field: one.field, target, home: home.name, column: one.column }));
    });
  });
}
