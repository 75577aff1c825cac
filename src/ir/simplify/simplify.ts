import type { Condition } from '../condition.ts';
import type { Value } from '../value.ts';
import type { Node } from './ids.ts';
import type { Assume } from './knowledge.ts';
import { rewriteCondition } from './rewrite-condition.ts';
import { rewriteValue } from './rewrite-value.ts';
import type { Rewriter } from './rewriter.ts';
import { startRewriter } from './rewriter.ts';

/** Walks over a tree, as what one leaves out may decide more. */
const mostWalks = 4;
/** The most nodes that a walk looks at: more than any tree of a rule has, but where parts of it are shared over and over. */
const mostNodes = 30_000;
/** Trees that are deeper stay as they are: a walk would not come back from their ends. */
const deepest = 600;

const nothing: Assume = () => undefined;

/**
 * A condition with the same answer on every event (on every event of which `assume` is true), without what its other parts already decide.
 * The same node where there is nothing to leave out. Near-linear, however often nodes are shared.
 */
export function simplify(condition: Condition, assume: Assume = nothing): Condition {
  return repeated(condition, assume, rewriteCondition);
}

/** A value with the conditions inside it simplified. */
export function simplifyValue(value: Value, assume: Assume = nothing): Value {
  return repeated(value, assume, rewriteValue);
}

function repeated<N extends Node>(node: N, assume: Assume, rewrite: (node: N, rewriter: Rewriter) => N): N {
  const rewriter = startRewriter(assume);
  let now = node;
  for (let walk = 0; walk < mostWalks; walk++) {
    if (rewriter.ids(now).depth > deepest) return now;
    rewriter.budget.left = mostNodes;
    const next = rewrite(now, rewriter);
    if (next === now) return now;
    now = next;
  }
  return now;
}
