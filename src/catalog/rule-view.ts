import type { Language } from './colour.ts';
import type { AttackRow } from './facts.ts';
import type { Logic } from './logic.ts';
import type { UnitView } from './unit-view.ts';

/** Everything that a rule's own page shows, but for what other rules decide. */
export interface RuleView {
  readonly id: string;
  readonly title: string;
  readonly slug: string;
  readonly platform: string;
  readonly description: string;
  /** Name and value pairs under the title: texts, or web addresses. */
  readonly about: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly attack: readonly AttackRow[];
  readonly sources: readonly { readonly name: string; readonly language: Language; readonly text: string }[];
  readonly logic: Logic;
  /** Severities by event, written as rows; empty where it is always the same. */
  readonly severities: readonly { readonly severity: string; readonly when: string }[];
  readonly alert: { readonly title: string; readonly grouping: string };
  readonly outputs: readonly { readonly name: string; readonly source: string }[];
  readonly tests: readonly TestView[];
  readonly targets: readonly TargetView[];
  readonly waivers: readonly WaiverView[];
  readonly suppressions: readonly { readonly what: string; readonly reason: string }[];
  readonly exceptions: readonly ExceptionView[];
  /** Which environment's artifacts these are; undefined where there is one. */
  readonly environment: string | undefined;
}

/** A SIEM's tab. */
export interface TargetView {
  readonly name: string;
  readonly title: string;
  readonly units: readonly UnitView[];
}

/** One of the rule's tests, with what the rule and each text answer. */
export interface TestView {
  readonly name: string;
  /** Undefined for a test over time. */
  readonly expected: boolean | undefined;
  readonly rule: string;
  readonly detail: string;
  readonly verdicts: readonly VerdictView[];
  readonly event: string;
}

/** What a text says of a test's event. `kind`: `good` as the test expects, `declared`: otherwise, and said so; `bad`: otherwise; `none`: no answer. */
export interface VerdictView {
  readonly target: string;
  readonly kind: 'good' | 'declared' | 'bad' | 'none';
  readonly says: string;
}

export interface WaiverView {
  readonly where: string;
  readonly code: string;
  readonly field: string | undefined;
  readonly reason: string;
  readonly expires: string | undefined;
}

/** Events that the rule leaves out somewhere. */
export interface ExceptionView {
  readonly where: string;
  readonly condition: string;
  readonly reason: string;
  readonly owner: string | undefined;
  readonly expires: string | undefined;
}
