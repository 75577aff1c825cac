import { printRow } from '../../ir/print.ts';
import type { Refusal } from '../../lower/lowering.ts';
import type { SameElement, YaralExpression } from './ast.ts';

/**
 * The engine copies an event once per element for the whole rule, and a rule matches where one copy satisfies it. So rows on one
 * element can be asked once per list, and not under `not`: "no copy" and "another copy" cannot be said.
 */
export function checkCopies(condition: YaralExpression): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const seen = new Set<string>();
  const visit = (node: YaralExpression, negated: boolean): void => {
    switch (node.kind) {
      case 'and':
      case 'or':
        for (const operand of node.operands) visit(operand, negated);
        return;
      case 'not':
        visit(node.operand, !negated);
        return;
      case 'same-element':
        if (negated) refusals.push(refusal(node, 'rows that must hold on one element cannot be negated in YARA-L'));
        else if (seen.has(node.message))
          refusals.push(refusal(node, `rows on one element of ${node.message} can be asked once in a rule`));
        seen.add(node.message);
        return;
      case 'compare':
      case 'predicate':
      case 'exists':
        return;
    }
  };
  visit(condition, false);
  return refusals;
}

function refusal(node: SameElement, why: string): Refusal {
  return { row: node.origin ? printRow(node.origin) : node.message, why, span: node.origin?.span };
}
