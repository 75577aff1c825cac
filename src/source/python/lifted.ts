import type { Span } from '../../diagnostics/source.ts';
import type { Condition } from '../../ir/condition.ts';
import type { Json } from '../../ir/json.ts';
import type { Alert, SeverityLevel } from '../../ir/rule.ts';
import type { Value } from '../../ir/value.ts';
import type { PythonModule, PythonSources } from './modules.ts';

/** What lifting a rule's Python takes. */
export interface LiftInput {
  readonly module: PythonModule;
  readonly sources: PythonSources;
  readonly id: string;
  readonly displayName: string;
  readonly description: string | undefined;
  readonly logTypes: readonly string[];
  readonly severity: SeverityLevel;
  /** Names of the rule's module that a test replaces. */
  readonly mocks: readonly Mock[];
  /** Keep what can be lifted of a condition, and tell the rest as losses. */
  readonly partial: boolean;
  /** False: the functions beside `rule` are left alone. */
  readonly withAlert?: boolean | undefined;
}

/** A test's replacement of a name of the rule's module: a callable that answers `value`. */
export interface Mock {
  readonly name: string;
  readonly value: Json;
}

/** A rule's Python as IR. What the Python does not define is absent from `alert`. */
export interface LiftedRule {
  readonly condition: Condition;
  /** When `rule(event)` raises, or answers no boolean: Panther takes that as no match. */
  readonly raises: Condition;
  readonly alert: LiftedAlert;
  /** What was left out of the condition, with `partial`. */
  readonly losses: readonly PartialLoss[];
}

/** What the functions beside `rule` give. */
export interface LiftedAlert
  extends Partial<Pick<Alert, 'title' | 'key' | 'keyedBy' | 'distinct' | 'description' | 'severity' | 'outputs'>> {
  readonly reference?: Value;
  readonly runbook?: Value;
  readonly destinations?: Value;
}

/** A part of the Python that could not be lifted. */
export interface PartialLoss {
  readonly span: Span | undefined;
  readonly construct: string;
  readonly why: string;
}
