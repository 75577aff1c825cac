import type { Regex, RegexNode } from '../../../../regex/index.ts';
import { partsOf, someNode } from '../../../../regex/tree.ts';

/** A group of a regex: its number, its name, and whether it takes part in every match. */
export interface GroupFacts {
  readonly index: number;
  readonly name: string | undefined;
  readonly always: boolean;
}

/** The groups of a regex by number. */
export function groupsOf(regex: Regex): readonly GroupFacts[] {
  return groupsIn(regex.node, true).sort((a, b) => a.index - b.index);
}

function groupsIn(node: RegexNode, always: boolean): GroupFacts[] {
  const own = node.kind === 'group' ? [{ index: node.index, name: node.name, always }] : [];
  const inside = always && !isOptional(node);
  return [...own, ...partsOf(node).flatMap((part) => groupsIn(part, inside))];
}

/** Whether a match may leave out what is in the node. */
function isOptional(node: RegexNode): boolean {
  if (node.kind === 'repeat') return node.min === 0;
  if (node.kind === 'look') return node.negated;
  return node.kind === 'choice' || node.kind === 'conditional';
}

/** Whether the regex refers to its own groups by number, so that no group can be put around it. */
export function refersBack(node: RegexNode): boolean {
  return someNode(node, (one) => one.kind === 'back-reference' || one.kind === 'conditional');
}

/** Whether the regex can match the empty text. */
export function canBeEmpty(node: RegexNode): boolean {
  switch (node.kind) {
    case 'sequence':
      return node.items.every(canBeEmpty);
    case 'choice':
      return node.branches.some(canBeEmpty);
    case 'group':
    case 'atomic':
      return canBeEmpty(node.body);
    case 'repeat':
      return node.min === 0 || canBeEmpty(node.body);
    case 'literal':
    case 'any':
    case 'set':
      return false;
    case 'look':
    case 'anchor':
    case 'back-reference':
    case 'conditional':
      return true;
  }
}
