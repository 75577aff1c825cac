/** A search as its text says it. https://docs.splunk.com/Documentation/Splunk/latest/Search/Aboutsearchlanguagesyntax */
export interface Search {
  readonly base: Term;
  readonly commands: readonly Command[];
}

/** What stands before the first pipe, and what the `search` command takes. */
export type Term =
  | { readonly kind: 'all' }
  | { readonly kind: 'macro'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly name: string; readonly operator: Comparison; readonly values: readonly string[] }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Term[] }
  | { readonly kind: 'not'; readonly operand: Term };

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

export type Command =
  | { readonly kind: 'search'; readonly term: Term; readonly line: number }
  | { readonly kind: 'where'; readonly condition: Expression; readonly line: number }
  | { readonly kind: 'eval'; readonly assignments: readonly { readonly name: string; readonly value: Expression }[] }
  | { readonly kind: 'spath'; readonly input: string; readonly path: string; readonly output: string }
  | {
      readonly kind: 'lookup';
      readonly table: string;
      readonly column: string;
      readonly field: string;
      readonly output: string;
      /** Offset of the command. */
      readonly at: number;
      /** The column's texts, once it is known what the table holds. */
      readonly entries?: ReadonlySet<string> | undefined;
    }
  | { readonly kind: 'rename'; readonly pairs: readonly (readonly [from: string, to: string])[] }
  | { readonly kind: 'fillnull'; readonly value: string; readonly fields: readonly string[] }
  | { readonly kind: 'mvexpand'; readonly field: string }
  | { readonly kind: 'fields' | 'table'; readonly remove: boolean; readonly names: readonly string[] }
  | {
      readonly kind: 'sort';
      readonly keys: readonly { readonly name: string; readonly down: boolean }[];
      readonly limit: number;
    }
  | { readonly kind: 'dedup'; readonly fields: readonly string[] }
  | { readonly kind: 'head'; readonly count: number }
  | { readonly kind: 'bin'; readonly field: string; readonly seconds: number; readonly as: string }
  | { readonly kind: 'regex'; readonly field: string; readonly negated: boolean; readonly pattern: string }
  | {
      readonly kind: 'stats' | 'streamstats' | 'eventstats';
      readonly aggregates: readonly Aggregation[];
      readonly by: readonly string[];
      readonly timeWindow: number | undefined;
      readonly window: number | undefined;
    }
  | { readonly kind: 'convert'; readonly fields: readonly string[] }
  | { readonly kind: 'macro'; readonly name: string };

/** `dc(user) as users`. */
export interface Aggregation {
  readonly call: string;
  readonly field: string | undefined;
  readonly as: string;
}

/** An expression of `where` and `eval`. */
export type Expression =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'compare'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'arithmetic'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'and' | 'or' | 'xor'; readonly operands: readonly Expression[] }
  | { readonly kind: 'not'; readonly operand: Expression };
