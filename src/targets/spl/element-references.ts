import type { MappedCondition, MappedValue } from '../../mapping/mapping.ts';

type Node = MappedCondition | MappedValue;

/** Whether a value or condition speaks of the elements of a quantifier around it: `depth` counts those in between. */
export function readsElements(node: Node, depth = 0): boolean {
  switch (node.kind) {
    case 'literal':
    case 'true':
    case 'false':
    case 'dropped':
    case 'refused':
      return false;
    case 'reference':
      return node.to.kind === 'element' && node.to.depth >= depth;
    case 'call':
      return node.args.some((arg) => readsElements(arg, depth));
    case 'at':
      return readsElements(node.of, depth);
    case 'if':
      return [node.condition, node.then, node.otherwise].some((part) => readsElements(part, depth));
    case 'lookup':
      return readsElements(node.value, depth) || readsElements(node.otherwise, depth);
    case 'first':
    case 'quantifier':
      return readsElements(node.list, depth) || readsElements(node.where, depth + 1);
    case 'map':
      return [node.where, node.value].some((part) => readsElements(part, depth + 1)) || readsElements(node.list, depth);
    case 'and':
    case 'or':
      return node.operands.some((operand) => readsElements(operand, depth));
    case 'not':
      return readsElements(node.operand, depth);
    case 'test':
      return [node.subject, ...node.operands].some((value) => readsElements(value, depth));
  }
}
