/** An expression of `where` and `eval`. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Eval */
export type SplExpression =
  | Field
  | { readonly kind: 'string'; readonly value: string }
  /** A number as it is written. */
  | { readonly kind: 'number'; readonly value: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly SplExpression[] }
  | Comparison
  /** Text joined with `.`. */
  | { readonly kind: 'concat'; readonly parts: readonly SplExpression[] }
  | {
      readonly kind: 'arithmetic';
      readonly operator: '+' | '-' | '*' | '/';
      readonly left: SplExpression;
      readonly right: SplExpression;
    }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly SplExpression[] }
  | { readonly kind: 'not'; readonly operand: SplExpression }
  | Hoisted;

/** A field of the event, unquoted. */
export interface Field {
  readonly kind: 'field';
  readonly name: string;
}

export interface Comparison {
  readonly kind: 'compare';
  readonly operator: '==' | '!=' | '<' | '<=' | '>' | '>=';
  readonly left: SplExpression;
  readonly right: SplExpression;
}

/** A field that an earlier command must make: `mvfilter` and `mvmap` work on a named field only. */
export interface Hoisted {
  readonly kind: 'hoisted';
  /** One for each thing that it can be made of. */
  readonly name: string;
  /** The name that a reader would like; another field may want it too. */
  readonly wanted: string;
  readonly from: HoistedFrom;
}

/** `spath`: the values at a path of the raw event. `expression`: any other. */
export type HoistedFrom =
  | { readonly kind: 'spath'; readonly path: string }
  | { readonly kind: 'expression'; readonly expression: SplExpression }
  /** What a lookup's column holds in the row whose `value` is that of the key, a field. */
  | { readonly kind: 'lookup'; readonly table: string; readonly key: SplExpression };

/**
 * An expression of the base search, which ignores case and only narrows what the exact `where` reads.
 * https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Search
 */
export type SearchExpression =
  | { readonly kind: 'macro'; readonly name: string }
  | SearchTerm
  | { readonly kind: 'and' | 'or'; readonly operands: readonly SearchExpression[] };

/** `field="value"`, or `field IN (…)`; `around` puts wildcards outside the values. Without a field: the values anywhere in the raw event. */
export interface SearchTerm {
  readonly kind: 'term';
  readonly field: string | undefined;
  readonly values: readonly string[];
  readonly around: 'none' | 'after' | 'before' | 'both';
}

/** One function of `stats` or `streamstats` with its output column. */
export interface Aggregate {
  readonly call: 'count' | 'min' | 'max' | 'sum' | 'dc' | 'earliest' | 'values';
  /** Absent for `count`. */
  readonly field?: string | undefined;
  readonly as: string;
}

export interface Assignment {
  readonly name: string;
  readonly value: SplExpression;
}

/** A command after the base search. */
export type SplCommand =
  | { readonly kind: 'where'; readonly condition: SplExpression }
  | { readonly kind: 'eval'; readonly assignments: readonly Assignment[] }
  | { readonly kind: 'spath'; readonly path: string; readonly output: string }
  | { readonly kind: 'lookup'; readonly table: string; readonly key: string; readonly output: string }
  | { readonly kind: 'sort-by-time' }
  | {
      readonly kind: 'streamstats';
      readonly windowMinutes: number;
      readonly aggregates: readonly Aggregate[];
      readonly by: string;
    }
  | { readonly kind: 'stats'; readonly aggregates: readonly Aggregate[]; readonly by: string }
  | { readonly kind: 'format-times'; readonly fields: readonly string[] }
  | { readonly kind: 'macro'; readonly name: string };

/** A whole search, and the columns of its final rows. */
export interface SplQuery {
  readonly base: SearchExpression;
  readonly commands: readonly SplCommand[];
  readonly columns: Columns;
}

/** What the final rows hold, for tokens, throttling and risk. */
export interface Columns {
  /** The column that holds the rendered title; absent where the title is a constant. */
  readonly title: string | undefined;
  readonly description: string | undefined;
  /** There is a column `severity`, which Enterprise Security takes over the stanza's. */
  readonly severity: boolean;
  /** The column that groups alerts. */
  readonly key: string;
  readonly entities: readonly EntityColumn[];
  readonly outputs: readonly string[];
}

export interface EntityColumn {
  readonly name: string;
  readonly type: import('../../mapping/mapping.ts').Entity['type'];
  readonly role: import('../../mapping/mapping.ts').Entity['role'];
}
