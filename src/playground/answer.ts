import type { UnitView } from '../catalog/unit-view.ts';
import type { Severity } from '../diagnostics/diagnostic.ts';
import type { Outcome } from '../docs/coverage.ts';

/** What the page asks: the texts that the user wrote. */
export interface Question {
  readonly rule: string;
  /** The text of the file that the rule names under `Filename`; empty where it names none. */
  readonly python: string;
  /** An event as JSON; empty where there is none. */
  readonly event: string;
}

/** A finding, ready to be shown. */
export interface ShownFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  /** Titles of the targets that it is about; empty: all of them. */
  readonly targets: readonly string[];
  /** `rule.yml:12:5`, and the lines around it; empty where it belongs to no text. */
  readonly place: string;
  readonly frame: string;
  /** Where it stands in the rule's text, as UTF-16 offsets; absent where it stands elsewhere. */
  readonly range: readonly [start: number, end: number] | undefined;
}

/** A rule in one target, in each home that holds its events. */
export interface ShownTarget {
  readonly name: string;
  readonly title: string;
  readonly outcome: Outcome;
  readonly units: readonly UnitView[];
}

/** A row of a condition on the event. */
export interface ShownRow {
  readonly depth: number;
  readonly text: string;
  readonly answer: string;
  /** `field = value`, a line each. */
  readonly saw: readonly string[];
}

/** What the rule, or a text of it, answers on the event. */
export interface ShownVerdict {
  /** Absent where there is no answer; `says` tells why. */
  readonly matched: boolean | undefined;
  /** A sentence. */
  readonly says: string;
  readonly rows: readonly ShownRow[];
}

/** What a target answers on the event, in each home that holds it. */
export interface ShownTextVerdict extends ShownVerdict {
  readonly target: string;
  readonly home: string;
  /** A difference that nothing declared explains: a fault of ours. */
  readonly isFault: boolean;
}

/** The answers on the event. */
export interface ShownEvent {
  /** Why the text is no event; then there are no answers. */
  readonly fault: string | undefined;
  readonly rule: ShownVerdict | undefined;
  readonly title: string | undefined;
  readonly key: string | undefined;
  readonly texts: readonly ShownTextVerdict[];
}

/** A test of the rule. */
export interface ShownTest {
  readonly name: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly expects: string;
  readonly detail: string;
  /** Its event as JSON; absent for tests over time. */
  readonly event: string | undefined;
}

/** All that the page shows. */
export interface Answer {
  readonly findings: readonly ShownFinding[];
  /** Absent where the rule cannot be read. */
  readonly rule:
    | { readonly id: string; readonly name: string; readonly alert: string; readonly table: string }
    | undefined;
  readonly tests: readonly ShownTest[];
  readonly targets: readonly ShownTarget[];
  /** Absent where no event is given. */
  readonly event: ShownEvent | undefined;
}
