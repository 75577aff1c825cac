import type { Reason } from '../fidelity/reason.ts';
import type { Json, JsonObject } from '../ir/json.ts';
import type { LogType } from '../mapping/log-type.ts';
import type { Home } from '../mapping/mapping.ts';
import type { NativePart } from '../mapping/native.ts';
import type { Artifact } from './target.ts';

/** An event with the instants that searches in time look at, in milliseconds since 1970. */
export interface TimedEvent {
  readonly event: JsonObject;
  /** When it happened. */
  readonly time: number;
  /** When it arrived in the store. */
  readonly ingest: number;
}

/** What a SIEM stores for one event: columns (KQL), extracted fields beside `_raw` (SPL), a UDM event (YARA-L), the log itself (Sigma). */
export type Row = JsonObject;

export interface TimedRow {
  readonly row: Row;
  readonly time: number;
  readonly ingest: number;
}

/** Where an event is stored. */
export interface Store {
  readonly logType: string;
  readonly schema: LogType | undefined;
  readonly home: Home;
  readonly nativeName: (parts: readonly NativePart[], prefix: string) => string;
  /** Columns that are only guessed are filled too. */
  readonly guessed: boolean;
  /** The SIEM's own enrichment (GeoIP, assets) fills what the log leaves empty. */
  readonly enriched: boolean;
  /** The lists of `in_list`, by the table that holds each. */
  readonly tables?: ReadonlyMap<string, readonly Json[]> | undefined;
  /** The configuration's options of the target: macros, indexes, profiles. */
  readonly options: Readonly<Record<string, Json>>;
}

/** Something that the reader of a target's text does not know; lines and columns count from 1. */
export interface NotCovered {
  readonly construct: string;
  readonly artifact: string;
  readonly line: number;
  readonly column: number;
}

/** Something wrong with a text whatever the events: an unknown column, a comparison of constants, a regex that the engine refuses. */
export interface TextFinding {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly artifact: string;
  readonly line: number;
  readonly column: number;
}

/** One row of the text on one stored row: what it says, the values that it saw, how it answered. */
export interface TraceLine {
  /** Nesting below the whole condition. */
  readonly depth: number;
  readonly text: string;
  readonly line: number;
  /** `true`, `false`, or a third value of the language (`null`, `unset`). */
  readonly answer: string;
  readonly saw: readonly { readonly name: string; readonly value: Json | undefined }[];
}

/** A result of the whole text over many rows. */
export interface ResultRow {
  readonly columns: JsonObject;
  /** Positions of the rows that it was made from, ascending. */
  readonly sources: readonly number[];
}

/** An alert as the SIEM raises it: after schedule, grouping and suppression. */
export interface FiredAlert {
  /** When the run that raised it happened, ms since 1970. */
  readonly at: number;
  /** What arrived later than that is not in it; absent where that is `at`. */
  readonly until?: number | undefined;
  /** Positions of the stream's rows that it is about, ascending. */
  readonly sources: readonly number[];
  readonly title: string | undefined;
  /** When the first and the last of its events happened as the alert shows it, ms since 1970; absent where its events themselves tell. */
  readonly first?: number | undefined;
  readonly last?: number | undefined;
  /** The instant from which repeats are kept quiet, ms since 1970; absent where that is `at`. */
  readonly quietFrom?: number | undefined;
}

/** A target's text, read back from its artifacts and ready to run. */
export interface Program {
  /** The text's own syntax tree, without places: two texts of one meaning-preserving round trip have equal trees. */
  readonly syntax: unknown;
  readonly findings: readonly TextFinding[];
  /** What running relies on without a citable fact, a sentence each. */
  readonly assumptions: readonly string[];
  /**
   * Whether the text takes a stored row: it passes every stage before the text starts to count or group rows; where the text does not
   * count (a row alone may be a result), it also comes out as a result when it is the only row.
   */
  readonly matches: (row: Row) => boolean;
  /** How each condition of the text answered on a row, in the order of the text. */
  readonly trace: (row: Row) => readonly TraceLine[];
  /** One run of the text at an instant (ms) over all rows that are stored; its own time bounds apply. */
  readonly results: (rows: readonly TimedRow[], now: number) => readonly ResultRow[];
  /**
   * The alerts over a stream: the artifact runs on its own schedule from `from` to `until` (ms), rows are visible once ingested,
   * grouping and suppression apply.
   */
  readonly alerts: (rows: readonly TimedRow[], from: number, until: number) => readonly FiredAlert[];
  /** Says of a column's name whether the text looks at it when it alerts; of a tree of columns its outermost names count. Absent: at any. */
  readonly reads?: Reads;
  /** How long after an event arrived the SIEM itself looks at it again, ms; absent where its own schedule is all. */
  readonly settles?: number;
}

/** The columns that are looked at. */
export type Reads = (column: string) => boolean;

/** How a target's rows are made and its text is run. Heavy parts (Microsoft's binder) come with it, so it is loaded on demand. */
export interface TextRunner {
  /** With `reads`, columns that are not looked at may be left out. */
  readonly row: (event: TimedEvent, store: Store, reads?: Reads) => Row;
  /** Reads the artifacts of one unit. */
  readonly read: (artifacts: readonly Artifact[], store: Store) => Program | NotCovered;
}

/** True for the answer that a text is not covered. */
export function isNotCovered(read: Program | NotCovered): read is NotCovered {
  return 'construct' in read;
}

/** A declared reason that holds on an event. */
export interface Declared {
  readonly reason: Reason;
  readonly direction: 'wider' | 'narrower';
}
