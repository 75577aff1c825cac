import type { SourceFile } from '../diagnostics/source.ts';
import type { Fidelity } from '../fidelity/reason.ts';
import type { Condition, Quantified, Test } from '../ir/condition.ts';
import type { Json } from '../ir/json.ts';
import type { Reference, Step } from '../ir/path.ts';
import type { Rule, SeverityLevel } from '../ir/rule.ts';
import type { Value } from '../ir/value.ts';
import type { Parts } from './leave-out.ts';
import type { Obstacle } from './obstacle.ts';

/**
 * How sure a fact is: said by the vendor, deduced from neighbouring facts, or guessed. A guessed entry is opt-in. `generic`: no fact of a
 * vendor, but the layout in which events without a home of their own are to be brought in.
 */
export type Certainty = 'documented' | 'inferred' | 'generic' | 'guessed';

/** Neutral column types. `dynamic`: holds any JSON. `enum`: a closed set of names. */
export type ColumnType = 'string' | 'int' | 'real' | 'bool' | 'datetime' | 'dynamic' | 'enum';

/** One column (KQL), extracted field (SPL), field (Sigma) or UDM path (YARA-L) that holds a field of the log. */
export interface Column {
  /** As the target spells it, unquoted: `SrcIpAddr`, `target{}.alternateId`, `principal.user.email_addresses`. */
  readonly name: string;
  readonly type: ColumnType;
  /** Path inside the column, where it holds an object: `['userName']` under `RequestParameters`. */
  readonly access: readonly Step[];
  /** `value`: the column is the value; `dynamic`: holds JSON natively; `json-text`: holds JSON written in a string. */
  readonly holds: 'value' | 'dynamic' | 'json-text';
  /** The column has several values for one event (SPL multivalue, UDM repeated, Sigma's "any element"). */
  readonly repeated: boolean;
  /** The SIEM fills it (GeoIP, asset or user enrichment) where the log has nothing. */
  readonly enriched: boolean;
  /** Raw value → stored value (`SUCCESS` → `ALLOW`); other raw values have no known stored value. */
  readonly values?: Readonly<Record<string, string>> | undefined;
  /** Texts that the store writes where the log has nothing (`errorCode` = `success` in Splunk). */
  readonly absentAs?: readonly string[] | undefined;
  /** Text that the store puts before the value (`Reason: `). */
  readonly prefix?: string | undefined;
  /** The store splits the text at this separator into several values (`outcome.reason` in UDM). */
  readonly splitAt?: string | undefined;
  /** The column is a list of name/value elements: the first step of `access` names one, the others lead into its value. */
  readonly pairs?: Pairs | undefined;
  readonly certainty: Certainty;
  readonly cite: string;
}

/** How a list of name/value elements keeps an object of the log: `[{name: "doc_title", value: "Plan"}]` for `{doc_title: "Plan"}`. */
export interface Pairs {
  /** Key of an element that holds the name. */
  readonly name: string;
  /** Keys of an element that hold the value, by the JSON type that each takes; an element has one of them. */
  readonly values: readonly { readonly key: string; readonly kind: PairKind }[];
}

export type PairKind = 'string' | 'integer' | 'float' | 'boolean' | 'array' | 'object';

/** What a reference refers to after mapping. `source` is the reference as the rule wrote it, its keys in the log type's own case. */
export type ColumnRef = MappedColumn | MappedElement | Unmapped;

/** A column of the event. */
export interface MappedColumn {
  readonly kind: 'column';
  readonly column: Column;
  readonly source: Reference;
  /** The field's JSON type by the log type's schema; `unknown` below open objects. */
  readonly fieldType: FieldKind;
}

/**
 * A path on the element of an enclosing quantifier or `first`. `column` is there where the target keeps the elements'
 * values as a repeated column of its own (`target{}.type`); else the element is read through `access` on the list itself.
 */
export interface MappedElement {
  readonly kind: 'element';
  readonly depth: number;
  readonly access: readonly Step[];
  readonly column?: Column | undefined;
  readonly source: Reference;
  readonly fieldType: FieldKind;
}

/** A field without a column in this home. Rows on it are refused (or dropped as loss, where a pure null test). */
export interface Unmapped {
  readonly kind: 'unmapped';
  readonly source: Reference;
  readonly field: string;
  /** Why: `unknown-field` (no field of the log type), `no-column`, `guessed` (has one, but not opted in), `no-model`. */
  readonly why: 'unknown-field' | 'no-column' | 'guessed' | 'no-model';
  readonly near: readonly string[];
}

/** The JSON type of a field by the log type's schema. `json`: an open object or anything; `unknown`: below one. */
export type FieldKind =
  | 'string'
  | 'integer'
  | 'float'
  | 'boolean'
  | 'timestamp'
  | 'object'
  | 'array'
  | 'json'
  | 'unknown';

export type MappedValue = Value<ColumnRef, Obstacle>;
export type MappedCondition = Condition<ColumnRef, Obstacle>;
export type MappedTest = Test<ColumnRef, Obstacle> & {
  /** The row of the rule that it came from. */
  readonly origin?: Test | undefined;
  /** What mapping itself lost or widened in this row (`values`, `enriched`, `where`). */
  readonly fidelity?: Fidelity | undefined;
  /** Of an `in_list`: the store's table of that name holds the list's entries as the column does, in place of the operands. */
  readonly table?: string | undefined;
};
export type MappedQuantified = Quantified<ColumnRef, Obstacle> & {
  /** The quantifier of the rule that it came from. */
  readonly origin?: Quantified<Reference, never> | undefined;
};

/** A rule over the columns of one home. */
export interface MappedRule {
  readonly rule: Rule;
  readonly logType: string;
  readonly home: Home;
  /** What tells this text from the rule's others on the target, which count by themselves; undefined where it is the only one. */
  readonly apart: string | undefined;
  readonly condition: MappedCondition;
  /** How the condition differs from the rule's own for what was left out of it. */
  readonly leftOut?: Fidelity | undefined;
  /** The condition in two, where the target publishes what is taken from the rule beside it. */
  readonly parts?: Parts<MappedCondition> | undefined;
  readonly title: MappedValue;
  readonly description: MappedValue;
  readonly key: MappedValue;
  readonly keyParts: readonly MappedValue[];
  readonly distinct?: MappedValue | undefined;
  readonly severity: {
    readonly otherwise: SeverityLevel;
    readonly cases: readonly { readonly when: MappedCondition; readonly severity: SeverityLevel }[];
  };
  readonly outputs: readonly { readonly name: string; readonly value: MappedValue }[];
  /** The home's entities whose value could be mapped. */
  readonly entities: readonly MappedEntity[];
  /** SummaryAttributes that could be mapped, in order. */
  readonly summary: readonly { readonly text: string; readonly value: MappedValue }[];
}

/** A person, machine or address of the event, for entity mappings and risk objects. */
export interface Entity {
  readonly role: 'actor' | 'target' | 'source' | 'destination';
  readonly type: 'account' | 'ip' | 'host' | 'url' | 'mailbox' | 'cloud-resource';
  /** A value of the condition table's grammar: `actor.alternateId`, `first(target, type eq "User").alternateId`. */
  readonly value: Value;
}

export interface MappedEntity {
  readonly role: Entity['role'];
  readonly type: Entity['type'];
  readonly value: MappedValue;
}

/** Where a log type lives in a SIEM: a table, a sourcetype, a log source or a UDM source. */
export interface Home {
  readonly name: string;
  readonly title: string;
  readonly default: boolean;
  /** The name that chooses it together with others of its kind; its own name where absent. */
  readonly chosenAs?: string | undefined;
  /** Only events for which it holds land here; several homes of a log type may then be the default, each for its part of the events. */
  readonly when?: Condition | undefined;
  /** The target's own facts about it (table, macro, sourcetype, product, vendor …): each target validates its own. */
  readonly source: Readonly<Record<string, Json>>;
  /** Every field of the log type's schema has a column named after its path, in the target's own way, but for the entries of `fields`. */
  readonly native:
    | {
        readonly prefix: string;
        readonly certainty: Certainty;
        readonly cite: string;
        /** Only values outside of lists have one, and each is kept as a text. */
        readonly asText?: true | undefined;
      }
    | undefined;
  /** Greatest lag between event time and arrival. */
  readonly lag: { readonly minutes: number; readonly certainty: Certainty; readonly cite: string };
  readonly fields: ReadonlyMap<string, FieldEntry>;
  readonly entities: readonly Entity[];
  readonly file: SourceFile;
}

/**
 * How one field of the log (key: its path, `a.b`, array levels as `a[].b`, odd keys backtick-quoted) is held. Usually one
 * column; `anyOf`: one of several columns holds the value; `where`: the branch is chosen by a condition on the element.
 */
export interface FieldEntry {
  readonly columns: readonly Column[];
  /** For lists: elements that satisfy `when` live in columns of their own. Keys are paths on the element. */
  readonly where: readonly { readonly when: Condition; readonly fields: ReadonlyMap<string, FieldEntry> }[];
  /**
   * A closed column that tells whether the log has the field at all, for null tests: `security_result.action` is `ALLOW`
   * where there is no `errorCode` and `BLOCK` where there is one.
   */
  readonly presence?: { readonly column: Column; readonly absent: string; readonly present: string } | undefined;
  /** The field has no column in this home, said on purpose, with the reason. */
  readonly none?: string | undefined;
}
