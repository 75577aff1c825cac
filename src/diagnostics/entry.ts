import type { Severity } from './diagnostic.ts';

type Text<P> = string | ((parameters: P) => string);

/** One row of the catalogue: the texts of a code, as functions of its parameters. */
export interface Entry<P> {
  readonly severity: Severity;
  readonly message: Text<P>;
  readonly why: Text<P>;
  readonly fix: Text<P>;
}

/** Declares a row; the parameter type is what `diagnostic()` then demands. */
export function entry<P = Record<string, never>>(row: Entry<P>): Entry<P> {
  return row;
}

/** `did you mean "x"?`, or the given text where there is no near name. */
export function didYouMean(near: readonly string[], otherwise: string): string {
  return near.length === 0 ? otherwise : `Did you mean ${near.map((n) => `"${n}"`).join(' or ')}?`;
}
