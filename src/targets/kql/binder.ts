import { createRequire } from 'node:module';
import type { KqlColumn, KqlTable, ScalarType } from './syntax.ts';

/** Something that Microsoft's binder or its analyzers say of a text. */
export interface KqlDiagnostic {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'suggestion' | 'information' | 'hidden';
  readonly message: string;
  /** UTF-16 offset. */
  readonly start: number;
  readonly length: number;
}

/** A node of Microsoft's syntax tree, as far as it is walked. */
export interface KustoNode {
  /** The name of its kind: `FilterOperator`. */
  readonly kind: string;
  /** The text of a token, without the space around it; absent for other nodes. */
  readonly text: string | undefined;
  readonly children: readonly KustoNode[];
  /** The name of the type of the result: `string`, `dynamic`; empty for tables. */
  readonly type: string;
  /** Whether the result is a table. */
  readonly isTable: boolean;
  /** The columns of a tabular result. */
  readonly columns: () => readonly KqlColumn[];
  /** What a name refers to: `Column`, `Variable`, `Table`, `Function`, `Parameter`, `Operator`. */
  readonly refers: string;
  /** A literal's value in Microsoft's own reading, for strings. */
  readonly string: () => string;
  readonly start: number;
  readonly end: number;
}

/** A text as the binder understands it. */
export interface BoundKql {
  readonly diagnostics: readonly KqlDiagnostic[];
  /** The columns of the result; empty where the binder knows none. */
  readonly columns: readonly KqlColumn[];
  readonly root: () => KustoNode;
}

/** Binds a text against tables. With `analyze`, Microsoft's analyzers speak too (advice on `isnull` of strings and the like). */
export function bindKql(text: string, tables: readonly KqlTable[], analyze = true): BoundKql {
  const { Language: K, System } = kusto();
  const state = stateOf(tables);
  const code = K.KustoCode.ParseAndAnalyze(text, state);
  const found = [code.GetDiagnostics()];
  if (analyze) found.push(new K.Editor.KustoCodeService.ctor(code).GetAnalyzerDiagnostics(true));
  const kinds = new Map<number, string>();
  const kindOf = (kind: number): string => {
    const known = kinds.get(kind);
    if (known !== undefined) return known;
    const name: string = System.Enum.toString(K.Syntax.SyntaxKind, kind);
    kinds.set(kind, name);
    return name;
  };
  return {
    diagnostics: found.flatMap((list) => itemsOf(list).map(diagnosticOf)),
    columns: columnsOf(code.ResultType),
    root: () => nodeOf(code.Syntax, kindOf),
  };
}

function diagnosticOf(d: Untyped): KqlDiagnostic {
  const severity = String(d.Severity).toLowerCase();
  const known = (['error', 'warning', 'suggestion', 'hidden'] as const).find((name) => name === severity);
  return { code: d.Code, severity: known ?? 'information', message: d.Message, start: d.Start, length: d.Length };
}

function nodeOf(node: Untyped, kindOf: (kind: number) => string): KustoNode {
  const { Language: K, System } = kusto();
  const kind = kindOf(node.Kind);
  let children: readonly KustoNode[] | undefined;
  return {
    kind,
    text: node.IsToken ? node.Text : undefined,
    get children() {
      if (children) return children;
      const made: KustoNode[] = [];
      for (let i = 0; i < node.ChildCount; i++) {
        const child = node.GetChild(i);
        if (child) made.push(nodeOf(child, kindOf));
      }
      children = made;
      return made;
    },
    get type() {
      return node.ResultType?.Name ?? '';
    },
    get isTable() {
      const type = node.ResultType;
      return type ? System.Enum.toString(K.Symbols.SymbolKind, type.Kind) === 'Table' : false;
    },
    columns: () => columnsOf(node.ResultType),
    get refers() {
      const symbol = node.ReferencedSymbol;
      return symbol ? System.Enum.toString(K.Symbols.SymbolKind, symbol.Kind) : '';
    },
    string: () => K.KustoFacts.GetStringLiteralValue(node.Text ?? node.GetChild(0).Text),
    start: node.TextStart,
    end: node.End,
  };
}

function columnsOf(type: Untyped): readonly KqlColumn[] {
  if (!type?.Columns) return [];
  // The binder names types as KQL does.
  return itemsOf(type.Columns).map((column) => ({ name: column.Name, type: column.Type.Name as ScalarType }));
}

function itemsOf(list: Untyped): readonly Untyped[] {
  return Array.from({ length: list.Count }, (_, i) => list.getItem(i));
}

/** Reads a watchlist by its alias; of its columns only the key is the same for all. https://learn.microsoft.com/azure/sentinel/watchlists-queries */
export const watchlistFunction = '_GetWatchlist';

const typeNames: Readonly<Record<ScalarType, string>> = {
  string: 'String',
  bool: 'Bool',
  int: 'Int',
  long: 'Long',
  real: 'Real',
  decimal: 'Decimal',
  datetime: 'DateTime',
  timespan: 'TimeSpan',
  guid: 'Guid',
  dynamic: 'Dynamic',
};

/** The binder's view of a database; kept, since the same tables come back with every rule of a log type. */
function stateOf(tables: readonly KqlTable[]): Untyped {
  const { Language: K, states } = kusto();
  const mark = JSON.stringify(tables);
  const known = states.get(mark);
  if (known) return known;
  const S = K.Symbols;
  const symbols = tables.map((table) => {
    const columns = Object.entries(table.columns).map(
      ([name, type]) => new S.ColumnSymbol(name, S.ScalarTypes[typeNames[type]], null, null, null, null),
    );
    return table.isFunction
      ? new S.FunctionSymbol.$ctor5(table.name, new S.TableSymbol.ctor(columns), [])
      : new S.TableSymbol.$ctor4(table.name, columns);
  });
  const watchlist = new S.FunctionSymbol.$ctor5(
    watchlistFunction,
    new S.TableSymbol.ctor([new S.ColumnSymbol('SearchKey', S.ScalarTypes.String, null, null, null, null)]),
    [new S.Parameter.$ctor2('watchlistAlias', S.ScalarTypes.String)],
  );
  const state = K.GlobalState.Default.WithDatabase(new S.DatabaseSymbol.ctor('db', [...symbols, watchlist]));
  states.set(mark, state);
  return state;
}

// biome-ignore lint/suspicious/noExplicitAny: the package has no types
type Untyped = any;

interface Kusto {
  readonly Language: Untyped;
  readonly System: Untyped;
  readonly states: Map<string, Untyped>;
}

let loaded: Kusto | undefined;

/** Microsoft's parser and binder (npm `@kusto/language-service-next`): 0.5 s and 31 MB, so it comes with the first text that is bound. */
function kusto(): Kusto {
  if (loaded) return loaded;
  const require = createRequire(import.meta.url);
  require('@kusto/language-service-next/bridge.min.js');
  require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
  // The files set globals.
  const globals = globalThis as unknown as { Kusto: { Language: Untyped }; System: Untyped };
  loaded = { Language: globals.Kusto.Language, System: globals.System, states: new Map() };
  return loaded;
}
