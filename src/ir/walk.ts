import type { Condition, Quantified, Test } from './condition.ts';
import type { Reference } from './path.ts';
import type { Rule } from './rule.ts';
import type { Value } from './value.ts';

export type Node = Condition | Value;

/** Every condition and value below a node, itself included, in the order of the text. One that stands in several places comes once. */
export function nodesIn(node: Node): readonly Node[] {
  const seen = new Set<Node>();
  const visit = (at: Node): void => {
    if (seen.has(at)) return;
    seen.add(at);
    for (const child of childrenOf(at)) visit(child);
  };
  visit(node);
  return [...seen];
}

/** What stands directly below a node. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'true':
    case 'false':
    case 'literal':
    case 'reference':
      return [];
    case 'and':
    case 'or':
      return node.operands;
    case 'not':
      return [node.operand];
    case 'test':
      return [node.subject, ...node.operands];
    case 'quantifier':
    case 'first':
      return [node.list, node.where];
    case 'map':
      return [node.list, node.where, node.value];
    case 'call':
      return node.args;
    case 'if':
      return [node.condition, node.then, node.otherwise];
    case 'lookup':
      return [node.value, node.otherwise];
    case 'at':
      return [node.of];
  }
}

/** Every row below a condition or value. */
export function testsIn(node: Node): Test[] {
  return nodesIn(node).filter((n): n is Test => n.kind === 'test');
}

/** Every quantifier below a condition or value. */
export function quantifiersIn(node: Node): Quantified<Reference, never>[] {
  return nodesIn(node).filter((n): n is Quantified<Reference, never> => n.kind === 'quantifier');
}

/** A reference with the lists around it, innermost first: what `@` and plain paths inside quantifiers speak of. */
export interface ReferenceUse {
  readonly reference: Reference;
  readonly value: Extract<Value, { kind: 'reference' }>;
  readonly lists: readonly Value[];
}

/** Every reference below a node, each with the lists whose elements are in scope there. One that stands in several places of a scope comes once. */
export function referencesIn(node: Node, lists: readonly Value[] = []): readonly ReferenceUse[] {
  const uses: ReferenceUse[] = [];
  const seen = new Map<readonly Value[], Set<Node>>();
  const visit = (at: Node, around: readonly Value[]): void => {
    const met = seen.get(around) ?? new Set();
    seen.set(around, met);
    if (met.has(at)) return;
    met.add(at);
    if (at.kind === 'reference') uses.push({ reference: at.to, value: at, lists: around });
    else if (at.kind === 'quantifier' || at.kind === 'first' || at.kind === 'map') {
      visit(at.list, around);
      const inside = [at.list, ...around];
      visit(at.where, inside);
      if (at.kind === 'map') visit(at.value, inside);
    } else for (const child of childrenOf(at)) visit(child, around);
  };
  visit(node, lists);
  return uses;
}

/** Everything in a rule that reads the event: the conditions, and the values of the alert. */
export function nodesOf(rule: Rule): readonly Node[] {
  const { alert } = rule;
  return [
    rule.condition,
    rule.filter,
    rule.raises,
    ...(rule.exceptions ?? []).map(({ condition }) => condition),
    alert.title,
    alert.description,
    alert.key,
    ...alert.keyParts,
    ...(alert.distinct ? [alert.distinct] : []),
    ...alert.severity.cases.map((c) => c.when),
    ...alert.outputs.map((o) => o.value),
    ...[alert.reference, alert.runbook, alert.destinations].filter((value) => value !== undefined),
  ];
}
