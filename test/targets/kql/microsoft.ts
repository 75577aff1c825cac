import { createRequire } from 'node:module';

/** Microsoft's own parser and binder (npm `@kusto/language-service-next`), as far as these tests use it. */
const require = createRequire(import.meta.url);

interface Collection<T> {
  readonly Count: number;
  readonly getItem: (index: number) => T;
}

interface Finding {
  readonly Code: string;
  readonly Severity: string;
  readonly Message: string;
}

// The package has no types: its parts are reached through one untyped door.
type Untyped = Record<string, (...args: readonly unknown[]) => unknown> & Record<string, Record<string, unknown>>;

let loaded: Untyped | undefined;

function kusto(): Untyped {
  if (loaded) return loaded;
  require('@kusto/language-service-next/bridge.min.js');
  require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
  // The second file sets a global.
  loaded = (globalThis as unknown as { Kusto: { Language: Untyped } }).Kusto.Language;
  return loaded;
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'String',
  int: 'Int',
  long: 'Long',
  real: 'Real',
  bool: 'Bool',
  datetime: 'DateTime',
  timespan: 'TimeSpan',
  guid: 'Guid',
  dynamic: 'Dynamic',
};

const states = new Map<string, unknown>();

function stateOf(table: string, columns: Readonly<Record<string, string>>): unknown {
  const mark = JSON.stringify([table, columns]);
  const known = states.get(mark);
  if (known) return known;
  // biome-ignore lint/suspicious/noExplicitAny: the package has no types
  const K = kusto() as any;
  const S = K.Symbols;
  const made = Object.entries(columns).map(
    ([name, type]) => new S.ColumnSymbol(name, S.ScalarTypes[typeNames[type] ?? 'String'], null, null, null, null),
  );
  const database = new S.DatabaseSymbol.ctor('db', [
    S.TableSymbol.$ctor4 ? new S.TableSymbol.$ctor4(table, made) : null,
  ]);
  const state = K.GlobalState.Default.WithDatabase(database);
  states.set(mark, state);
  return state;
}

export interface Bound {
  /** Everything the binder and its analyzers find, `code message`. */
  readonly findings: readonly string[];
  /** The columns of the result. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Findings that say nothing against a query: advice on speed for operators that are meant. */
const accepted = new Set(['KS500', 'KS515']);

/** Binds a query against one table. */
export function bind(text: string, table: string, columns: Readonly<Record<string, string>>): Bound {
  // biome-ignore lint/suspicious/noExplicitAny: the package has no types
  const K = kusto() as any;
  const state = stateOf(table, columns);
  const code = K.KustoCode.ParseAndAnalyze(text, state);
  const own: Collection<Finding> = code.GetDiagnostics();
  const service = new K.Editor.KustoCodeService.$ctor1(text, state);
  const more: Collection<Finding> = service.GetAnalyzerDiagnostics(true);
  const all = [own, more].flatMap((found) => Array.from({ length: found.Count }, (_, i) => found.getItem(i)));
  const result: Record<string, string> = {};
  const type = code.ResultType?.Columns;
  for (let i = 0; i < (type?.Count ?? 0); i++) {
    const column = type.getItem(i);
    result[column.Name] = column.Type.Name;
  }
  return {
    findings: all.filter((f) => !accepted.has(f.Code)).map((f) => `${f.Code} ${f.Message}`),
    columns: result,
  };
}

/** What Microsoft's own reader takes a string literal for. */
export function readString(literal: string): string {
  // biome-ignore lint/suspicious/noExplicitAny: the package has no types
  return (kusto() as any).KustoFacts.GetStringLiteralValue(literal);
}
