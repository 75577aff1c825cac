import type { Condition, Test } from '../condition.ts';
import type { Json } from '../json.ts';
import type { Value } from '../value.ts';
import type { Id, Ids } from './ids.ts';
import type { Kinds } from './kinds.ts';
import { anyKind, eachKind, kind, kindOf, noKind } from './kinds.ts';
import type { Known } from './kinds-of.ts';
import { kindsOf } from './kinds-of.ts';
import type { ParentOf } from './parent.ts';
import type { ReachOf } from './reach.ts';
import { literalsOf, valuesOf } from './reach.ts';
import { through } from './through.ts';

/** What is known of a value where a condition holds (or fails). */
export interface ValueFact {
  readonly id: Id;
  readonly kinds: Kinds;
  /** The only values that it may be. */
  readonly values: readonly (Json | undefined)[] | undefined;
  /** A row with literal operands on it, and its answer. */
  readonly row: { readonly test: Test; readonly wanted: boolean } | undefined;
}

/** What every element of a list answers. */
export interface EachFact {
  readonly list: Id;
  readonly where: Condition;
  readonly wanted: boolean;
}

/** All that follows where a condition holds (or fails). */
export interface Facts {
  readonly values: readonly ValueFact[];
  readonly answers: readonly { readonly id: Id; readonly wanted: boolean }[];
  readonly each: readonly EachFact[];
}

export type FactsOf = (condition: Condition, wanted: boolean) => Facts;

/** Works out what follows from what. */
export interface Learning {
  readonly factsOf: FactsOf;
  /** What follows where a list has elements. */
  readonly factsOfElements: (list: Value) => Facts;
}

const unknown: Known = () => anyKind;
const none: Facts = { values: [], answers: [], each: [] };
/** The most facts that one condition tells those beside it. */
const mostFacts = 64;

/** A `Learning` that works out each condition once. */
export function startLearning(ids: Ids, parentOf: ParentOf, reachOf: ReachOf): Learning {
  const known = new Map<number, Facts>();
  const factsOf: FactsOf = (condition, wanted) => {
    if (condition.kind === 'not') return factsOf(condition.operand, !wanted);
    const id = ids(condition);
    const key = id.id * 2 + (wanted ? 1 : 0);
    const found = known.get(key);
    if (found !== undefined) return found;
    const facts = within(condition, wanted);
    const whole = { ...facts, answers: [{ id, wanted }, ...facts.answers] };
    known.set(key, whole);
    return whole;
  };

  const within = (condition: Condition, wanted: boolean): Facts => {
    switch (condition.kind) {
      case 'true':
      case 'false':
      case 'not':
        return none;
      case 'and':
      case 'or': {
        const all = condition.operands.map((operand) => factsOf(operand, wanted));
        return (condition.kind === 'and') === wanted ? together(all) : either(all);
      }
      case 'quantifier': {
        const each = (holds: boolean): Facts => ({
          ...none,
          each: [{ list: ids(condition.list), where: condition.where, wanted: holds }],
        });
        const some = (): Facts => ({ ...none, values: learn(condition.list, kind.list) });
        switch (condition.quantifier) {
          case 'any':
            return wanted ? some() : each(false);
          case 'none':
            return wanted ? each(false) : some();
          case 'all':
            return wanted ? each(true) : some();
          case 'one':
            return wanted ? some() : none;
        }
        break;
      }
      case 'test':
        return { ...none, values: factsOfTest(condition, wanted) };
    }
  };

  const factsOfTest = (test: Test, wanted: boolean): ValueFact[] => {
    const reach = reachOf(test);
    const found = learn(test.subject, wanted ? reach.yes : reach.no);
    if (test.operator === 'in_list' || literalsOf(test) === undefined) return found;
    const values = wanted ? valuesOf(test, isComputed(test.subject)) : undefined;
    const kinds = values?.reduce<Kinds>((all, value) => all | kindOf(value), noKind) ?? anyKind;
    return [{ id: ids(test.subject), kinds, values, row: { test, wanted } }, ...found];
  };

  /** That a value is of these kinds, and what follows for the values that it is read from. */
  const learn = (value: Value, kinds: Kinds): ValueFact[] => {
    if (kinds === anyKind) return [];
    const own: ValueFact = { id: ids(value), kinds, values: undefined, row: undefined };
    return [own, ...learnBehind(value, kinds)];
  };

  const learnBehind = (value: Value, kinds: Kinds): ValueFact[] => {
    const isThere = (kinds & kind.missing) === 0;
    const parent = parentOf(value);
    if (parent !== undefined)
      return isThere ? learn(parent.of, typeof parent.step === 'string' ? kind.object : kind.list) : [];
    if (value.kind === 'first') return isThere ? learn(value.list, kind.list) : [];
    if (value.kind !== 'call') return [];
    const [first, ...rest] = value.args;
    if (first === undefined) return [];
    const plain = (of: Value): Kinds => kindsOf(of, unknown, unknown, parentOf);
    const kept = eachKind.filter((one) => (through(value.name, one, rest, plain) & kinds) !== 0);
    return kept.length === 0
      ? []
      : learn(
          first,
          kept.reduce((all, one) => all | one, noKind),
        );
  };

  return { factsOf, factsOfElements: (list) => ({ ...none, values: learn(list, kind.list) }) };
}

/** A number that is none may come of a computation, or of JSON text; no event has one. */
export function isComputed(value: Value): boolean {
  return value.kind !== 'reference' || value.to.scope !== 'event';
}

function together(all: readonly Facts[]): Facts {
  return {
    values: all.flatMap((facts) => facts.values).slice(0, mostFacts),
    answers: all.flatMap((facts) => facts.answers).slice(0, mostFacts),
    each: all.flatMap((facts) => facts.each).slice(0, mostFacts),
  };
}

/** What is known where one of several holds: of each value that all of them speak of, what it may be by any of them. */
function either(all: readonly Facts[]): Facts {
  const [first, ...more] = all.map((facts) => byValue(facts.values));
  if (first === undefined) return none;
  const values = [...first.values()].flatMap((fact): ValueFact[] => {
    let { kinds, values: listed } = fact;
    for (const others of more) {
      const other = others.get(fact.id.id);
      if (other === undefined) return [];
      kinds |= other.kinds;
      listed = listed && other.values && [...listed, ...other.values];
    }
    if (kinds === anyKind && listed === undefined) return [];
    return [{ id: fact.id, kinds, values: listed && listed.length <= mostFacts ? listed : undefined, row: undefined }];
  });
  return { ...none, values };
}

function byValue(facts: readonly ValueFact[]): Map<number, ValueFact> {
  const found = new Map<number, ValueFact>();
  for (const fact of facts) {
    const known = found.get(fact.id.id);
    const kinds = known === undefined ? fact.kinds : known.kinds & fact.kinds;
    found.set(fact.id.id, { ...fact, kinds, values: known?.values ?? fact.values });
  }
  return found;
}
