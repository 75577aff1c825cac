import type { Test } from '../ir/condition.ts';
import type { Context } from '../ir/evaluate.ts';
import { elementsOf, evaluate, within } from '../ir/evaluate.ts';
import type { Json, JsonObject } from '../ir/json.ts';
import { readValue } from '../ir/read-value.ts';
import type { Value } from '../ir/value.ts';
import type { Reason } from './reason.ts';
import type { ReasonRow, Seen } from './reasons.ts';
import { reasons } from './reasons.ts';

type Direction = 'wider' | 'narrower';

/**
 * Whether a declared reason explains a difference on this event: its predicate holds on the row that it is about, for some element where
 * the row stands inside a quantifier. `direction` is the list that declares it. Reasons about alerts never hold on one event.
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
  return scopes(reason.within, context).some(({ inner, elements }) => {
    const seen = seenIn(reason, own, inner, elements, row);
    if (entry.holds !== undefined) return entry.holds(seen);
    return (
      seen.answer === (own === 'narrower') && (entry.alike?.(seen) ?? []).some((v) => seen.answerFor(v) !== seen.answer)
    );
  });
}

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

function seenIn(
  reason: Reason,
  direction: Direction,
  context: Context,
  elements: readonly Json[],
  row: JsonObject | undefined,
): Seen {
  const { test } = reason;
  const value = test && readValue(test.subject, context);
  const answerFor = (other: Json | undefined): boolean =>
    test !== undefined && evaluate(withSubject(test, other), context);
  return {
    value,
    operands: (test?.operands ?? []).flatMap((operand) => readValue(operand, context) ?? []),
    event: context.event,
    row,
    elements,
    reason,
    direction,
    answer: test !== undefined && evaluate(test, context),
    answerFor,
  };
}

/** The row with its subject replaced by a value; a path that nothing has stands for missing. */
function withSubject(test: Test, value: Json | undefined): Test {
  const subject: Value =
    value === undefined ? { kind: 'at', of: { kind: 'literal', value: {} }, steps: [''] } : { kind: 'literal', value };
  return { ...test, subject };
}

function opposite(direction: Direction): Direction {
  return direction === 'wider' ? 'narrower' : 'wider';
}
