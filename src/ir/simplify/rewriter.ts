import type { Span } from '../../diagnostics/source.ts';
import type { Condition, Constant } from '../condition.ts';
import type { Learning } from './facts.ts';
import { startLearning } from './facts.ts';
import type { Ids } from './ids.ts';
import { numberNodes } from './ids.ts';
import type { Assume, Knowledge } from './knowledge.ts';
import { startKnowledge } from './knowledge.ts';
import type { ParentOf } from './parent.ts';
import { findParents } from './parent.ts';
import type { ReachOf } from './reach.ts';
import { findReaches } from './reach.ts';

/** What has been found out of nodes, wherever they stand and whatever is assumed: trees that share parts can share it. */
export interface Learnt extends Learning {
  readonly ids: Ids;
  readonly parentOf: ParentOf;
  readonly reachOf: ReachOf;
}

/** Nothing found out yet. */
export function startLearnt(): Learnt {
  const ids = numberNodes();
  const parentOf = findParents();
  const reachOf = findReaches();
  return { ids, parentOf, reachOf, ...startLearning(ids, parentOf, reachOf) };
}

/** What one walk over a tree needs: what is known where it stands, and how many nodes it may still look at. */
export interface Rewriter extends Learnt {
  readonly knowledge: Knowledge;
  /** A walk's rest: shared nodes are met again and again, so a walk over few may be long. */
  readonly budget: { left: number };
}

/** A rewriter that knows what is assumed and may look at nothing yet. */
export function startRewriter(assume: Assume, learnt: Learnt): Rewriter {
  const knowledge = startKnowledge(learnt.ids, learnt.parentOf, learnt.reachOf, assume);
  return { ...learnt, knowledge, budget: { left: 0 } };
}

/** True or false, standing where something else stood. */
export function constant(holds: boolean, span: Span | undefined): Constant {
  return { kind: holds ? 'true' : 'false', span };
}

/** The opposite of a condition. */
export function negated(condition: Condition): Condition {
  if (condition.kind === 'not') return condition.operand;
  if (condition.kind === 'true' || condition.kind === 'false')
    return constant(condition.kind === 'false', condition.span);
  return { kind: 'not', operand: condition, span: condition.span };
}

/** What a function answers while a condition holds (or fails). */
export function assuming<T>(condition: Condition, wanted: boolean, rewriter: Rewriter, answer: () => T): T {
  const facts = rewriter.factsOf(condition, wanted);
  rewriter.knowledge.add(facts);
  const found = answer();
  rewriter.knowledge.remove(facts);
  return found;
}
