import type { Condition, Test } from '../ir/condition.ts';
import type { Json, JsonObject } from '../ir/json.ts';
import { isList } from '../ir/json.ts';
import type { Reference } from '../ir/path.ts';
import { printRow } from '../ir/print.ts';
import type { Place } from '../ir/put.ts';
import { put, valueAt } from '../ir/put.ts';
import type { Value } from '../ir/value.ts';
import { referencesIn } from '../ir/walk.ts';
import { placeOf, placeOfValue } from './read-fields.ts';
import { satisfying, spliceWith, violating } from './satisfying.ts';

/** What deciding events are made with. */
export interface Deciding {
  readonly condition: Condition;
  /** Whether a condition over the event (outside quantifiers) holds. */
  readonly holds: (condition: Condition, event: JsonObject) => boolean;
  readonly lists: ReadonlyMap<string, readonly Json[]>;
  /** Whether a value is of the type that the log type declares at a place. */
  readonly fits: (place: Place, value: Json | undefined) => boolean;
  /** Names of the log type's data model. */
  readonly model: ReadonlyMap<string, Place>;
}

/**
 * Events on which one row alone decides what the rule answers, with values that satisfy the row (one for each of its operands) and near
 * ones that do not: everything beside it in an `and` holds, everything beside it in an `or` does not. Made from a base event, as far as
 * putting values where the rows read them reaches.
 */
export function decidingCases(
  base: JsonObject,
  deciding: Deciding,
): readonly (readonly [name: string, event: JsonObject])[] {
  const { condition, holds, lists, fits } = deciding;
  const places = placesIn(deciding);
  const found: [string, JsonObject][][] = [];
  // A value of another type than declared would be excused whatever the text does.
  const fitting = (place: Place, values: readonly (Json | undefined)[]): readonly (Json | undefined)[] => [
    ...values.filter((value) => fits(place, value)),
    ...values.filter((value) => !fits(place, value)),
  ];
  const leaf = (test: Test, event: JsonObject): void => {
    const place = places.get(test);
    if (place === undefined) return;
    const with_ = (value: Json | undefined): JsonObject => put(event, place, value);
    const decides = (events: readonly JsonObject[]): boolean =>
      new Set(events.map((e) => holds(condition, e))).size > 1;
    let yes = fitting(place, [...satisfying(test, lists), ...copied(test, event, places)]).map(with_);
    let no = fitting(place, violating(test, lists)).map(with_);
    if (!decides([...yes, ...no])) {
      // Another row asks the same field: what satisfies that one goes on beside the words of this one.
      const spliced = spliceWith(test, valueAt(event, place));
      yes = spliced.met.map(with_);
      no = spliced.notMet.map(with_);
      if (!decides([...yes, ...no])) return;
    }
    const row = printRow(test);
    found.push([
      ...yes.map((e): [string, JsonObject] => [`${row} decides, met`, e]),
      ...no.map((e): [string, JsonObject] => [`${row} decides, not met`, e]),
    ]);
  };
  // Which alternative of an `or` is to hold where only one may: the first in one pass, the last in the other.
  let last = false;
  const walk = (node: Condition, event: JsonObject, inside: boolean): void => {
    switch (node.kind) {
      case 'and':
      case 'or':
        node.operands.forEach((operand, i) => {
          const beside = node.operands.filter((_, j) => j !== i);
          const settled = beside.reduce((e, other) => settle(other, node.kind === 'and', e, inside), event);
          walk(operand, settled, inside);
        });
        return;
      case 'not':
        walk(node.operand, event, inside);
        return;
      case 'quantifier':
        walk(node.where, alone(node.list, event), true);
        return;
      case 'test':
        leaf(node, event);
        return;
      case 'true':
      case 'false':
        return;
    }
  };
  const settle = (node: Condition, wanted: boolean, event: JsonObject, inside: boolean): JsonObject => {
    const again = last && (node.kind === 'or' || (node.kind === 'test' && node.operator === 'is_null'));
    if (!inside && !again && holds(node, event) === wanted) return event;
    switch (node.kind) {
      case 'and':
      case 'or': {
        const chosen = node.operands.at(last ? -1 : 0);
        if ((node.kind === 'and') !== wanted) {
          if (chosen === undefined) return event;
          const beside = last ? node.operands.slice(0, -1) : [];
          const others = beside.reduce((e, other) => settle(other, !wanted, e, inside), event);
          return settle(chosen, wanted, others, inside);
        }
        return node.operands.reduce((e, operand) => settle(operand, wanted, e, inside), event);
      }
      case 'not':
        return settle(node.operand, !wanted, event, inside);
      case 'quantifier':
        return settle(node.where, (node.quantifier !== 'none') === wanted, alone(node.list, event), true);
      case 'test': {
        const place = places.get(node);
        if (place === undefined) return event;
        const values = wanted ? [...satisfying(node, lists), ...copied(node, event, places)] : violating(node, lists);
        const ordered = fitting(place, last ? [...values].reverse() : values);
        const tried = ordered.map((value) => put(event, place, value));
        return (inside ? tried[0] : tried.find((e) => holds(node, e) === wanted)) ?? event;
      }
      case 'true':
      case 'false':
        return event;
    }
  };
  const alone = (list: Value, event: JsonObject): JsonObject => {
    const place = places.get(list);
    const now = place && valueAt(event, place);
    return place !== undefined && isList(now) && now.length > 1 ? put(event, place, now.slice(0, 1)) : event;
  };
  walk(condition, settle(condition, true, base, false), false);
  last = true;
  const single = [...places.keys()].reduce((event, list) => (list.kind === 'test' ? event : alone(list, event)), base);
  walk(condition, settle(condition, true, single, false), false);
  // A little of every row before much of any, so that a limit leaves some of each.
  const most = Math.max(0, ...found.map((list) => list.length));
  return Array.from({ length: most }, (_, i) => found.flatMap((list) => list.slice(i, i + 1))).flat();
}

/** Where each row's subject, and each list, stands. */
function placesIn({ condition, model }: Deciding): ReadonlyMap<Test | Value, Place> {
  const places = new Map<Test | Value, Place>();
  const at = new Map<Value<Reference, never>, Place>();
  for (const use of referencesIn(condition)) {
    const { reference } = use;
    const place = reference.scope === 'model' ? model.get(reference.name) : placeOf(use);
    if (place !== undefined && place.length > 0) at.set(use.value, place);
  }
  const visit = (node: Condition): void => {
    if (node.kind === 'and' || node.kind === 'or') node.operands.forEach(visit);
    else if (node.kind === 'not') visit(node.operand);
    else if (node.kind === 'quantifier') {
      const place = at.get(node.list) ?? placeOfValue(node.list, []);
      if (place !== undefined) places.set(node.list, place);
      visit(node.where);
    } else if (node.kind === 'test') {
      for (const { value, lists } of referencesIn(node.subject)) {
        const place = node.subject.kind === 'at' ? (placeOfValue(node.subject, lists) ?? at.get(value)) : at.get(value);
        if (place !== undefined && !places.has(node)) places.set(node, place);
      }
      for (const operand of node.operands) {
        const place = at.get(operand);
        if (place !== undefined) places.set(operand, place);
      }
    }
  };
  visit(condition);
  return places;
}

/** The values of the fields that a row compares with. */
function copied(
  test: Test,
  event: JsonObject,
  places: ReadonlyMap<Test | Value, Place>,
): readonly (Json | undefined)[] {
  return test.operands.flatMap((operand) => {
    const place = places.get(operand);
    return place === undefined ? [] : [valueAt(event, place)];
  });
}
