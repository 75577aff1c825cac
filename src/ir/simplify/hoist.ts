import type { Condition, Quantified } from '../condition.ts';
import type { Reference } from '../path.ts';
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
  switch (condition.kind) {
    case 'true':
    case 'false':
      return condition;
    case 'and':
    case 'or':
      return { ...condition, operands: condition.operands.map((operand) => outOf(operand, depth)) };
    case 'not':
      return { ...condition, operand: outOf(condition.operand, depth) };
    case 'test':
      return {
        ...condition,
        subject: valueOutOf(condition.subject, depth),
        operands: condition.operands.map((operand) => valueOutOf(operand, depth)),
      };
    case 'quantifier':
      return { ...condition, list: valueOutOf(condition.list, depth), where: outOf(condition.where, depth + 1) };
  }
}

function valueOutOf(value: Value, depth: number): Value {
  switch (value.kind) {
    case 'literal':
      return value;
    case 'reference': {
      const { to } = value;
      return to.scope === 'element' && to.depth > depth ? { ...value, to: { ...to, depth: to.depth - 1 } } : value;
    }
    case 'call':
      return { ...value, args: value.args.map((arg) => valueOutOf(arg, depth)) };
    case 'at':
      return { ...value, of: valueOutOf(value.of, depth) };
    case 'lookup':
      return { ...value, value: valueOutOf(value.value, depth), otherwise: valueOutOf(value.otherwise, depth) };
    case 'if':
      return {
        ...value,
        condition: outOf(value.condition, depth),
        then: valueOutOf(value.then, depth),
        otherwise: valueOutOf(value.otherwise, depth),
      };
    case 'first':
      return { ...value, list: valueOutOf(value.list, depth), where: outOf(value.where, depth + 1) };
    case 'map':
      return {
        ...value,
        list: valueOutOf(value.list, depth),
        where: outOf(value.where, depth + 1),
        value: valueOutOf(value.value, depth + 1),
      };
  }
}
