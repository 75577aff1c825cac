import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ReasonCode } from '../fidelity/reasons.ts';
import type { JsonObject } from '../ir/json.ts';
import type { TracedRow } from '../ir/trace.ts';
import type { TraceLine } from '../targets/runner.ts';

/** An event on which a rule's text is asked, and where it came from: `test "name"`, `actor.id missing`. */
export interface Case {
  readonly name: string;
  readonly event: JsonObject;
  /** A test of the rule's own: its verdict may not flip without a waiver. */
  readonly own: boolean;
}

/** A declared reason that explained differences, and on how many cases. */
export interface Explained {
  readonly scope: 'condition' | 'alert';
  readonly code: ReasonCode;
  readonly direction: 'wider' | 'narrower';
  readonly cases: number;
}

/** A difference that no declared reason explains: the smallest event that shows it, and how both sides came to their answers. */
export interface Undeclared {
  readonly case: string;
  readonly event: JsonObject;
  readonly enriched: boolean;
  readonly rule: boolean;
  readonly text: boolean;
  readonly ruleTrace: readonly TracedRow[];
  readonly textTrace: readonly TraceLine[];
}

/** A stream of events on which the alerts differ and no declared reason explains it. */
export interface UndeclaredStream {
  readonly case: string;
  readonly key: string;
  /** Alerts of the key by the rule and by the artifact. */
  readonly rule: number;
  readonly text: number;
  /** Where both raise as many: the end of an alert that is another event, and when that happened. */
  readonly span: { readonly end: 'first' | 'last'; readonly rule: string; readonly text: string } | undefined;
  readonly events: readonly { readonly time: string; readonly ingest: string; readonly event: JsonObject }[];
}

export type Status =
  | 'agrees'
  | 'differs-as-declared'
  | 'differs-undeclared'
  | 'wrong-text'
  | 'not-covered'
  | 'refused'
  | 'accepted';

/** What running one unit's text showed. */
export interface Verdict {
  readonly environment: string | undefined;
  readonly rule: string;
  readonly target: string;
  readonly logType: string;
  readonly home: string;
  readonly status: Status;
  /** How many events and streams the text was asked on. */
  readonly cases: number;
  readonly streams: number;
  readonly explained: readonly Explained[];
  readonly undeclared: readonly Undeclared[];
  readonly undeclaredStreams: readonly UndeclaredStream[];
  readonly assumptions: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}
