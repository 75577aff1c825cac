import type { Condition, Test } from '../ir/condition.ts';
import type { Value } from '../ir/value.ts';
import type { ReasonCode } from './reasons.ts';

/** A way in which a target's text may differ from the rule: a code of `reasons.ts`, on one row of the rule. */
export interface Reason {
  readonly code: ReasonCode;
  /** The row of the rule (before mapping) that it is about; absent for reasons about the alert. */
  readonly test?: Test | undefined;
  /** The lists of the quantifiers around that row, outermost first: their elements are the row's `@`. */
  readonly within: readonly Value[];
  /**
   * The row stands under an odd number of negations, so the reason's direction, as its list says it, is the reverse of the row's own:
   * a row that holds too often makes the rule narrower.
   */
  readonly flipped?: true | undefined;
  /** A fact that the predicate needs: the column's value map, a byte limit, the discriminating condition. */
  readonly detail?: ReasonDetail | undefined;
}

export interface ReasonDetail {
  /** Raw value → stored value, where a store collapses values. */
  readonly values?: Readonly<Record<string, string>> | undefined;
  /** The texts that a store writes where the log has nothing. */
  readonly absentAs?: readonly string[] | undefined;
  /** A condition on the element or event that decides which branch of a mapping a value takes. */
  readonly when?: Condition | undefined;
  /** A limit in bytes, characters or elements. */
  readonly limit?: number | undefined;
  /** A limit in number: of fields, of elements. */
  readonly most?: number | undefined;
  /** The text at which a store cuts a value into several. */
  readonly separator?: string | undefined;
  /** The keys that the rule reads, in the log type's own case. */
  readonly keys?: readonly string[] | undefined;
  /** Those of them whose lists it goes through element by element. */
  readonly lists?: readonly string[] | undefined;
  /** Keys that the rule reads, each with one that stands beside it in the log type and differs by case alone. */
  readonly twins?: readonly (readonly [string, string])[] | undefined;
  /** The column as the target spells it. */
  readonly column?: string | undefined;
  /** The text ignores case, beside what the reason says. */
  readonly ignoresCase?: boolean | undefined;
  /** The text asks for the keys of an object as well. */
  readonly seesKeys?: boolean | undefined;
  /** The regex that the text asks of a text that holds JSON, and whether it asks that none of it is found. */
  readonly pattern?: string | undefined;
  readonly negated?: boolean | undefined;
  /** The neutral type of the column. */
  readonly type?: string | undefined;
  /** The fields that the log type declares. */
  readonly schema?: readonly SchemaField[] | undefined;
}

/** A field of the log as its schema says it: `kind` is a JSON type, or says that anything may stand there. */
export interface SchemaField {
  readonly name: string;
  readonly kind: string;
  readonly fields: readonly SchemaField[];
  readonly element: SchemaField | undefined;
  /** The text holds JSON with these fields. */
  readonly jsonText?: boolean | undefined;
}

/** How a lowered condition differs from the rule's: `wider` answers true where the rule says false, `narrower` the reverse. Both empty: exact. */
export interface Fidelity {
  readonly wider: readonly Reason[];
  readonly narrower: readonly Reason[];
}

export const exact: Fidelity = { wider: [], narrower: [] };

/** The fidelity of a negation: what was wider is narrower. */
export function swap(f: Fidelity): Fidelity {
  if (f.wider.length + f.narrower.length === 0) return exact;
  return { wider: f.narrower.map(flip), narrower: f.wider.map(flip) };
}

/** The reason as it counts from the other side of a negation; one about no row is the same on both. */
export function flip(reason: Reason): Reason {
  if (reason.test === undefined) return reason;
  const { flipped, ...rest } = reason;
  return flipped === true ? rest : { ...rest, flipped: true };
}

/** The fidelity of something that may err in either direction wherever its parts err. */
export function both(f: Fidelity): Fidelity {
  const all = unite([f, swap(f)]);
  return all;
}

/** The fidelity of and/or/any/all over parts. */
export function unite(parts: readonly Fidelity[]): Fidelity {
  const lively = parts.filter((p) => p.wider.length + p.narrower.length > 0);
  const [only, ...more] = lively;
  if (only === undefined) return exact;
  if (more.length === 0) return only;
  return { wider: distinct(lively.flatMap((p) => p.wider)), narrower: distinct(lively.flatMap((p) => p.narrower)) };
}

function distinct(reasons: readonly Reason[]): Reason[] {
  const seen: Reason[] = [];
  for (const reason of reasons) {
    if (!seen.some((other) => isSame(other, reason))) seen.push(reason);
  }
  return seen;
}

/** The same row and code; of reasons about no row, the same facts too. */
function isSame(a: Reason, b: Reason): boolean {
  const facts = a.test !== undefined || a.detail === b.detail;
  return a.code === b.code && a.test === b.test && a.flipped === b.flipped && facts;
}
