import type { Span } from '../diagnostics/source.ts';
import type { Flag, Operator } from './operators.ts';
import type { Reference } from './path.ts';
import type { Value } from './value.ts';

/**
 * A two-valued condition over one event. `R` is what references refer to (paths before mapping, columns after);
 * `X` are extra leaf kinds that a later stage adds (mapping adds what it had to drop or refuse).
 */
export type Condition<R = Reference, X = never> =
  | Constant
  | Joined<R, X>
  | Not<R, X>
  | Test<R, X>
  | Quantified<R, X>
  | X;

interface Placed {
  /** Where it stands in the rule's file. Never part of its meaning: equality ignores it. */
  readonly span?: Span | undefined;
}

export interface Constant extends Placed {
  readonly kind: 'true' | 'false';
}

export interface Joined<R, X> extends Placed {
  readonly kind: 'and' | 'or';
  readonly operands: readonly Condition<R, X>[];
}

export interface Not<R, X> extends Placed {
  readonly kind: 'not';
  readonly operand: Condition<R, X>;
}

/** One row: a subject, a base operator, its operands. Several operands of one test mean "any of them". */
export interface Test<R = Reference, X = never> extends Placed {
  readonly kind: 'test';
  readonly subject: Value<R, X>;
  readonly operator: Operator;
  readonly operands: readonly Value<R, X>[];
  /** Compare text ignoring case (`ieq`, `icontains`, `regex … [i]`). False where the operator compares no text. */
  readonly ignoreCase: boolean;
  /** Flags beyond `i`, sorted, of a regex: see `Flag`. */
  readonly flags: readonly Flag[];
}

export type Quantifier = 'any' | 'all' | 'none' | 'one';

/** `any list ( … )`: the condition inside speaks of one element at a time. */
export interface Quantified<R, X> extends Placed {
  readonly kind: 'quantifier';
  readonly quantifier: Quantifier;
  readonly list: Value<R, X>;
  readonly where: Condition<R, X>;
}
