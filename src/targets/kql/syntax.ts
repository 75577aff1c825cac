import type { KqlValue } from './run-value.ts';

/** The scalar types of KQL, as Microsoft's binder names them. https://learn.microsoft.com/kusto/query/scalar-data-types/ */
export type ScalarType =
  | 'string'
  | 'bool'
  | 'int'
  | 'long'
  | 'real'
  | 'decimal'
  | 'datetime'
  | 'timespan'
  | 'guid'
  | 'dynamic';

/** A table, or a function that returns one, as a query sees it. Columns keep their order. */
export interface KqlTable {
  readonly name: string;
  readonly columns: Readonly<Record<string, ScalarType>>;
  /** A stored function without parameters: `Name` and `Name()` both read it. */
  readonly isFunction?: boolean | undefined;
}

/** A scalar expression as the text has it, with the type that the binder gives it and the UTF-16 offset where it begins. */
export type KqlNode =
  | (Typed & { readonly kind: 'column'; readonly name: string })
  /** A name that `let` bound, or a parameter of a `let` function. */
  | (Typed & { readonly kind: 'variable'; readonly name: string })
  | (Typed & { readonly kind: 'literal'; readonly value: KqlValue })
  | (Typed & { readonly kind: 'list'; readonly items: readonly KqlNode[] })
  | (Typed & { readonly kind: 'unary'; readonly operator: '-' | '+'; readonly operand: KqlNode })
  | (Typed & { readonly kind: 'binary'; readonly operator: string; readonly left: KqlNode; readonly right: KqlNode })
  /** `and` and `or`, chains of one operator flattened. */
  | (Typed & { readonly kind: 'and' | 'or'; readonly operands: readonly KqlNode[] })
  /** `in`, `!in`, `in~`, `!in~`, `has_any`, `has_all`, `between`, `!between`. */
  | (Typed & {
      readonly kind: 'among';
      readonly operator: string;
      readonly left: KqlNode;
      readonly items: readonly KqlNode[];
    })
  /** A key or an index of a dynamic value. */
  | (Typed & { readonly kind: 'element'; readonly of: KqlNode; readonly key: KqlNode })
  | (Typed & { readonly kind: 'call'; readonly name: string; readonly args: readonly KqlNode[] })
  /** `toscalar(query)`, or a query inside `in (…)`. */
  | (Typed & { readonly kind: 'query'; readonly query: KqlPipeline })
  | (Typed & { readonly kind: 'star' });

interface Typed {
  readonly type: ScalarType;
  readonly at: number;
  /** UTF-16 offset behind the expression. */
  readonly end: number;
}

/** An expression with the names that its columns get: several for a function that returns several. */
export interface KqlNamed {
  readonly names: readonly string[];
  readonly value: KqlNode;
}

export interface KqlOrder {
  readonly value: KqlNode;
  readonly descending: boolean;
  readonly nulls: 'first' | 'last';
}

export interface KqlExpand {
  readonly name: string;
  readonly value: KqlNode;
  /** The column's type afterwards. */
  readonly type: ScalarType;
  /** `to typeof(…)` was written. */
  readonly cast: boolean;
}

export interface KqlColumn {
  readonly name: string;
  readonly type: ScalarType;
}

/** One tabular operator. `columns` are those that its result has. https://learn.microsoft.com/kusto/query/ */
export type KqlStep = { readonly at: number; readonly columns: readonly KqlColumn[] } & (
  | { readonly kind: 'where'; readonly condition: KqlNode }
  | { readonly kind: 'extend' | 'project' | 'project-rename'; readonly items: readonly KqlNamed[] }
  | { readonly kind: 'keep' }
  | { readonly kind: 'sort'; readonly by: readonly KqlOrder[] }
  | { readonly kind: 'top'; readonly count: KqlNode; readonly by: KqlOrder }
  | { readonly kind: 'take'; readonly count: KqlNode }
  | { readonly kind: 'serialize'; readonly items: readonly KqlNamed[] }
  | { readonly kind: 'count' }
  | { readonly kind: 'distinct'; readonly items: readonly KqlNamed[] }
  | { readonly kind: 'summarize'; readonly items: readonly KqlNamed[]; readonly by: readonly KqlNamed[] }
  | {
      readonly kind: 'mv-expand';
      readonly items: readonly KqlExpand[];
      readonly indexName: string | undefined;
      readonly limit: KqlNode | undefined;
      readonly arrays: boolean;
    }
  | {
      readonly kind: 'mv-apply';
      readonly items: readonly KqlExpand[];
      readonly indexName: string | undefined;
      readonly body: readonly KqlStep[];
    }
  | {
      readonly kind: 'join';
      readonly flavour: string;
      readonly right: KqlPipeline;
      readonly on: readonly { readonly left: string; readonly right: string }[];
      /** Columns of the right side with the names that they get. */
      readonly renamed: readonly { readonly from: string; readonly to: string }[];
    }
  | { readonly kind: 'union'; readonly others: readonly KqlPipeline[] }
);

/** Where rows come from. */
export type KqlSource = { readonly at: number; readonly columns: readonly KqlColumn[] } & (
  | { readonly kind: 'table'; readonly name: string }
  | { readonly kind: 'watchlist'; readonly alias: string }
  /** A query that `let` bound. */
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'datatable'; readonly values: readonly KqlNode[] }
  | { readonly kind: 'print'; readonly items: readonly KqlNamed[] }
  | { readonly kind: 'range'; readonly from: KqlNode; readonly to: KqlNode; readonly step: KqlNode }
  | { readonly kind: 'union'; readonly parts: readonly KqlPipeline[] }
  | { readonly kind: 'query'; readonly query: KqlPipeline }
);

export interface KqlPipeline {
  readonly source: KqlSource;
  readonly steps: readonly KqlStep[];
}

export type KqlLet =
  | { readonly name: string; readonly kind: 'scalar'; readonly value: KqlNode }
  | { readonly name: string; readonly kind: 'table'; readonly query: KqlPipeline };

/** A whole text: its `let` statements and its query. */
export interface KqlSyntax {
  readonly lets: readonly KqlLet[];
  readonly query: KqlPipeline;
}

/** Something that is not covered, at a UTF-16 offset of the text. */
export interface KqlGap {
  readonly construct: string;
  readonly at: number;
}

/** The syntax without offsets: two texts that differ in layout alone have equal ones. */
export function withoutPlaces(syntax: unknown): unknown {
  if (Array.isArray(syntax)) return syntax.map(withoutPlaces);
  if (typeof syntax !== 'object' || syntax === null) return syntax;
  const kept = Object.entries(syntax).filter(([key]) => key !== 'at' && key !== 'end');
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutPlaces(value)]));
}
