import type { Cond } from './sym.ts';
import type { Plain, Terms } from './terms.ts';

/**
 * The condition with the constant that widens it in the place of each part that could not be lifted: true where the part
 * stands positive, false under a negation; `wide` false gives the narrowest instead.
 */
export function widened(terms: Terms, cond: Cond, wide: boolean): Plain | undefined {
  const visit = (one: Cond, up: boolean): Cond => {
    switch (one.kind) {
      case 'unlifted':
        return up ? terms.yes : terms.no;
      case 'and':
        return terms.and(...one.operands.map((operand) => visit(operand, up)));
      case 'or':
        return terms.or(...one.operands.map((operand) => visit(operand, up)));
      case 'not':
        return terms.not(visit(one.operand, !up));
      case 'quantifier': {
        const down = one.quantifier === 'none';
        return terms.quantifier(
          one.quantifier,
          one.list,
          terms.elementOf(one) ?? -1,
          visit(one.where, down ? !up : up),
        );
      }
      case 'true':
      case 'false':
      case 'test':
        return one;
    }
  };
  return terms.plain(visit(cond, wide));
}
