import type { Condition } from '../../ir/condition.ts';

/** A boolean expression of the `events` or `condition` section, or of an `if`. */
export type YaralExpression = Joined | Negation | Comparison | Predicate | SameElement | Existence;

export interface Joined {
  readonly kind: 'and' | 'or';
  readonly operands: readonly YaralExpression[];
}

export interface Negation {
  readonly kind: 'not';
  readonly operand: YaralExpression;
}

export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

export interface Comparison {
  readonly kind: 'compare';
  readonly operator: ComparisonOperator;
  readonly left: YaralTerm;
  readonly right: YaralTerm;
  /** Text is compared ignoring case. */
  readonly nocase: boolean;
}

/** A function that answers a boolean, used as a row of its own. */
export interface Predicate {
  readonly kind: 'predicate';
  readonly call: CallTerm;
  readonly nocase: boolean;
}

/**
 * Unmodified rows on one repeated message: they hold where one element satisfies all of them. The copies that the engine makes
 * belong to the whole rule, so such a group may stand only once per message, and not under `not`.
 */
export interface SameElement {
  readonly kind: 'same-element';
  /** The repeated message: `about`, `security_result`. */
  readonly message: string;
  /** The row or quantifier of the rule, for refusals. */
  readonly origin: Condition | undefined;
  readonly operand: YaralExpression;
}

/** `$e` in the condition: there is such an event. */
export interface Existence {
  readonly kind: 'exists';
  readonly name: string;
}

/** Something with a value. */
export type YaralTerm = FieldTerm | TableTerm | Constant | Pattern | CallTerm | IfTerm | VariableTerm | CountTerm;

/**
 * How a repeated field is asked: `any`, `all`, or one copy per element (`none`). `element` and `single` stand inside a quantifier
 * that is still to be resolved: the field of the element, held in a repeated or in a single field.
 */
export type Modifier = 'none' | 'any' | 'all' | 'element' | 'single';

/** A field of the event variable. */
export interface FieldTerm {
  readonly kind: 'field';
  readonly path: readonly PathPart[];
  readonly modifier: Modifier;
}

export type PathPart =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'index'; readonly index: number };

/** A column of a data table, to the right of `=` and `!=` only: the left is one of its values, or none. */
export interface TableTerm {
  readonly kind: 'table';
  readonly table: string;
  readonly column: string;
}

export type Constant =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean };

/** A regex: `/…/` beside a comparison, back-quoted as a function's argument. Holds no line break and no back-quote. */
export interface Pattern {
  readonly kind: 'regex' | 'raw';
  readonly pattern: string;
}

export interface CallTerm {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly YaralTerm[];
}

export interface IfTerm {
  readonly kind: 'if';
  readonly condition: YaralExpression;
  readonly then: YaralTerm;
  readonly otherwise: YaralTerm;
}

/** A placeholder of `events` or a variable of `outcome`. */
export interface VariableTerm {
  readonly kind: 'variable';
  readonly name: string;
}

/** `#e`: how many events. */
export interface CountTerm {
  readonly kind: 'count';
  readonly name: string;
}

/** The sections of a rule after `meta`. https://docs.cloud.google.com/chronicle/docs/yara-l/syntax */
export interface YaralQuery {
  /** Rows, all of which must hold. */
  readonly events: readonly YaralExpression[];
  /** Placeholders given a value in `events`. */
  readonly placeholders: readonly Assignment[];
  readonly match: { readonly variables: readonly string[]; readonly minutes: number } | undefined;
  readonly outcome: readonly Assignment[];
  readonly condition: YaralExpression;
  readonly options: {
    readonly allowZeroValues: boolean;
    /** Repeats of one key are silent for so many minutes. */
    readonly suppressionMinutes: number | undefined;
  };
}

export interface Assignment {
  readonly name: string;
  readonly value: YaralTerm;
}
