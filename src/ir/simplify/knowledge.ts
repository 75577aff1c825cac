import type { Condition, Test } from '../condition.ts';
import type { Json } from '../json.ts';
import { isObject } from '../json.ts';
import type { Value } from '../value.ts';
import { beginsOtherwise, isNeverEmpty } from './constant-prefix.ts';
import type { EachFact, Facts } from './facts.ts';
import { isComputed } from './facts.ts';
import type { Id, Ids } from './ids.ts';
import type { Kinds } from './kinds.ts';
import { anyKind, kindOf } from './kinds.ts';
import { kindsOf } from './kinds-of.ts';
import { isNarrowerText } from './narrower-text.ts';
import { answerByCase, findCases, lowerTexts } from './other-case.ts';
import type { ParentOf } from './parent.ts';
import type { ReachOf } from './reach.ts';
import { askClosed, constantOf, literalsOf, valuesOf } from './reach.ts';
import type { ValueFacts } from './value-facts.ts';
import { drop, startValueFacts } from './value-facts.ts';

/** What is taken for granted of a value, whatever the event. */
export interface Assumed {
  readonly kinds: Kinds;
  /** The only values that it may be, where they can be listed. */
  readonly values?: readonly Json[] | undefined;
}

/** What is taken for granted of values, by the lists around them, innermost first. */
export type Assume = (value: Value, lists: readonly Value[]) => Assumed | undefined;

/** What is known at the place of a tree that is being looked at. Facts are added and taken away as the walk goes. */
export interface Knowledge {
  readonly add: (facts: Facts) => void;
  readonly remove: (facts: Facts) => void;
  /** Goes into the elements of a list: what was said of elements further out is no longer seen. */
  readonly enter: (list: Value) => void;
  readonly leave: () => void;
  /** What every element of a list is known to answer. */
  readonly each: (list: Value) => readonly EachFact[];
  readonly kindsOf: (value: Value) => Kinds;
  /** The kinds that a value may have, whatever is assumed. */
  readonly kindsLearned: (value: Value) => Kinds;
  /** The answer of a condition, where it is known. */
  readonly decide: (condition: Condition) => boolean | undefined;
}

/** More than there are nodes, so that a node's number and a place's make one. */
const mostIds = 2 ** 26;

/** Knows nothing yet but what is assumed. */
export function startKnowledge(ids: Ids, parentOf: ParentOf, reachOf: ReachOf, assume: Assume): Knowledge {
  const values = new Map<number, ValueFacts>();
  const answers = new Map<number, boolean[]>();
  const eaches = new Map<number, EachFact[]>();
  const assumed = new Map<number, Assumed | undefined>();
  const scopes: { readonly serial: number; readonly list: Value }[] = [];
  let serial = 0;
  const casesOf = findCases();

  const keyOf = (id: Id): number => (id.free === 0 ? id.id : id.id + (scopes.at(-1)?.serial ?? 0) * mostIds);

  const assumedOf = (value: Value): Assumed | undefined => {
    const key = keyOf(ids(value));
    if (!assumed.has(key)) assumed.set(key, assume(value, scopes.map((scope) => scope.list).reverse()));
    return assumed.get(key);
  };

  const factsOn = (value: Value): ValueFacts | undefined => values.get(keyOf(ids(value)));

  const learned = (value: Value): Kinds => factsOn(value)?.kinds() ?? anyKind;

  const own = (value: Value): Kinds => learned(value) & (assumedOf(value)?.kinds ?? anyKind);

  const kinds = (value: Value): Kinds => kindsOf(value, own, learned, parentOf);

  const kindsLearned = (value: Value): Kinds => kindsOf(value, learned, learned, parentOf);

  const kindsAsked = (test: Test): Kinds => {
    switch (test.operator) {
      case 'type_is':
        return kindsOf(test.subject, own, own, parentOf);
      // A path through what is no object, as the log type has it, is a mistake, to be seen.
      case 'is_null':
      case 'missing':
        return kinds(test.subject);
      // So is a row that asks for a value of another type.
      default:
        return kindsLearned(test.subject);
    }
  };

  /** Those of some values that a value may still be. */
  const possible = (value: Value, listed: readonly (Json | undefined)[]): readonly (Json | undefined)[] => {
    const may = kindsLearned(value);
    const rows = factsOn(value)?.rows() ?? [];
    return listed.filter(
      (one) => (kindOf(one) & may) !== 0 && rows.every(({ test, wanted }) => ask(test, one) !== !wanted),
    );
  };

  /** The only values that a value may be. */
  const listedOf = (value: Value, depth = 3): readonly (Json | undefined)[] | undefined => {
    if (value.kind === 'literal') return [value.value];
    const listed = factsOn(value)?.listed() ?? assumedOf(value)?.values;
    if (listed !== undefined) return possible(value, listed);
    if (depth === 0) return undefined;
    if (value.kind === 'if') {
      const then = listedOf(value.then, depth - 1);
      const otherwise = then && listedOf(value.otherwise, depth - 1);
      return then && otherwise && [...then, ...otherwise];
    }
    if (value.kind !== 'lookup') return undefined;
    const otherwise = listedOf(value.otherwise, depth - 1);
    return otherwise && [...otherwise, ...value.table.map(([, result]) => result)];
  };

  const decideTest = (test: Test): boolean | undefined => {
    const reach = reachOf(test);
    const may = kindsAsked(test);
    if ((may & reach.yes) === 0) return false;
    if ((may & reach.no) === 0) return true;
    if (isNeverEmpty(test)) return true;
    if (test.operator === 'in_list' || literalsOf(test) === undefined) return undefined;
    if (beginsOtherwise(test)) return false;
    const listed = listedOf(test.subject);
    if (listed !== undefined) {
      const found = new Set(listed.map((value) => ask(test, value)));
      return found.size === 1 ? [...found][0] : undefined;
    }
    const own = valuesOf(test, isComputed(test.subject));
    if (own !== undefined && possible(test.subject, own).length === 0) return false;
    for (const row of factsOn(test.subject)?.rows() ?? []) {
      if (row.wanted && isNarrowerText(row.test, test)) return true;
      if (!row.wanted && isNarrowerText(test, row.test)) return false;
    }
    return decideByCase(test);
  };

  /** A row on a text, by what is known of the text in another case. */
  const decideByCase = (test: Test): boolean | undefined => {
    const { upper, lower } = casesOf(test.subject);
    const known = [listedOf(upper, 0), listedOf(lower, 0), ...(factsOn(test.subject)?.rows() ?? []).map(lowerTexts)];
    for (const texts of known) {
      const answer = texts && answerByCase(test, texts);
      if (answer !== undefined) return answer;
    }
    return undefined;
  };

  return {
    add: (facts) => {
      for (const fact of facts.values) entry(values, keyOf(fact.id), startValueFacts).add(fact);
      for (const { id, wanted } of facts.answers) entry(answers, keyOf(id), () => []).push(wanted);
      for (const fact of facts.each) entry(eaches, keyOf(fact.list), () => []).push(fact);
    },
    remove: (facts) => {
      for (const fact of facts.values) values.get(keyOf(fact.id))?.remove(fact);
      for (const { id, wanted } of facts.answers) drop(answers.get(keyOf(id)) ?? [], wanted);
      for (const fact of facts.each) drop(eaches.get(keyOf(fact.list)) ?? [], fact);
    },
    enter: (list) => {
      serial += 1;
      scopes.push({ serial, list });
    },
    leave: () => {
      scopes.pop();
    },
    each: (list) => eaches.get(keyOf(ids(list))) ?? [],
    kindsOf: kinds,
    kindsLearned,
    decide: (condition) => {
      const found = answers.get(keyOf(ids(condition)))?.at(-1);
      return found ?? (condition.kind === 'test' ? decideTest(condition) : undefined);
    },
  };
}

/** What a row answers on a value; undefined where that cannot be said. */
function ask(test: Test, value: Json | undefined): boolean | undefined {
  // How the keys of an object are matched is not seen on the value alone.
  if (test.operator === 'contains' && isObject(value)) return undefined;
  return askClosed({ ...test, subject: constantOf(value) });
}

function entry<T>(all: Map<number, T>, key: number, start: () => T): T {
  const known = all.get(key);
  if (known !== undefined) return known;
  const fresh = start();
  all.set(key, fresh);
  return fresh;
}
