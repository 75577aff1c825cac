import type { Condition, Quantified } from '../condition.ts';
import type { Reference } from '../path.ts';
import type { Parts } from '../rebuild.ts';
import { rebuiltCondition, rebuiltValue } from '../rebuild.ts';
import type { Value } from '../value.ts';
import { childrenOf } from '../walk.ts';
import type { Node } from './ids.ts';

/**
 * `any list (a and b)` as `a and any list (b)`, where `a` does not speak of the element: what is asked once need not be asked of each. The
 * condition as it is where nothing or nothing else is asked of elements.
 */
export function hoist(quantified: Quantified<Reference, never>): Condition {
  const { quantifier, where, span } = quantified;
  if (where.kind !== 'and' || (quantifier !== 'any' && quantifier !== 'none')) return quantified;
  const inside = where.operands.filter((operand) => speaksOf(operand, 0));
  const [only, ...more] = inside;
  if (only === undefined || inside.length === where.operands.length) return quantified;
  const outside = where.operands.filter((operand) => !speaksOf(operand, 0)).map((operand) => outOf(operand, 0));
  const rest: Condition = more.length === 0 ? only : { ...where, operands: inside };
  const some: Condition = {
    kind: 'and',
    operands: [...outside, { ...quantified, quantifier: 'any', where: rest }],
    span,
  };
  return quantifier === 'any' ? some : { kind: 'not', operand: some, span };
}

/** Whether a node reads the element of the list that many lists out. */
export function speaksOf(node: Node, depth: number): boolean {
  if (node.kind === 'reference') return node.to.scope === 'element' && node.to.depth === depth;
  if (node.kind !== 'quantifier' && node.kind !== 'first' && node.kind !== 'map')
    return childrenOf(node).some((child) => speaksOf(child, depth));
  const inside = node.kind === 'map' ? [node.where, node.value] : [node.where];
  return speaksOf(node.list, depth) || inside.some((child) => speaksOf(child, depth + 1));
}

/** A condition as it reads outside the list that many lists out, of whose element it does not speak. */
function outOf(condition: Condition, depth: number): Condition {
  return rebuiltCondition(condition, outside(depth));
}

function valueOutOf(value: Value, depth: number): Value {
  if (value.kind !== 'reference') return rebuiltValue(value, outside(depth));
  const { to } = value;
  return to.scope === 'element' && to.depth > depth ? { ...value, to: { ...to, depth: to.depth - 1 } } : value;
}

function outside(depth: number): Parts {
  return {
    condition: (part, inside) => outOf(part, inside ? depth + 1 : depth),
    value: (part, inside) => valueOutOf(part, inside ? depth + 1 : depth),
  };
}
