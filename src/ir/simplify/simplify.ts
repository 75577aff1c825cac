import type { Condition } from '../condition.ts';
import type { Value } from '../value.ts';
import type { Node } from './ids.ts';
import type { Assume } from './knowledge.ts';
import { rewriteCondition } from './rewrite-condition.ts';
import { rewriteValue } from './rewrite-value.ts';
import type { Learnt, Rewriter } from './rewriter.ts';
import { startLearnt, startRewriter } from './rewriter.ts';

/** Walks over a tree, as what one leaves out may decide more. */
const mostWalks = 4;
/** The most nodes that a walk looks at: more than any tree of a rule has, but where parts of it are shared over and over. */
const mostNodes = 30_000;
/** Trees that are deeper stay as they are: a walk would not come back from their ends. */
const deepest = 600;

const nothing: Assume = () => undefined;

/** What simplifying may rely on. */
export interface Given {
  /** What is taken for granted of values. */
  readonly assume?: Assume | undefined;
  /** Where this does not hold, any answer will do. */
  readonly when?: Condition | undefined;
}

/** Simplifies trees of which the same is given. */
export interface Simplifier {
  /**
   * A condition with the same answer on every event of which `given` is true, without what its other parts already decide. The same node
   * where there is nothing to leave out. Near-linear, however often nodes are shared.
   */
  readonly condition: (condition: Condition) => Condition;
  /** A value with the conditions inside it simplified. */
  readonly value: (value: Value) => Value;
}

/** A simplifier. `learnt`: what is known of the same trees from before. */
export function startSimplifier(given: Given = {}, learnt: Learnt = startLearnt()): Simplifier {
  let started: Rewriter | undefined;
  const start = (): Rewriter => {
    const rewriter = startRewriter(given.assume ?? nothing, learnt);
    // What holds of every element of a list stays in what an alert says of some: a title that names the element says which.
    if (given.when !== undefined) rewriter.knowledge.add({ ...rewriter.factsOf(given.when, true), each: [] });
    return rewriter;
  };
  const repeated = <N extends Node>(node: N, rewrite: (node: N, rewriter: Rewriter) => N): N => {
    if (node.kind === 'literal' || node.kind === 'reference') return node;
    started ??= start();
    let now = node;
    for (let walk = 0; walk < mostWalks; walk++) {
      if (started.ids(now).depth > deepest) return now;
      started.budget.left = mostNodes;
      const next = rewrite(now, started);
      if (next === now) return now;
      now = next;
    }
    return now;
  };
  return {
    condition: (condition) => repeated(condition, rewriteCondition),
    value: (value) => repeated(value, rewriteValue),
  };
}

/** One condition simplified. */
export function simplify(condition: Condition, given: Given = {}): Condition {
  return startSimplifier(given).condition(condition);
}

/** One value simplified. */
export function simplifyValue(value: Value, given: Given = {}): Value {
  return startSimplifier(given).value(value);
}
