import type { BoundKql } from './binder.ts';
import { bindKql } from './binder.ts';
import type { KqlGap, KqlSyntax, KqlTable } from './syntax.ts';

/** A text read: what the binder said of it, and its syntax or what of it is not covered. */
export interface ReadKql {
  readonly bound: BoundKql;
  readonly syntax: KqlSyntax | KqlGap;
}

/** Reads a text against the tables that it may name. Texts with errors have no syntax. */
export function readKql(text: string, tables: readonly KqlTable[]): ReadKql {
  const bound = bindKql(text, tables);
  return { bound, syntax: { construct: 'any text', at: 0 } };
}

/** True for the answer that something is not covered. */
export function isGap<T extends object>(read: T | KqlGap): read is KqlGap {
  return 'construct' in read;
}
