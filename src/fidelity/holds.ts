import type { Test } from '../ir/condition.ts';
import type { Context } from '../ir/evaluate.ts';
import { elementsOf, evaluate, within } from '../ir/evaluate.ts';
import type { Json, JsonObject } from '../ir/json.ts';
import { readValue } from '../ir/read-value.ts';
import { substituteInTest } from '../ir/substitute.ts';
import type { Value } from '../ir/value.ts';
import { referencesIn } from '../ir/walk.ts';
import type { Reason } from './reason.ts';
import type { ReasonRow, Seen } from './reasons.ts';
import { reasons } from './reasons.ts';

type Direction = 'wider' | 'narrower';

/**
 * Whether a declared reason explains a difference on this event: its predicate holds on the row that it is about, for some value that the
 * row reads and, where the row stands inside a quantifier, for some element. `direction` is the list that declares the reason. `row` is what
 * the store made of the event. Reasons about alerts never hold on one event.
 */
export function reasonHolds(
  reason: Reason,
  direction: Direction,
  context: Context,
  row: JsonObject | undefined,
): boolean {
  const entry: ReasonRow = reasons[reason.code];
  if (entry.holds === undefined && entry.alike === undefined) return false;
  const own: Direction = reason.flipped === true ? opposite(direction) : direction;
  const about = { reason, direction: own, row };
  if (reason.test === undefined) return entry.holds?.(seenWithoutTest(about, context)) ?? false;
  const { test } = reason;
  return scopes(reason.within, context).some(({ inner, elements }) => {
    const answer = evaluate(test, inner);
    // What differs towards "wider" is false by the rule, and the reverse.
    if (answer !== (own === 'narrower')) return false;
    return readBy(test).some((read) => {
      const seen = seenIn(about, test, read, answer, inner, elements);
      if (entry.holds !== undefined) return entry.holds(seen);
      return (entry.alike?.(seen) ?? []).some((value) => seen.answerFor(value) !== answer);
    });
  });
}

type About = Pick<Seen, 'reason' | 'direction' | 'row'>;

/** Every choice of elements of the lists around a row, with the elements of the innermost list. A list without elements: none. */
function scopes(
  lists: readonly Value[],
  context: Context,
): { readonly inner: Context; readonly elements: readonly Json[] }[] {
  let open: { inner: Context; elements: readonly Json[] }[] = [{ inner: context, elements: [] }];
  for (const list of lists) {
    open = open.flatMap(({ inner }) => {
      const found = elementsOf(list, inner);
      const elements = found.map((element) => element.value);
      return found.map((element) => ({ inner: within(inner, element), elements }));
    });
  }
  return open;
}

/** What a store may hold otherwise than the log: the references of the row, and its subject where that is computed from them. */
function readBy(test: Test): readonly Value[] {
  const direct = [...referencesIn(test)].filter((use) => use.lists.length === 0).map((use) => use.value);
  return test.subject.kind === 'reference' || test.subject.kind === 'literal' ? direct : [...direct, test.subject];
}

function seenIn(
  about: About,
  test: Test,
  read: Value,
  answer: boolean,
  context: Context,
  elements: readonly Json[],
): Seen {
  return {
    ...about,
    value: readValue(read, context),
    operands: test.operands.flatMap((operand) => readValue(operand, context) ?? []),
    event: context.event,
    elements,
    answer,
    answerFor: (value) => evaluate(substituteInTest(test, read, asValue(value)), context),
    answerIgnoringCase: (value) =>
      evaluate(substituteInTest({ ...test, ignoreCase: true }, read, asValue(value)), context),
    answerInAscii: (value) =>
      evaluate(substituteInTest({ ...test, flags: [...test.flags, 'a'] }, read, asValue(value)), context),
  };
}

function seenWithoutTest(about: About, context: Context): Seen {
  const { reason, direction, row } = about;
  const answer = direction === 'narrower';
  const other = (): boolean => !answer;
  return {
    reason,
    direction,
    row,
    value: undefined,
    operands: [],
    event: context.event,
    elements: [],
    answer,
    answerFor: other,
    answerIgnoringCase: other,
    answerInAscii: other,
  };
}

/** A literal; a path that nothing has stands for missing. */
function asValue(value: Json | undefined): Value {
  return value === undefined
    ? { kind: 'at', of: { kind: 'literal', value: {} }, steps: [''] }
    : { kind: 'literal', value };
}

function opposite(direction: Direction): Direction {
  return direction === 'wider' ? 'narrower' : 'wider';
}
