import type { Condition, Test } from '../condition.ts';
import { printJson } from '../json.ts';
import type { Reference } from '../path.ts';
import type { Value } from '../value.ts';
import { childrenOf } from '../walk.ts';

/** A condition or value by number: equal numbers if and only if the two are the same but for their spans. */
export interface Id {
  readonly id: number;
  /** How many of the lists around it are spoken of: 0 where it says the same inside any list. */
  readonly free: number;
  /** How many nodes stand in one another below it. */
  readonly depth: number;
}

export type Node = Condition | Value;

/** Numbers nodes. Linear in the nodes, however often they are shared. */
export type Ids = (node: Node) => Id;

/** A fresh numbering. */
export function numberNodes(): Ids {
  const byNode = new Map<Node, Id>();
  const byText = new Map<string, Id>();
  const known = (node: Node): Id => {
    const id = byNode.get(node);
    if (id === undefined) throw new Error('a node is numbered before its parts');
    return id;
  };
  return (node) => {
    const numbered = byNode.get(node);
    if (numbered !== undefined) return numbered;
    const waiting = [node];
    for (let top = waiting.at(-1); top !== undefined; top = waiting.at(-1)) {
      const open = byNode.has(top) ? [] : childrenOf(top).filter((child) => !byNode.has(child));
      if (open.length > 0) {
        waiting.push(...open);
        continue;
      }
      waiting.pop();
      if (byNode.has(top)) continue;
      const described = describe(top, known);
      const id = byText.get(described.text) ?? { id: byText.size, free: described.free, depth: described.depth };
      byText.set(described.text, id);
      byNode.set(top, id);
    }
    return known(node);
  };
}

function describe(node: Node, known: Ids): { text: string; free: number; depth: number } {
  let free = node.kind === 'reference' && node.to.scope === 'element' ? node.to.depth + 1 : 0;
  let depth = 0;
  const child = (inner: Node, inside = 0): number => {
    const found = known(inner);
    free = Math.max(free, found.free - inside);
    depth = Math.max(depth, found.depth + 1);
    return found.id;
  };
  const all = (inner: readonly Node[]): string => inner.map((one) => child(one)).join();
  const text = textOf(node, child, all);
  return { text, free, depth };
}

function textOf(node: Node, child: (n: Node, inside?: number) => number, all: (n: readonly Node[]) => string): string {
  switch (node.kind) {
    case 'true':
    case 'false':
      return node.kind;
    case 'and':
    case 'or':
      return `${node.kind} ${all(node.operands)}`;
    case 'not':
      return `not ${child(node.operand)}`;
    case 'test':
      return `${rowOf(node)} ${child(node.subject)} ${all(node.operands)}`;
    case 'quantifier':
      return `${node.quantifier} ${child(node.list)} ${child(node.where, 1)}`;
    case 'reference':
      return `reference ${referenceText(node.to)}`;
    case 'literal':
      return `literal ${printJson(node.value)}`;
    case 'call':
      return `call ${node.name} ${all(node.args)}`;
    case 'if':
      return `if ${child(node.condition)} ${child(node.then)} ${child(node.otherwise)}`;
    case 'first':
      return `first ${child(node.list)} ${child(node.where, 1)}`;
    case 'map':
      return `map ${child(node.list)} ${child(node.where, 1)} ${child(node.value, 1)}`;
    case 'lookup': {
      const entries = node.table.map(([key, value]) => `${JSON.stringify(key)}: ${printJson(value)}`);
      return `lookup ${child(node.value)} ${child(node.otherwise)} ${entries.join()}`;
    }
    case 'at':
      return `at ${child(node.of)} ${JSON.stringify(node.steps)}`;
  }
}

function rowOf(test: Test): string {
  return `test ${test.operator} ${test.ignoreCase} ${test.flags.join()}`;
}

function referenceText(to: Reference): string {
  switch (to.scope) {
    case 'event':
      return `${to.exact === true ? 'exact' : 'event'} ${JSON.stringify(to.path)}`;
    case 'element':
      return `element ${to.depth} ${JSON.stringify(to.path)}`;
    case 'model':
      return `model ${JSON.stringify(to.name)}`;
  }
}
