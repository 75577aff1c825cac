import type { Condition, Joined, Quantified } from '../condition.ts';
import type { Reference } from '../path.ts';
import type { Value } from '../value.ts';
import { factorOut } from './factor-out.ts';
import { kind } from './kinds.ts';
import { onPlainLists } from './plain-lists.ts';
import { rewriteTest } from './rewrite-test.ts';
import { rewriteList } from './rewrite-value.ts';
import type { Rewriter } from './rewriter.ts';
import { constant, negated } from './rewriter.ts';
import { onWalkedList } from './walk-of-list.ts';

/** A condition with what is known where it stands left out. The same node where there is nothing to leave out. */
export function rewriteCondition(condition: Condition, rewriter: Rewriter): Condition {
  if (condition.kind === 'true' || condition.kind === 'false' || rewriter.budget.left <= 0) return condition;
  rewriter.budget.left -= 1;
  if (condition.kind === 'not') {
    const operand = rewriteCondition(condition.operand, rewriter);
    return operand === condition.operand && operand.kind !== 'not' ? condition : negated(operand);
  }
  const known = rewriter.knowledge.decide(condition);
  if (known !== undefined) return constant(known, condition.span);
  switch (condition.kind) {
    case 'and':
    case 'or':
      return rewriteJoined(condition, rewriter);
    case 'quantifier':
      return rewriteQuantifier(condition, rewriter);
    case 'test':
      return rewriteTest(condition, rewriter);
  }
}

/** Each operand while the others hold (in an `or`: fail), from the last to the first, so that of two that say the same the first stays. */
function rewriteJoined(joined: Joined<Reference, never>, rewriter: Rewriter): Condition {
  const isAnd = joined.kind === 'and';
  const { knowledge, factsOf } = rewriter;
  const given = flatten(joined);
  const facts = given.map((operand) => factsOf(operand, isAnd));
  for (const one of facts) knowledge.add(one);
  const kept: Condition[] = [];
  let absorbed: Condition | undefined;
  for (let i = given.length - 1; i >= 0; i--) {
    const operand = given[i];
    const own = facts.pop();
    if (operand === undefined || own === undefined) continue;
    knowledge.remove(own);
    if (absorbed !== undefined) continue;
    const next = rewriteCondition(operand, rewriter);
    if (next.kind === (isAnd ? 'false' : 'true')) absorbed = next;
    else if (next.kind !== 'true' && next.kind !== 'false') {
      kept.push(next);
      knowledge.add(factsOf(next, isAnd));
    }
  }
  kept.reverse();
  for (const operand of kept) knowledge.remove(factsOf(operand, isAnd));
  if (absorbed !== undefined) return constant(!isAnd, joined.span);
  const [only, ...more] = kept;
  if (only === undefined) return constant(isAnd, joined.span);
  if (more.length === 0) return only;
  const factored = isAnd ? undefined : factorOut(kept, joined.span, rewriter.ids);
  if (factored !== undefined) return factored;
  const walked = isAnd ? undefined : onWalkedList({ ...joined, operands: kept }, rewriter);
  if (walked !== undefined) {
    const [whole, ...others] = walked;
    return whole !== undefined && others.length === 0 ? whole : { ...joined, operands: walked };
  }
  const isSame = kept.length === given.length && kept.every((operand, i) => operand === given[i]);
  return isSame ? joined : { ...joined, operands: kept };
}

function flatten({ kind: joint, operands }: Joined<Reference, never>): readonly Condition[] {
  return operands.flatMap((operand) => (operand.kind === joint ? flatten(operand) : [operand]));
}

function rewriteQuantifier(quantified: Quantified<Reference, never>, rewriter: Rewriter): Condition {
  const { quantifier, span } = quantified;
  const list = rewriteList(quantified.list, rewriter, quantified.where, quantifier === 'all');
  const plain = onPlainLists(list === quantified.list ? quantified : { ...quantified, list });
  if (plain !== undefined) return rewriteCondition(plain, rewriter);
  const isEmpty = (rewriter.knowledge.kindsLearned(list) & kind.list) === 0;
  const onEmpty = quantifier === 'all' || quantifier === 'none';
  if (isEmpty) return constant(onEmpty, span);
  const where = inElements(list, rewriter, () => rewriteCondition(quantified.where, rewriter));
  // All elements answer alike, so that there are elements or not is of no interest.
  if (where.kind === (quantifier === 'all' ? 'true' : 'false')) return constant(onEmpty, span);
  return list === quantified.list && where === quantified.where ? quantified : { ...quantified, list, where };
}

/** What a function answers among the elements of a list, with all that is known of each of them, and that there are some. */
export function inElements<T>(list: Value, rewriter: Rewriter, answer: () => T): T {
  const { knowledge, factsOf, factsOfElements } = rewriter;
  const some = factsOfElements(list);
  const each = knowledge.each(list).map(({ where, wanted }) => factsOf(where, wanted));
  knowledge.add(some);
  knowledge.enter(list);
  for (const one of each) knowledge.add(one);
  const found = answer();
  for (const one of each) knowledge.remove(one);
  knowledge.leave();
  knowledge.remove(some);
  return found;
}
