import type { SourceFile } from '../diagnostics/source.ts';
import type { Json } from '../ir/json.ts';
import type { FieldKind } from './mapping.ts';

/** What the events of a log type look like: Panther's own log-schema YAML, read. */
export interface LogType {
  readonly name: string;
  readonly description: string | undefined;
  readonly referenceUrl: string | undefined;
  readonly fields: readonly Field[];
  readonly file: SourceFile;
}

/** One key of an object. `element` is there for arrays, `fields` for objects. A `json` field is open: anything may be below it. */
export interface Field {
  readonly name: string;
  readonly kind: FieldKind;
  readonly fields: readonly Field[];
  readonly element: Field | undefined;
  /** A string that holds JSON text. */
  readonly jsonText: boolean;
  /** The field is the event's own time, written in one of these of Panther's formats (`rfc3339`, `unix_ms` …). */
  readonly eventTime?: readonly string[] | undefined;
  /** Path of the field that Panther copies the value from. */
  readonly copyOf?: readonly string[] | undefined;
  readonly description: string | undefined;
}

/** Panther's data model of a log type: names to paths (JSONPath or dotted, matched exactly). */
export interface DataModel {
  readonly logType: string;
  readonly names: ReadonlyMap<string, readonly (string | number)[]>;
}

/** One mapping file: the homes of a log type in a target. */
export interface Mapping {
  readonly logType: string;
  readonly target: string;
  readonly homes: readonly import('./mapping.ts').Home[];
  readonly file: SourceFile;
  /** The file says that no home is known, why, and what that rests on. */
  readonly noHome?: { readonly because: string; readonly cite: string } | undefined;
  /** Makes the generic home by the options of an environment; absent where a home of the file stands in its place. */
  readonly generic?: ((options: Readonly<Record<string, Json>>) => import('./mapping.ts').Home) | undefined;
}
