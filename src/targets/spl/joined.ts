import type { MappedCondition, MappedQuantified } from '../../mapping/mapping.ts';

/** Whether a quantifier is all that the one around it asks, so that both may be one over all inner elements. */
export function joinsParent(quantified: MappedQuantified, parent: MappedQuantified | undefined): boolean {
  const where = parent?.where;
  const direct = where?.kind === 'not' ? where.operand : where;
  if (parent === undefined || direct !== quantified) return false;
  const { list } = quantified;
  const inner = soleQuantifier(parent.where);
  const isField = list.kind === 'reference' && list.to.kind === 'element';
  return isField && inner !== undefined && joins(parent.quantifier, inner);
}

/** Whether all that a quantifier asks is another one over a list of its elements, so that both are one. */
export function joinsInner(quantified: MappedQuantified): boolean {
  const { where } = quantified;
  const direct = where.kind === 'not' ? where.operand : where;
  return direct.kind === 'quantifier' && joinsParent(direct, quantified);
}

/** Where a quantifier is all of a condition: whether it asks for some element or for every one, a `not` around it included. */
function soleQuantifier(where: MappedCondition): 'some' | 'every' | 'one' | undefined {
  const negated = where.kind === 'not';
  const inner = negated ? where.operand : where;
  if (inner.kind !== 'quantifier') return undefined;
  if (inner.quantifier === 'one') return 'one';
  return (inner.quantifier === 'any') === negated ? 'every' : inner.quantifier === 'any' || negated ? 'some' : 'every';
}

/** Whether a quantifier over an inner one asks all inner elements alike. */
function joins(outer: MappedQuantified['quantifier'], inner: 'some' | 'every' | 'one'): boolean {
  if (outer === 'all') return inner === 'every';
  return outer !== 'one' && inner === 'some';
}
