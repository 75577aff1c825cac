import type { Fidelity, Reason } from '../fidelity/reason.ts';
import { exact, flip } from '../fidelity/reason.ts';
import type { Condition, Test } from '../ir/condition.ts';
import type { Alert, Rule } from '../ir/rule.ts';
import { wholeCondition } from '../ir/rule.ts';
import { anyKind, kind } from '../ir/simplify/kinds.ts';
import type { Assume } from '../ir/simplify/knowledge.ts';
import type { Learnt } from '../ir/simplify/rewriter.ts';
import { startLearnt } from '../ir/simplify/rewriter.ts';
import type { Simplifier } from '../ir/simplify/simplify.ts';
import { startSimplifier } from '../ir/simplify/simplify.ts';
import type { Value } from '../ir/value.ts';
import { referencesIn } from '../ir/walk.ts';
import type { NullPlace } from './null-places.ts';
import { mayBeNull, nullPlace } from './null-places.ts';

/** A rule without what its log type or its other parts already answer. */
export interface Left {
  /** Its condition holds all that must be satisfied: it has no filter and no exceptions, and raises nothing. */
  readonly rule: Rule;
  /** How it differs from the rule's own: that no key holds an explicit null where only a null would make the Python raise. */
  readonly fidelity: Fidelity;
}

/** The most fields of which it is asked whether a null matters. */
const mostFields = 24;

/** Leaves out of a rule what need not be asked of events of which `assume` is true. */
export function leaveOut(rule: Rule, assume: Assume): Left {
  const learnt = startLearnt();
  const { raises, fidelity } = leaveOutNulls(rule, assume, learnt);
  const condition = startSimplifier({ assume }, learnt).condition(wholeCondition({ ...rule, raises }));
  // What an alert says is of interest only where the rule matches.
  const alert = alertUnder(rule.alert, startSimplifier({ assume, when: condition }, learnt));
  return {
    rule: { ...rule, condition, filter: { kind: 'true' }, raises: { kind: 'false' }, exceptions: undefined, alert },
    fidelity,
  };
}

/** A rule's condition in two: both together are the whole. */
export interface Parts<Whole> {
  /** What the rule says, without its InlineFilters and exceptions. */
  readonly own: Whole;
  /** What these let pass of the events that it finds. */
  readonly passes: Whole;
  /** How the two differ from the rule's own for what was left out of them. */
  readonly fidelity: Fidelity;
}

/** A rule and what is taken from it, each without what need not be asked; undefined where nothing is taken. */
export function splitExceptions(rule: Rule, assume: Assume): Parts<Condition> | undefined {
  const { filter, exceptions = [] } = rule;
  const bare: Rule = { ...rule, filter: { kind: 'true' }, exceptions: undefined };
  const taken: Condition[] = exceptions.map(({ condition }) => ({ kind: 'not', operand: condition }));
  const operands = filter.kind === 'true' ? taken : [filter, ...taken];
  if (operands.length === 0) return undefined;
  const learnt = startLearnt();
  const { raises, fidelity } = leaveOutNulls(bare, assume, learnt);
  const own = startSimplifier({ assume }, learnt).condition(wholeCondition({ ...bare, raises }));
  const passes = startSimplifier({ assume, when: own }, learnt).condition({ kind: 'and', operands });
  return passes.kind === 'true' ? undefined : { own, passes, fidelity };
}

/** What an alert says, without what a simplifier knows. */
export function alertUnder(alert: Alert, { condition, value }: Simplifier): Alert {
  return {
    ...alert,
    title: value(alert.title),
    description: value(alert.description),
    key: value(alert.key),
    keyParts: alert.keyParts.map(value),
    distinct: alert.distinct && value(alert.distinct),
    severity: {
      ...alert.severity,
      cases: alert.severity.cases.map((one) => ({ ...one, when: condition(one.when) })),
    },
    outputs: alert.outputs.map((output) => ({ ...output, value: value(output.value) })),
  };
}

/**
 * When the Python raises on events of which `assume` is true and that the rule's condition lets pass; what asks for nothing
 * but an explicit null is left out.
 */
export function raisesLeft(rule: Rule, assume: Assume): Condition {
  return leaveOutNulls(rule, assume).raises;
}

/** When the Python raises on events that the rule's condition lets pass, without what asks for nothing but an explicit null. */
function leaveOutNulls(
  rule: Rule,
  assume: Assume,
  learnt: Learnt = startLearnt(),
): { readonly raises: Condition; readonly fidelity: Fidelity } {
  if (rule.raises.kind === 'false') return { raises: rule.raises, fidelity: exact };
  const when = wholeCondition({ ...rule, raises: { kind: 'false' } });
  let raises = startSimplifier({ assume, when }, learnt).condition(rule.raises);
  const reasons: Reason[] = [];
  for (const { mark, field, within } of placesIn(raises).slice(0, mostFields)) {
    const next = startSimplifier({ assume: withoutNull(mark, assume), when }, learnt).condition(raises);
    if (next === raises) continue;
    raises = next;
    reasons.push({ code: 'missing-as-null', test: isMissing(field), within });
  }
  return { raises, fidelity: { wider: reasons, narrower: reasons.map(flip) } };
}

/** The fields that a condition reads, each once: those of the event, then those of elements of its lists. */
function placesIn(condition: Condition): readonly NullPlace[] {
  const places = new Map<string, NullPlace>();
  for (const { reference, value, lists } of referencesIn(condition)) {
    const place = mayBeNull(reference) ? nullPlace(value, lists) : undefined;
    if (place !== undefined) places.set(place.mark, place);
  }
  const all = [...places.values()];
  return [...all.filter(({ within }) => within.length === 0), ...all.filter(({ within }) => within.length > 0)];
}

function withoutNull(mark: string, assume: Assume): Assume {
  return (value, lists) => {
    const assumed = assume(value, lists);
    if (value.kind !== 'reference' || nullPlace(value, lists)?.mark !== mark) return assumed;
    return { ...assumed, kinds: (assumed?.kinds ?? anyKind) & ~kind.null };
  };
}

function isMissing(subject: Value): Test {
  return {
    kind: 'test',
    subject,
    operator: 'missing',
    operands: [],
    ignoreCase: false,
    flags: [],
    span: subject.span,
  };
}
