import { isCased } from './case.ts';
import type { RegexNode } from './tree.ts';
import { someNode } from './tree.ts';

/** Whether all, none or some of what a flag concerns has it; `free`: nothing below is concerned. */
export type State = 'on' | 'off' | 'mixed' | 'free';

/** The state of a whole tree, by that of each node. */
export function stateOf(node: RegexNode, own: (node: RegexNode) => State): State {
  const states = new Set<State>();
  someNode(node, (part) => {
    states.add(own(part));
    return states.has('mixed') || (states.has('on') && states.has('off'));
  });
  if (states.has('mixed') || (states.has('on') && states.has('off'))) return 'mixed';
  return states.has('on') ? 'on' : states.has('off') ? 'off' : 'free';
}

/** DOTALL, which concerns dots. */
export function dotState(node: RegexNode): State {
  return node.kind !== 'any' ? 'free' : node.newline ? 'on' : 'off';
}

/** IGNORECASE. Under ASCII, case is written out, since engines fold outside ASCII too. */
export function caseState(node: RegexNode): State {
  if (node.kind !== 'literal' && node.kind !== 'set' && node.kind !== 'back-reference') return 'free';
  if (node.kind !== 'back-reference' && !isCased(node)) return 'free';
  return node.ignoreCase && !node.ascii ? 'on' : 'off';
}
