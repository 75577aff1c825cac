import type { Json } from '../json.ts';
import type { ValueFact } from './facts.ts';
import type { Kinds } from './kinds.ts';
import { anyKind, eachKind } from './kinds.ts';

/** What is known of one value at a place. Adding, taking away and asking cost the same however many facts there are. */
export interface ValueFacts {
  readonly add: (fact: ValueFact) => void;
  readonly remove: (fact: ValueFact) => void;
  readonly kinds: () => Kinds;
  /** The only values that it may be, by one of the facts. */
  readonly listed: () => readonly (Json | undefined)[] | undefined;
  /** Some of the rows on it, the last ones. */
  readonly rows: () => readonly NonNullable<ValueFact['row']>[];
}

/** The most rows on one value that are asked about another. */
const mostRows = 24;

/** Knows nothing yet. */
export function startValueFacts(): ValueFacts {
  /** By kind, how many facts exclude it. */
  const excluding = eachKind.map(() => 0);
  let remaining: Kinds = anyKind;
  const listed: ValueFact[] = [];
  const rows: ValueFact[] = [];
  const count = (kinds: Kinds, by: number): void => {
    for (let i = 0; i < eachKind.length; i++) {
      const one: Kinds = 1 << i;
      if ((kinds & one) !== 0) continue;
      const facts = (excluding[i] ?? 0) + by;
      excluding[i] = facts;
      remaining = facts === 0 ? remaining | one : remaining & ~one;
    }
  };
  return {
    add: (fact) => {
      if (fact.kinds !== anyKind) count(fact.kinds, 1);
      if (fact.values !== undefined) listed.push(fact);
      if (fact.row !== undefined) rows.push(fact);
    },
    remove: (fact) => {
      if (fact.kinds !== anyKind) count(fact.kinds, -1);
      if (fact.values !== undefined) drop(listed, fact);
      if (fact.row !== undefined) drop(rows, fact);
    },
    kinds: () => remaining,
    listed: () => listed.at(-1)?.values,
    rows: () => rows.slice(-mostRows).flatMap((fact) => fact.row ?? []),
  };
}

/** Takes away the last one that is the same. */
export function drop<T>(all: T[], one: T): void {
  const at = all.lastIndexOf(one);
  if (at >= 0) all.splice(at, 1);
}
