import type { SourceFile, Span } from '../diagnostics/source.ts';
import type { Condition } from './condition.ts';
import type { JsonObject } from './json.ts';
import type { Reference } from './path.ts';
import type { Value } from './value.ts';

export type SeverityLevel = 'Info' | 'Low' | 'Medium' | 'High' | 'Critical';
export const severityLevels: readonly SeverityLevel[] = ['Info', 'Low', 'Medium', 'High', 'Critical'];

/** A detection rule, independent of any source and any target. */
export interface Rule {
  readonly id: string;
  readonly file: SourceFile;
  /** The Python that it was lifted from; undefined where the rule file itself says what matches. */
  readonly python?: SourceFile | undefined;
  /** What the Python beside a rule with a condition of its own means, where it was lifted too: the tests must agree on both. */
  readonly twin?: Pick<Rule, 'condition' | 'raises'> | undefined;
  /** Where each top-level key of the rule file (or its sidecar) stands; `RuleID` is always there. */
  readonly spans: ReadonlyMap<string, Span>;
  readonly displayName: string;
  readonly lifecycle: Lifecycle;
  readonly logTypes: readonly string[];
  readonly metadata: Metadata;
  /** The detection itself. Without the inline filters and before what a lifted rule raises. */
  readonly condition: Condition;
  /** Panther's InlineFilters: events must pass them too. `true` where there are none. */
  readonly filter: Condition;
  /** When a lifted rule raises, which Panther answers with no match. `false` for conditions written as tables. */
  readonly raises: Condition;
  readonly alert: Alert;
  /** What a partial lift left out of the condition, so that it matches more than the original: a loss on every target. */
  readonly losses?: readonly Loss[] | undefined;
  readonly tests: readonly RuleTest[];
  /** Streams of events with the alerts that the rule must raise on them. */
  readonly alertTests: readonly AlertTest[];
  readonly waivers: readonly Waiver[];
  /** Lint findings that the author switched off in the file, each with its reason. */
  readonly suppressions: readonly Suppression[];
  /** What an environment leaves out of it, where it is read for one. */
  readonly exceptions?: readonly Exception[] | undefined;
  /** Homes chosen for this rule, by target: they win over the configuration. */
  readonly homes: Readonly<Record<string, string>>;
}

export interface Lifecycle {
  readonly enabled: boolean;
  /** False: a signal, stored and labelled without an alert. */
  readonly createAlert: boolean;
  readonly status?: string | undefined;
  readonly version?: string | undefined;
  /** RuleIDs that the rule had before, the first one first. */
  readonly formerly?: readonly string[] | undefined;
  /** YYYY-MM-DD of first publication and last change, where the author states them. */
  readonly date?: string | undefined;
  readonly modified?: string | undefined;
}

export interface Metadata {
  readonly description?: string | undefined;
  readonly references: readonly string[];
  readonly runbook?: string | undefined;
  readonly author?: string | undefined;
  readonly falsePositives: readonly string[];
  readonly tags: readonly string[];
  /** `Reports` by framework, ids as the author wrote them (`3.10` stays `3.10`), MITRE ATT&CK included. */
  readonly reports: readonly Report[];
  /** The well-formed MITRE ATT&CK entries, as the author paired them. */
  readonly attack: readonly AttackEntry[];
  readonly summaryAttributes: readonly SummaryAttribute[];
}

export interface Report {
  readonly framework: string;
  readonly ids: readonly string[];
  readonly span?: Span | undefined;
}

/** `TA0001:T1199`: a tactic id with a technique id of ATT&CK Enterprise. */
export interface AttackEntry {
  readonly tactic: string;
  readonly technique?: string | undefined;
  readonly span?: Span | undefined;
}

export interface SummaryAttribute {
  readonly path: Reference;
  readonly text: string;
  readonly span?: Span | undefined;
}

/** What happens when the condition holds: counting, grouping and what the analyst reads. */
export interface Alert {
  /** Alerts when this many events of one key match within the window (1: at once). */
  readonly threshold: number;
  readonly windowMinutes: number;
  /** The grouping key: GroupBy, else the rendered title, else the RuleID. */
  readonly key: Value;
  /** Where the key came from, so that a target may keep the title as its own key. */
  readonly keyedBy: 'group-by' | 'title' | 'rule-id';
  /** The parts of a GroupBy key, one Value each; empty unless `keyedBy` is `group-by`. */
  readonly keyParts: readonly Value[];
  /** Count distinct values of this instead of events (`Unique`). */
  readonly distinct?: Value | undefined;
  readonly title: Value;
  readonly description: Value;
  readonly severity: SeverityCases;
  readonly outputs: readonly Output[];
  /** Texts by event, where the rule computes them instead of the static ones of its metadata. */
  readonly reference?: Value | undefined;
  readonly runbook?: Value | undefined;
  /** Where alerts go, by event: a list of the ids of Panther's destinations. */
  readonly destinations?: Value | undefined;
}

/** The first case whose condition holds gives the severity, else the static one. */
export interface SeverityCases {
  readonly otherwise: SeverityLevel;
  readonly cases: readonly { readonly when: Condition; readonly severity: SeverityLevel }[];
}

/** A named value that the alert carries (AlertContext). */
export interface Output {
  readonly name: string;
  readonly value: Value;
  readonly span?: Span | undefined;
}

/** A part of a rule's original that its condition lacks. */
export interface Loss {
  readonly construct: string;
  readonly why: string;
  readonly span?: Span | undefined;
}

export interface RuleTest {
  readonly name: string;
  readonly expected: boolean;
  readonly log: JsonObject;
  /** What the author wrote beyond Name, ExpectedResult and Log (Mocks, LogType, …). */
  readonly extras: JsonObject;
  /** What the rule means under the test's mocks, where it has some: it is judged by this alone. `unknown`: it has no verdict. */
  readonly under?: Pick<Rule, 'condition' | 'raises'> | 'unknown' | undefined;
  readonly span: Span;
}

/** A test over time: events that happen and arrive at certain times, and the alerts that they must raise. */
export interface AlertTest {
  readonly name: string;
  readonly events: readonly TestEvent[];
  /** How many alerts, or each of them in the order in which they are raised. */
  readonly expected: number | readonly ExpectedAlert[];
  readonly span: Span;
}

/** An event of a test over time; milliseconds. */
export interface TestEvent {
  readonly log: JsonObject;
  /** When it happens, since the start of the test. */
  readonly offset: number;
  /** How much later it arrives. */
  readonly delay: number;
}

/** What an alert must be like; what is absent may be anything. */
export interface ExpectedAlert {
  readonly title: string | undefined;
  readonly severity: SeverityLevel | undefined;
  readonly key: string | undefined;
  /** The number of events in its window. */
  readonly events: number | undefined;
}

/** A difference that the author accepts on a target: a fidelity reason's code, why, until when. */
export interface Waiver {
  readonly target: string;
  readonly code: string;
  readonly reason: string;
  /** Limits the waiver to rows on this field, written as in the table. */
  readonly field?: string | undefined;
  /** YYYY-MM-DD, the last day on which it holds. */
  readonly expires?: string | undefined;
  readonly span?: Span | undefined;
}

/** Events that an environment does not want to hear of, on the rules that it names. */
export interface Exception {
  /** A RuleID, or a glob on RuleIDs. */
  readonly rule: string;
  /** Names of targets; undefined: all. */
  readonly targets: readonly string[] | undefined;
  readonly condition: Condition;
  readonly reason: string;
  readonly owner: string | undefined;
  /** YYYY-MM-DD, the last day on which it holds. */
  readonly expires: string | undefined;
  /** Its file below the project's root, forward slashes: `exceptions/acme/okta.yml`. */
  readonly path: string;
  /** The whole entry, which names the file too. */
  readonly span: Span;
}

export interface Suppression {
  readonly lint: string;
  readonly reason: string;
  readonly span?: Span | undefined;
}

/** Everything that an event must satisfy: the condition, the inline filters, that nothing raises, and that no exception holds. */
export function wholeCondition(rule: Rule): Condition {
  const operands: Condition[] = [rule.condition];
  if (rule.filter.kind !== 'true') operands.push(rule.filter);
  if (rule.raises.kind !== 'false') operands.push({ kind: 'not', operand: rule.raises });
  for (const { condition } of rule.exceptions ?? []) operands.push({ kind: 'not', operand: condition });
  const [only, ...more] = operands;
  return only !== undefined && more.length === 0 ? only : { kind: 'and', operands };
}
