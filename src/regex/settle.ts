import type { EngineFacts } from './engine.ts';
import type { Mode } from './simulate.ts';
import type { RegexNode } from './tree.ts';
import { partsOf } from './tree.ts';

/**
 * Rewrites a tree for the question "does it match at all": a look-ahead that nothing follows and a look-behind that nothing
 * precedes become what they look at, and `$` at the end becomes an optional line feed and the end of the text. So engines without
 * look-around can say them.
 */
export function settle(node: RegexNode, mode: Mode, engine: EngineFacts): RegexNode {
  const tail = atEdge(node, 'last', (edge) => settleTail(edge, mode, engine));
  return mode === 'search' && !engine.looks ? atEdge(tail, 'first', settleHead) : tail;
}

function settleTail(node: RegexNode, mode: Mode, engine: EngineFacts): RegexNode {
  if (node.kind === 'anchor' && node.where === 'final') {
    if (mode === 'full') return { ...node, where: 'text-end' };
    if (!engine.looks) return { kind: 'sequence', items: [optionalLineFeed, { ...node, where: 'text-end' }] };
  }
  const looksAhead = node.kind === 'look' && node.direction === 'ahead' && !node.negated;
  return looksAhead && mode !== 'full' && !engine.looks
    ? atEdge(node.body, 'last', (edge) => settleTail(edge, mode, engine))
    : node;
}

function settleHead(node: RegexNode): RegexNode {
  const looksBehind = node.kind === 'look' && node.direction === 'behind' && !node.negated;
  return looksBehind ? atEdge(node.body, 'first', settleHead) : node;
}

const optionalLineFeed: RegexNode = {
  kind: 'repeat',
  body: { kind: 'literal', code: 10, ignoreCase: false, ascii: false },
  min: 0,
  max: 1,
  mode: 'greedy',
  at: 0,
};

/** Rewrites what stands at one edge of the tree: nothing of the regex comes after it (before it). */
function atEdge(node: RegexNode, edge: 'first' | 'last', rewrite: (node: RegexNode) => RegexNode): RegexNode {
  const inside = (part: RegexNode): RegexNode => atEdge(part, edge, rewrite);
  switch (node.kind) {
    case 'sequence': {
      const index = edge === 'first' ? 0 : node.items.length - 1;
      const item = node.items[index];
      return item === undefined ? node : { ...node, items: node.items.with(index, inside(item)) };
    }
    case 'choice':
      return { ...node, branches: node.branches.map(inside) };
    case 'group':
      return { ...node, body: inside(node.body) };
    case 'repeat':
      return node.max === 1 && node.mode !== 'possessive' ? { ...node, body: inside(node.body) } : node;
    case 'literal':
    case 'any':
    case 'set':
    case 'anchor':
    case 'look':
    case 'atomic':
    case 'back-reference':
    case 'conditional':
      return rewrite(node);
  }
}

/** The greatest product of counts of nested repeats. */
export function nestedCount(node: RegexNode): number {
  const inside = Math.max(1, ...partsOf(node).map(nestedCount));
  if (node.kind !== 'repeat') return inside;
  return inside * Math.max(1, node.max === Number.POSITIVE_INFINITY ? node.min : node.max);
}
