import type { Regex, RegexNode } from '../../../../regex/index.ts';

/** A group of a regex: its number, its name, and whether it takes part in every match. */
export interface GroupFacts {
  readonly index: number;
  readonly name: string | undefined;
  readonly always: boolean;
}

/** The groups of a regex by number. */
export function groupsOf(regex: Regex): readonly GroupFacts[] {
  const found: GroupFacts[] = [];
  const visit = (node: RegexNode, always: boolean): void => {
    switch (node.kind) {
      case 'group':
        found.push({ index: node.index, name: node.name, always });
        return visit(node.body, always);
      case 'sequence':
        for (const item of node.items) visit(item, always);
        return;
      case 'choice':
        for (const branch of node.branches) visit(branch, false);
        return;
      case 'repeat':
        return visit(node.body, always && node.min > 0);
      case 'look':
        return visit(node.body, always && !node.negated);
      case 'atomic':
        return visit(node.body, always);
      case 'conditional':
        visit(node.yes, false);
        return visit(node.no, false);
      case 'literal':
      case 'any':
      case 'set':
      case 'anchor':
      case 'back-reference':
        return;
    }
  };
  visit(regex.node, true);
  return found.sort((a, b) => a.index - b.index);
}

/** Whether the regex refers to groups by their number, so that no group can be put around it. */
export function refersBack(node: RegexNode): boolean {
  if (node.kind === 'back-reference' || node.kind === 'conditional') return true;
  if (node.kind === 'sequence') return node.items.some(refersBack);
  if (node.kind === 'choice') return node.branches.some(refersBack);
  return 'body' in node && refersBack(node.body);
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
