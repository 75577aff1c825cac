import type { Certainty, MappedRule } from './mapping.ts';

/** From the surest to the least sure. */
export const certainties: readonly Certainty[] = ['documented', 'inferred', 'generic', 'guessed'];

/** The least sure of the facts that a mapped rule's matches and groups rest on: its home's and those of the columns that it reads. */
export function certaintyOf(rule: MappedRule): Certainty {
  let worst = 0;
  const meet = (certainty: Certainty): void => {
    worst = Math.max(worst, certainties.indexOf(certainty));
  };
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const item of node) visit(item);
    else if (typeof node === 'object' && node !== null) {
      if ('certainty' in node && typeof node.certainty === 'string') meet(node.certainty as Certainty); // columns alone have one
      // A row's own form before mapping, its facts and its place say nothing more.
      for (const [name, item] of Object.entries(node))
        if (name !== 'origin' && name !== 'span' && name !== 'fidelity' && name !== 'source') visit(item);
    }
  };
  if (rule.home.native !== undefined) meet(rule.home.native.certainty);
  visit(rule.condition);
  visit(rule.keyParts);
  visit(rule.distinct);
  return certainties[worst] ?? 'guessed';
}
