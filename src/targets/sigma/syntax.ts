import type { Json } from '../../ir/json.ts';
import type { Modifier } from './ast.ts';
import type { ConditionExpression } from './condition.ts';

/** Where something stands in a rule file; both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Rule files read back: rules, correlations of them and filters for them. */
export interface RuleFile {
  readonly documents: readonly ReadDocument[];
}

export type ReadDocument = ReadRule | ReadCorrelation | ReadFilter;

/** A rule that finds events. */
export interface ReadRule {
  readonly kind: 'rule';
  /** What a correlation may call it: its name and its id. */
  readonly names: readonly string[];
  readonly title: string;
  readonly logsource: ReadLogsource;
  readonly searches: ReadonlyMap<string, Search>;
  readonly condition: ConditionExpression;
  readonly place: Place;
}

/** What a filter adds to the conditions of rules. */
export interface ReadFilter extends Pick<ReadRule, 'logsource' | 'searches' | 'condition' | 'place'> {
  readonly kind: 'filter';
  /** Names and ids of rules; `any` for all of its log source. */
  readonly rules: readonly string[] | 'any';
}

/** Category, product and service, each where it is said. */
export type ReadLogsource = Readonly<Record<string, string>>;

/** A rule that counts what other rules of the file find. */
export interface ReadCorrelation {
  readonly kind: 'correlation';
  readonly title: string;
  readonly type: 'event_count' | 'value_count';
  readonly rules: readonly string[];
  readonly groupBy: readonly string[];
  /** In milliseconds. */
  readonly timespan: number;
  readonly bounds: readonly Bound[];
  /** The field whose distinct values are counted. */
  readonly distinct: string | undefined;
  /** The base rules alert as well. */
  readonly generate: boolean;
  readonly place: Place;
}

export interface Bound {
  readonly operator: 'gt' | 'gte' | 'lt' | 'lte' | 'eq' | 'neq';
  readonly value: number;
}

/** A search identifier: maps any of which holds, or keywords that stand anywhere in the event. */
export type Search =
  | { readonly kind: 'maps'; readonly maps: readonly (readonly Item[])[]; readonly place: Place }
  | { readonly kind: 'keywords'; readonly values: readonly ItemValue[]; readonly place: Place };

/** `field|modifiers: values`. */
export interface Item {
  readonly field: string;
  readonly modifiers: readonly ReadModifier[];
  /** The values stand in a list. */
  readonly list: boolean;
  readonly values: readonly ItemValue[];
  /** As it stands in the file, for people. */
  readonly text: string;
  readonly place: Place;
}

/** The modifiers that are run. https://sigmahq.io/sigma-specification/specification/sigma-appendix-modifiers.html */
export type ReadModifier = Modifier | 'neq';

/** Text as it is written (escapes and wildcards not yet read), or a number, boolean or null. */
export type ItemValue =
  | { readonly kind: 'text'; readonly text: string; readonly place: Place }
  | { readonly kind: 'plain'; readonly value: bigint | number | boolean | null; readonly place: Place };

/** A construct that the reader does not know; thrown inside the reader only. */
export class Uncovered extends Error {
  readonly construct: string;
  readonly place: Place;

  constructor(construct: string, place: Place) {
    super(construct);
    this.construct = construct;
    this.place = place;
  }
}

/** A tree without its places, as JSON-like data: equal for texts that say the same. */
export function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (value instanceof Map) return [...value].map(([key, item]) => [key, withoutPlaces(item)]);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) =>
      key === 'place' || (key === 'text' && 'field' in value) ? [] : [[key, withoutPlaces(item)]],
    ),
  );
}

/** JSON of a value that an item asks for, for traces. */
export function jsonOf(value: ItemValue): Json {
  return value.kind === 'text' ? value.text : value.value;
}
