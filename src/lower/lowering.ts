import type { Reason } from '../fidelity/reason.ts';
import type { Quantifier } from '../ir/condition.ts';
import type { Operator } from '../ir/operators.ts';
import type { MappedQuantified, MappedTest, MappedValue } from '../mapping/mapping.ts';

/** What a target makes of one row: its syntax, and in which directions that may differ from the row (before any negation around it). */
export interface Said<Ast> {
  readonly ast: Ast;
  readonly wider?: readonly Reason[] | undefined;
  readonly narrower?: readonly Reason[] | undefined;
}

/** What a target cannot say, and why, in a sentence that names the limit of the target. */
export interface Unsupported {
  readonly unsupported: string;
}

/** A row that a target cannot answer but may drop as a declared loss. */
export interface Droppable {
  readonly drop: Reason;
}

export type Answer<Ast> = Said<Ast> | Unsupported | Droppable;

/** Where a row stands. */
export interface Scope {
  /** The row is negated and the target says negation on its leaves (`negation: 'leaves'`): the AST must be the negation's. */
  readonly negated: boolean;
  /** The quantifiers around the row, outermost first. */
  readonly quantifiers: readonly MappedQuantified[];
  /** The lists of those quantifiers as the rule wrote them: to be copied into `Reason.within`. */
  readonly within: readonly import('../ir/value.ts').Value[];
}

/** A row that answers alike on every value that its field can have. */
export interface Known {
  readonly constant: boolean;
}

export type SayTest<Ast> = (test: MappedTest, scope: Scope) => Answer<Ast> | Known;

/** Says a quantifier whole. `inside` lowers its condition in the target's own way with this quantifier in scope. */
export type SayQuantified<Ast> = (
  quantified: MappedQuantified,
  scope: Scope,
  inside: (options?: { readonly negated?: boolean }) => Lowered<Ast>,
) => Answer<Ast> | Lowered<Ast>;

/**
 * How a target says conditions: one answer per operator (a missing one does not compile), one per quantifier, and the
 * joints. Which operators a target supports is read off this and never repeated.
 */
export interface Lowering<Ast> {
  /** `anywhere`: `not` may stand around any expression. `leaves`: it is pushed to the rows, which answer for their own negation. */
  readonly negation: 'anywhere' | 'leaves';
  readonly and: (operands: readonly Ast[]) => Ast;
  readonly or: (operands: readonly Ast[]) => Ast;
  readonly not: (operand: Ast) => Ast;
  readonly tests: { readonly [O in Operator]: SayTest<Ast> | Unsupported };
  readonly quantifiers: { readonly [Q in Quantifier]: SayQuantified<Ast> | Unsupported };
}

/** The outcome of lowering a condition: an expression with its fidelity, a constant, or every row that was refused. */
export type Lowered<Ast> = LoweredAst<Ast> | LoweredConstant | LoweredRefusal;

export interface LoweredAst<Ast> {
  readonly kind: 'ast';
  readonly ast: Ast;
  readonly fidelity: import('../fidelity/reason.ts').Fidelity;
}

/** The condition is constant: by its own meaning, or (with `lost`) because rows were dropped. */
export interface LoweredConstant {
  readonly kind: 'constant';
  readonly value: boolean;
  readonly lost: readonly Reason[];
}

export interface LoweredRefusal {
  readonly kind: 'refusal';
  readonly refusals: readonly Refusal[];
}

/** One row that a target refuses. */
export interface Refusal {
  readonly row: string;
  readonly why: string;
  /** The field that has no column, where that is why. */
  readonly unmapped?: import('../mapping/mapping.ts').Unmapped | undefined;
  readonly span?: import('../diagnostics/source.ts').Span | undefined;
}

/** A value as a target says it, or why it cannot. */
export type SayValue<Ast> = (value: MappedValue) => Said<Ast> | Unsupported;
