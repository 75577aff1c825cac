import type { Json } from '../../ir/json.ts';
import type { Detection } from './detection.ts';
import type { Logsource } from './logsource.ts';
import type { Profile } from './options.ts';

/** What `lower` makes of a rule: the documents of one file, two where a correlation counts the matches of the first. */
export interface SigmaQuery {
  readonly profile: Profile;
  readonly documents: readonly SigmaDocument[];
  /** What is taken from the rule that finds the events, where it stands beside it. */
  readonly filter?: SigmaFilter | undefined;
}

/**
 * What is taken from a rule: its `detection` says what may pass.
 * https://sigmahq.io/sigma-specification/specification/sigma-filters-specification.html
 */
export interface SigmaFilter {
  readonly title: string;
  readonly id: string;
  readonly description: string;
  /** YYYY-MM-DD. */
  readonly date?: string | undefined;
  readonly modified?: string | undefined;
  readonly logsource: Logsource;
  /** The id of the rule that it is for. */
  readonly rule: string;
  readonly detection: Detection;
  /** The rows whose differences are told above the filter, not above the rule. */
  readonly rows: readonly string[];
}

/** One YAML document, its keys in the order in which they are written. Absent and empty ones are left out. */
export interface SigmaDocument {
  readonly title: string;
  readonly id: string;
  readonly name?: string | undefined;
  readonly status: Status;
  readonly description?: string | undefined;
  readonly license?: string | undefined;
  readonly references: readonly string[];
  readonly author?: string | undefined;
  /** YYYY-MM-DD. */
  readonly date?: string | undefined;
  readonly modified?: string | undefined;
  readonly tags: readonly string[];
  readonly logsource?: Logsource | undefined;
  readonly detection?: Detection | undefined;
  readonly correlation?: Correlation | undefined;
  readonly fields: readonly string[];
  readonly falsepositives: readonly string[];
  readonly level: Level;
  /** Facts that Sigma has no key for, under one key of our own in the profile `spec`, as comments in `sigmahq`. */
  readonly extras: readonly (readonly [key: string, value: Json])[];
}

export type Status = 'stable' | 'test' | 'experimental' | 'deprecated';
export type Level = 'informational' | 'low' | 'medium' | 'high' | 'critical';

/** Counts the matches of a rule. https://sigmahq.io/sigma-specification/specification/sigma-correlation-rules-specification.html */
export interface Correlation {
  readonly type: 'event_count' | 'value_count';
  readonly rule: string;
  readonly groupBy: readonly string[];
  /** Number and unit: `60m`. */
  readonly timespan: string;
  readonly atLeast: number;
  /** The field whose distinct values are counted. */
  readonly distinct?: string | undefined;
}
