import type { Condition } from '../../ir/condition.ts';
import type { Ids } from '../../ir/simplify/ids.ts';
import { numberNodes } from '../../ir/simplify/ids.ts';
import type { Value } from '../../ir/value.ts';
import type { Parts } from './plain-text.ts';
import { plainText } from './plain-text.ts';

type If = Extract<Value, { readonly kind: 'if' }>;

/** Says values in fewer words: `if(x missing, d, x)` as `if_missing(x, d)`, texts without what `concat` does anyway. */
export interface Plainly {
  readonly value: (value: Value) => Value;
  readonly condition: (condition: Condition) => Condition;
}

/** A fresh rewriter. Parts that are shared are rewritten once. */
export function sayPlainly(): Plainly {
  const ids = numberNodes();
  const values = new Map<Value, Value>();
  const conditions = new Map<Condition, Condition>();
  const parts: Parts = new Map();
  const value = (node: Value): Value => {
    const made = values.get(node) ?? shorter(inside(node), ids, parts);
    values.set(node, made);
    return made;
  };
  const condition = (node: Condition): Condition => {
    const made = conditions.get(node) ?? within(node);
    conditions.set(node, made);
    return made;
  };
  const inside = (node: Value): Value => {
    switch (node.kind) {
      case 'reference':
      case 'literal':
        return node;
      case 'call':
        return { ...node, args: node.args.map(value) };
      case 'at':
        return { ...node, of: value(node.of) };
      case 'lookup':
        return { ...node, value: value(node.value), otherwise: value(node.otherwise) };
      case 'if':
        return {
          ...node,
          condition: condition(node.condition),
          then: value(node.then),
          otherwise: value(node.otherwise),
        };
      case 'first':
        return { ...node, list: value(node.list), where: condition(node.where) };
      case 'map':
        return { ...node, list: value(node.list), where: condition(node.where), value: value(node.value) };
    }
  };
  const within = (node: Condition): Condition => {
    switch (node.kind) {
      case 'true':
      case 'false':
        return node;
      case 'and':
      case 'or':
        return { ...node, operands: node.operands.map(condition) };
      case 'not':
        return turned({ ...node, operand: condition(node.operand) });
      case 'test':
        return { ...node, subject: value(node.subject), operands: node.operands.map(value) };
      case 'quantifier':
        return { ...node, list: value(node.list), where: condition(node.where) };
    }
  };
  return { value, condition };
}

function shorter(node: Value, ids: Ids, parts: Parts): Value {
  if (node.kind === 'if') return asDefault(node, ids) ?? asOneIf(node, ids);
  if (node.kind === 'call' && node.name === 'concat') return plainText(node, parts);
  return node;
}

/** `if(x missing, d, x)` and `if(x is_null, d, x)`, also the other way round. */
function asDefault(node: If, ids: Ids): Value | undefined {
  const negated = node.condition.kind === 'not';
  const test = node.condition.kind === 'not' ? node.condition.operand : node.condition;
  if (test.kind !== 'test' || (test.operator !== 'missing' && test.operator !== 'is_null')) return undefined;
  const [same, other] = negated ? [node.then, node.otherwise] : [node.otherwise, node.then];
  if (ids(same).id !== ids(test.subject).id) return undefined;
  return { kind: 'call', name: test.operator === 'missing' ? 'if_missing' : 'default', args: [same, other] };
}

/** `if(a, if(b, x, d), d)` as `if(a and b, x, d)`, and `if(a, d, if(b, d, x))` as `if(a or b, d, x)`. */
function asOneIf(node: If, ids: Ids): Value {
  const { condition, then, otherwise } = node;
  if (then.kind === 'if' && ids(then.otherwise).id === ids(otherwise).id) {
    const both: Condition = { kind: 'and', operands: [condition, then.condition] };
    return { kind: 'if', condition: both, then: then.then, otherwise };
  }
  if (otherwise.kind === 'if' && ids(otherwise.then).id === ids(then).id) {
    const either: Condition = { kind: 'or', operands: [condition, otherwise.condition] };
    return { kind: 'if', condition: either, then, otherwise: otherwise.otherwise };
  }
  return node;
}

/** `not (not a or not b)` as `a and b`, and the reverse. */
function turned(node: Extract<Condition, { readonly kind: 'not' }>): Condition {
  const { operand } = node;
  if (operand.kind !== 'and' && operand.kind !== 'or') return node;
  const inner = operand.operands.flatMap((one) => (one.kind === 'not' ? [one.operand] : []));
  if (inner.length < operand.operands.length) return node;
  return { kind: operand.kind === 'or' ? 'and' : 'or', operands: inner };
}
