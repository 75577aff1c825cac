import type { Condition } from '../../ir/condition.ts';
import type { Rule } from '../../ir/rule.ts';
import type { Value } from '../../ir/value.ts';
import { childrenOf, nodesOf } from '../../ir/walk.ts';

type Node = Condition | Value;

/** The number of nodes of a rule as its text repeats them: nodes that share a part print it each. */
export function printedSize(rule: Rule): number {
  const sizes = new Map<Node, number>();
  return nodesOf(rule).reduce((sum, node) => sum + sizeOf(node, sizes), 0);
}

function sizeOf(node: Node, sizes: Map<Node, number>): number {
  const known = sizes.get(node);
  if (known !== undefined) return known;
  const size = childrenOf(node).reduce((sum, child) => sum + sizeOf(child, sizes), 1);
  sizes.set(node, size);
  return size;
}
