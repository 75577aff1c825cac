/** One step of a path: an object key, or an index into a list (negative counts from the end). */
export type Step = string | number;

/** What a value reads before mapping. */
export type Reference = EventPath | ElementPath | ModelName;

/** A path on the event. Keys match exactly, else ignoring case; with `exact`, exactly only (a data model's JSONPath). */
export interface EventPath {
  readonly scope: 'event';
  readonly path: readonly Step[];
  readonly exact?: true | undefined;
}

/** A path on the element of an enclosing quantifier or `first`: `depth` 0 is the innermost. An empty path is the element itself. */
export interface ElementPath {
  readonly scope: 'element';
  readonly depth: number;
  readonly path: readonly Step[];
}

/** A name of the log type's data model: `udm("name")`. */
export interface ModelName {
  readonly scope: 'model';
  readonly name: string;
}
