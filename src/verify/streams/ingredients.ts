import type { Match, StreamEvent } from '../../ir/alerts.ts';
import { matchesIn } from '../../ir/alerts.ts';
import type { Context } from '../../ir/evaluate.ts';
import type { JsonObject } from '../../ir/json.ts';
import type { Place } from '../../ir/put.ts';
import { put, valueAt } from '../../ir/put.ts';
import type { Rule } from '../../ir/rule.ts';
import type { Value } from '../../ir/value.ts';
import { referencesIn } from '../../ir/walk.ts';

/** Events that a rule matches, of which streams are made. The number makes a value of its own where distinct values are counted. */
export interface Ingredients {
  readonly matching: (i: number) => JsonObject;
  /** With another grouping key; absent where no single field changes it. */
  readonly otherKey: ((i: number) => JsonObject) | undefined;
  /** Without any field of the key; absent where the rule then does not match. */
  readonly withoutKey: ((i: number) => JsonObject) | undefined;
  /** The same with null in its place. */
  readonly nullKey: ((i: number) => JsonObject) | undefined;
}

/**
 * Ingredients from an event that the rule matches; undefined where none of them would match (or count) any more. `settle` makes a changed
 * event one that the log type could give. `others` are events that may count as other values where no field alone makes one.
 */
export function ingredientsFor(
  rule: Rule,
  given: JsonObject,
  others: readonly JsonObject[],
  contextFor: (event: JsonObject) => Context,
  settle: (changed: JsonObject) => JsonObject = (event) => event,
): Ingredients | undefined {
  const read = (event: JsonObject): Match | undefined => {
    const [match] = matchesIn(rule, [asStream(event)], contextFor);
    return match;
  };
  // Without a key of its own, all that a missing key excuses would be excused.
  const filled = placesIn(rule.alert.key).reduce<JsonObject>(
    (event, place) => ((valueAt(event, place) ?? null) === null ? put(event, place, keyFor(place)) : event),
    given,
  );
  const base = read(filled) === undefined ? given : filled;
  const own = read(base);
  if (own === undefined) return undefined;
  const number = numbering(rule, base, read, settle) ?? choosing(rule, base, own.key, others, read, settle);
  if (number === undefined) return undefined;
  const keyed = placesIn(rule.alert.key);
  const other = keyed
    .map((place) => settle(put(base, place, otherText(valueAt(base, place)))))
    .find((event) => (read(event)?.key ?? own.key) !== own.key);
  const lacking = (value: undefined | null): ((i: number) => JsonObject) | undefined => {
    const event = settle(keyed.reduce<JsonObject>((changed, place) => put(changed, place, value), base));
    const found = read(event);
    return found?.lacksKey === true ? (i) => number(event, i) : undefined;
  };
  return {
    matching: (i) => number(base, i),
    otherKey: other && ((i) => number(other, i)),
    withoutKey: lacking(undefined),
    nullKey: lacking(null),
  };
}

/** How events get distinct values, one each; the event itself where the rule counts events. */
function numbering(
  rule: Rule,
  base: JsonObject,
  read: (event: JsonObject) => Match | undefined,
  settle: (changed: JsonObject) => JsonObject,
): ((event: JsonObject, i: number) => JsonObject) | undefined {
  const { distinct } = rule.alert;
  if (distinct === undefined) return (event) => event;
  for (const place of placesIn(distinct)) {
    const make = (event: JsonObject, i: number): JsonObject =>
      settle(put(event, place, numbered(valueAt(event, place), i)));
    const [one, two] = [read(make(base, 1)), read(make(base, 2))];
    if (one !== undefined && two !== undefined && one.distinct !== two.distinct && one.key === two.key) return make;
  }
  return undefined;
}

/** How events get distinct values where few are possible: each is one of `others` with the key of the event. */
function choosing(
  rule: Rule,
  base: JsonObject,
  key: string,
  others: readonly JsonObject[],
  read: (event: JsonObject) => Match | undefined,
  settle: (changed: JsonObject) => JsonObject,
): ((event: JsonObject, i: number) => JsonObject) | undefined {
  const places = placesIn(rule.alert.key);
  const withKey = (event: JsonObject, other: JsonObject): JsonObject =>
    settle(places.reduce<JsonObject>((changed, place) => put(changed, place, valueAt(event, place)), other));
  const found = new Map<string, JsonObject>();
  for (const other of [base, ...others]) {
    const match = read(withKey(base, other));
    if (match?.distinct !== undefined && match.key === key && !found.has(match.distinct))
      found.set(match.distinct, other);
  }
  if (found.size < rule.alert.threshold) return undefined;
  const events = [...found.values()];
  return (event, i) => withKey(event, events[i % events.length] ?? base);
}

function numbered(value: unknown, i: number): string {
  const text = typeof value === 'string' ? value : 'value';
  return /^\d+\.\d+\.\d+\.\d+$/.test(text)
    ? `198.51.100.${i + 1}`
    : text.includes('@')
      ? text.replace('@', `${i}@`)
      : `${text}${i}`;
}

function otherText(value: unknown): string {
  const text = typeof value === 'string' ? value : 'value';
  return /^\d+\.\d+\.\d+\.\d+$/.test(text)
    ? text === '203.0.113.77'
      ? '203.0.113.78'
      : '203.0.113.77'
    : text.includes('@')
      ? `other.${text}`
      : `${text}-other`;
}

/** The fields that a value reads, but for the log type, which is one for all events of a text. */
function placesIn(value: Value): Place[] {
  return [...referencesIn(value)].flatMap(({ reference, lists }) =>
    reference.scope === 'event' && lists.length === 0 && reference.path.length > 0 && reference.path[0] !== 'p_log_type'
      ? [reference.path]
      : [],
  );
}

function asStream(event: JsonObject): StreamEvent {
  return { event, time: 0, ingest: 0 };
}

/** A value for a field of the key; stores keep none but addresses where an address belongs. */
function keyFor(place: Place): string {
  return /ip|address/i.test(String(place.at(-1))) ? '203.0.113.9' : 'rulegen-key';
}
