import type { Condition, Quantified, Test } from '../condition.ts';
import type { Reference } from '../path.ts';
import type { Value } from '../value.ts';
import { childrenOf } from '../walk.ts';
import { hoist } from './hoist.ts';
import type { Node } from './ids.ts';
import { negated } from './rewriter.ts';

/**
 * A quantifier over a list that is made of others as one over those: over `map(x, c, @)` as one over x with c beside what is asked, over
 * `unique(x)` as one over x, over `chain(x, y)` as one over each. The answer is the same on every event.
 */
export function onPlainLists(quantified: Quantified<Reference, never>): Condition | undefined {
  const { quantifier, list, where, span } = quantified;
  if (quantifier === 'one') return undefined;
  if (list.kind === 'map') {
    if (!isElement(list.value) || !(keepsKeys(list.list) || asksWhole(where, 0))) return undefined;
    const beside: Condition =
      quantifier === 'all'
        ? { kind: 'or', operands: [negated(list.where), where], span }
        : { kind: 'and', operands: [list.where, where], span };
    return hoist({ ...quantified, list: list.list, where: list.where.kind === 'true' ? where : flat(beside) });
  }
  if (list.kind !== 'call') return undefined;
  const [first] = list.args;
  if (list.name === 'unique' && first !== undefined && isAlikeOnEqual(where, 0))
    return keepsKeys(first) || first.kind === 'map' || asksWhole(where, 0)
      ? hoist({ ...quantified, list: first })
      : undefined;
  if (list.name !== 'chain' || first === undefined) return undefined;
  if (!asksWhole(where, 0) && !list.args.every(keepsKeys)) return undefined;
  const operands = list.args.map((one): Condition => ({ ...quantified, list: one }));
  return { kind: quantifier === 'any' ? 'or' : 'and', operands, span };
}

/** A conjunction (or disjunction) in one level. */
function flat(joined: Extract<Condition, { kind: 'and' | 'or' }>): Condition {
  return { ...joined, operands: joined.operands.flatMap((o) => (o.kind === joined.kind ? o.operands : [o])) };
}

/** `@`: the element itself. */
function isElement(value: Value): boolean {
  return value.kind === 'reference' && value.to.scope === 'element' && value.to.depth === 0 && isWhole(value.to);
}

function isWhole({ path }: Extract<Reference, { scope: 'element' }>): boolean {
  return path.length === 0;
}

/** Whether the keys of a list's elements match as those of the event's own objects do, as they do in a list that is made. */
function keepsKeys(list: Value): boolean {
  return list.kind === 'reference' && list.to.scope === 'event' && list.to.exact !== true;
}

/** Whether nothing is asked of an element that is a matter of its keys. */
function asksWhole(node: Node, depth: number): boolean {
  return everyRead(node, depth, ({ operator }, { path }) => path.length === 0 && operator !== 'contains');
}

/** Whether elements that Python finds equal (1, 1.0 and true) answer alike. */
function isAlikeOnEqual(node: Node, depth: number): boolean {
  return everyRead(node, depth, (test) => {
    if (test.operator === 'type_is')
      return test.operands.every((o) => o.kind === 'literal' && alikeTypes.has(String(o.value)));
    return alike.has(test.operator) && test.operands.every((operand) => operand.kind === 'literal');
  });
}

const alikeTypes: ReadonlySet<string> = new Set(['string', 'list', 'object', 'null']);

const alike: ReadonlySet<Test['operator']> = new Set<Test['operator']>([
  'eq',
  'in',
  'contains',
  'starts_with',
  'ends_with',
  'wildcard',
  'regex',
  'cidr',
  'ip_is',
  'is_null',
  'missing',
  'truthy',
]);

/** Whether the element is read as the subject of rows alone, each of which will do. */
function everyRead(
  node: Node,
  depth: number,
  will: (test: Test, to: Extract<Reference, { scope: 'element' }>) => boolean,
): boolean {
  if (node.kind === 'reference') return node.to.scope !== 'element' || node.to.depth !== depth;
  if (node.kind === 'test') {
    const { subject, operands } = node;
    const isRead = subject.kind === 'reference' && subject.to.scope === 'element' && subject.to.depth === depth;
    const read = isRead ? subject.to : undefined;
    const onSubject = read?.scope === 'element' ? will(node, read) : everyRead(subject, depth, will);
    return onSubject && operands.every((operand) => everyRead(operand, depth, will));
  }
  if (node.kind === 'quantifier' || node.kind === 'first' || node.kind === 'map') {
    const inside = node.kind === 'map' ? [node.where, node.value] : [node.where];
    return everyRead(node.list, depth, will) && inside.every((child) => everyRead(child, depth + 1, will));
  }
  return childrenOf(node).every((child) => everyRead(child, depth, will));
}
