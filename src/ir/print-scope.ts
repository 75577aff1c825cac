import type { Condition } from './condition.ts';
import type { Value } from './value.ts';

/** How many quantifiers must stand around a condition or value for its element paths to mean something: 0 where it is closed. */
export function freeDepth(node: Condition | Value): number {
  switch (node.kind) {
    case 'true':
    case 'false':
    case 'literal':
      return 0;
    case 'and':
    case 'or':
      return deepest(node.operands);
    case 'not':
      return freeDepth(node.operand);
    case 'test':
      return Math.max(freeDepth(node.subject), deepest(node.operands));
    case 'quantifier':
    case 'first':
      return Math.max(freeDepth(node.list), freeDepth(node.where) - 1);
    case 'map':
      return Math.max(freeDepth(node.list), freeDepth(node.where) - 1, freeDepth(node.value) - 1);
    case 'reference':
      return node.to.scope === 'element' ? node.to.depth + 1 : 0;
    case 'call':
      return deepest(node.args);
    case 'if':
      return Math.max(freeDepth(node.condition), freeDepth(node.then), freeDepth(node.otherwise));
    case 'lookup':
      return Math.max(freeDepth(node.value), freeDepth(node.otherwise));
    case 'at':
      return freeDepth(node.of);
  }
}

function deepest(nodes: readonly (Condition | Value)[]): number {
  return nodes.reduce((depth, node) => Math.max(depth, freeDepth(node)), 0);
}
