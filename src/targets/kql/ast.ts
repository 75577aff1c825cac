import type { Json } from '../../ir/json.ts';
import type { Step } from '../../ir/path.ts';

/** The scalar types of KQL that queries here use. https://learn.microsoft.com/kusto/query/scalar-data-types/ */
export type KqlType = 'string' | 'bool' | 'long' | 'real' | 'datetime' | 'timespan' | 'dynamic';

/** A KQL scalar expression. */
export type KqlExpression =
  | ColumnName
  | ElementName
  | Literal
  | Regex
  | ValueList
  | Path
  | Call
  | Binary
  | In
  | Joined
  | Not
  | Gathered
  | Computed
  | Star;

/** A column of the current row, or a name bound by `let`. */
export interface ColumnName {
  readonly kind: 'column';
  readonly name: string;
}

/** The element that an enclosing gathering runs over; 0 is the innermost. It gets its name when stages are built. */
export interface ElementName {
  readonly kind: 'element';
  readonly depth: number;
}

export type Literal =
  | { readonly kind: 'literal'; readonly type: 'string'; readonly value: string }
  | { readonly kind: 'literal'; readonly type: 'bool'; readonly value: boolean }
  | { readonly kind: 'literal'; readonly type: 'long'; readonly value: bigint }
  | { readonly kind: 'literal'; readonly type: 'real'; readonly value: number }
  /** ISO 8601 text. */
  | { readonly kind: 'literal'; readonly type: 'datetime'; readonly value: string }
  | { readonly kind: 'literal'; readonly type: 'timespan'; readonly seconds: number }
  | { readonly kind: 'literal'; readonly type: 'dynamic'; readonly value: Json }
  | { readonly kind: 'null'; readonly type: KqlType };

/** A regular expression in Rust syntax, printed as a verbatim string. */
export interface Regex {
  readonly kind: 'regex';
  readonly pattern: string;
}

/** A constant list that goes into a `let` of that name where it is long. */
export interface ValueList {
  readonly kind: 'list';
  readonly name: string;
  readonly values: readonly Literal[];
  /** The alias of the watchlist whose search keys they are, in place of values. */
  readonly watchlist?: string | undefined;
}

/** Keys and indexes into a dynamic value. */
export interface Path {
  readonly kind: 'path';
  readonly of: KqlExpression;
  readonly steps: readonly Step[];
}

export interface Call {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly KqlExpression[];
}

export type BinaryOperator = TextOperator | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/';
export type TextOperator =
  | '=~'
  | '!~'
  | 'contains_cs'
  | '!contains_cs'
  | 'contains'
  | '!contains'
  | 'startswith_cs'
  | '!startswith_cs'
  | 'startswith'
  | '!startswith'
  | 'endswith_cs'
  | '!endswith_cs'
  | 'endswith'
  | '!endswith'
  | 'matches regex';

export interface Binary {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: KqlExpression;
  readonly right: KqlExpression;
}

/** `in`, `!in`, `in~`, `!in~`. */
export interface In {
  readonly kind: 'in';
  readonly subject: KqlExpression;
  readonly list: ValueList;
  readonly negated: boolean;
  readonly ignoreCase: boolean;
}

export interface Joined {
  readonly kind: 'and' | 'or';
  readonly operands: readonly KqlExpression[];
}

export interface Not {
  readonly kind: 'not';
  readonly operand: KqlExpression;
}

/**
 * A value gathered from the elements of a dynamic list. It stands for a column that an `mv-apply` stage computes before the
 * expression is evaluated; inside `take`, element 0 is the list's element. An empty list gives one null element.
 */
export interface Gathered {
  readonly kind: 'gathered';
  readonly list: KqlExpression;
  readonly take: Take;
  /** What the list is called, for the names of the element and the column: `Target`. */
  readonly stem: string;
}

/** A value that is read more than once: it stands for a column that an `extend` stage computes before. */
export interface Computed {
  readonly kind: 'computed';
  readonly value: KqlExpression;
}

export type Take =
  /** How many elements satisfy the condition. */
  | { readonly kind: 'count'; readonly where: KqlExpression; readonly as: 'Hits' | 'Misses' }
  /** The elements that satisfy the condition, in order. */
  | { readonly kind: 'filter'; readonly where: KqlExpression }
  /** A value of each element that satisfies the condition, in order, nulls included. */
  | { readonly kind: 'collect'; readonly where: KqlExpression; readonly value: KqlExpression }
  /** The distinct values at the end of the keys, crossing lists. */
  | { readonly kind: 'walk'; readonly keys: readonly string[] };

/** `*` as an argument of `arg_min`. */
export interface Star {
  readonly kind: 'star';
}

/** A named expression: `Name = expression`. */
export interface Named {
  readonly name: string;
  readonly value: KqlExpression;
}

/** One operator of a pipeline. https://learn.microsoft.com/kusto/query/ */
export type KqlStage =
  | { readonly kind: 'where'; readonly conditions: readonly KqlExpression[] }
  | { readonly kind: 'extend'; readonly columns: readonly Named[] }
  | { readonly kind: 'project-away'; readonly columns: readonly string[] }
  | { readonly kind: 'sort'; readonly by: readonly string[] }
  | { readonly kind: 'mv-apply'; readonly item: Named; readonly body: readonly KqlStage[] }
  | { readonly kind: 'mv-expand'; readonly item: Named; readonly type?: KqlType | undefined }
  | { readonly kind: 'summarize'; readonly columns: readonly Named[]; readonly by: readonly Named[] };

/** A whole query, and what a Sentinel rule around it must know of its columns. */
export interface KqlQuery {
  readonly lets: readonly ValueList[];
  readonly table: string;
  readonly stages: readonly KqlStage[];
  readonly alert: KqlAlert;
}

/** How the rows of a query become alerts: schedule in minutes, columns by role. */
export interface KqlAlert {
  /** Near real time: each minute over what arrived in a minute, without a frequency and a period. */
  readonly nrt: boolean;
  readonly frequencyMinutes: number;
  readonly periodMinutes: number;
  readonly groupMinutes: number;
  /** `none`: each match makes an incident of its own. */
  readonly groupBy: 'rule' | 'title' | 'key' | 'none';
  readonly titleColumn: string | undefined;
  readonly descriptionColumn: string | undefined;
  readonly severityColumn: string | undefined;
  readonly details: readonly { readonly key: string; readonly column: string }[];
  readonly entities: readonly {
    readonly type: string;
    readonly fields: readonly { readonly identifier: string; readonly column: string }[];
  }[];
}
