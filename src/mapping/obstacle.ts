import type { Span } from '../diagnostics/source.ts';
import type { Reason } from '../fidelity/reason.ts';
import type { Test } from '../ir/condition.ts';

/** A row that mapping could not rewrite: dropped as a declared loss, or refused. */
export type Obstacle = Dropped | Refused;

/** A row that the home cannot answer at all but whose loss may be declared: a null test on a field without a column, or on an enriched one. */
export interface Dropped {
  readonly kind: 'dropped';
  readonly test: Test;
  readonly reason: Reason;
  readonly span?: Span | undefined;
}

/** A row that cannot be said here, with the sentence that says why. */
export interface Refused {
  readonly kind: 'refused';
  readonly test: Test;
  readonly why: string;
  readonly span?: Span | undefined;
}
