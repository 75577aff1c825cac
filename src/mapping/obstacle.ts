import type { Span } from '../diagnostics/source.ts';
import type { Reason } from '../fidelity/reason.ts';
import type { Condition } from '../ir/condition.ts';
import type { Unmapped } from './mapping.ts';

/** A row that mapping could not rewrite: dropped as a declared loss, or refused. */
export type Obstacle = Dropped | Refused;

/** A row that the home cannot answer at all but whose loss may be declared: a null test on a field without a column, or on an enriched one. */
export interface Dropped {
  readonly kind: 'dropped';
  /** The row as the rule wrote it. */
  readonly test: Condition;
  readonly reason: Reason;
  readonly span?: Span | undefined;
}

/** A row that cannot be said here, with the sentence that says why. */
export interface Refused {
  readonly kind: 'refused';
  /** The row as the rule wrote it. */
  readonly test: Condition;
  readonly why: string;
  /** The field that has no column, where that is why. */
  readonly unmapped?: Unmapped | undefined;
  readonly span?: Span | undefined;
}
