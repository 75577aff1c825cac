import type { KustoNode } from './binder.ts';
import type { KqlGap, ScalarType } from './syntax.ts';

/** Raised inside the reader and the compiler of texts where they meet what they do not know; never leaves them. */
export class NotKnown extends Error {
  readonly gap: KqlGap;
  constructor(construct: string, at: number) {
    super(construct);
    this.gap = { construct, at };
  }
}

/** Runs a reader; what it does not know becomes its answer. */
export function orGap<T>(read: () => T): T | KqlGap {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof NotKnown) return thrown.gap;
    throw thrown;
  }
}

/** The node's only part of that kind. */
export function childOf(node: KustoNode, kind: string): KustoNode | undefined {
  return node.children.find((child) => child.kind === kind);
}

/** The nodes of a list separated by commas, without the commas. */
export function separated(list: KustoNode | undefined): readonly KustoNode[] {
  if (list === undefined) return [];
  const inside = list.kind === 'ExpressionList' ? (childOf(list, 'List') ?? list) : list;
  return inside.children.flatMap((child) => (child.kind === 'SeparatedElement' ? child.children.slice(0, 1) : []));
}

/** The part at a position; a text without errors has it. */
export function part(node: KustoNode, position: number): KustoNode {
  const found = node.children.at(position);
  if (found === undefined) throw new NotKnown(`a ${node.kind} without its part ${position}`, node.start);
  return found;
}

/** The lists directly below a node, in order: parameters come before elements. */
export function listsOf(node: KustoNode): readonly KustoNode[] {
  return node.children.filter((child) => child.kind === 'List');
}

/** Refuses parameters such as `kind=` and `hint.strategy=` where they change what an operator does. */
export function withoutParameters(node: KustoNode): void {
  for (const given of separatedOrBare(listsOf(node)[0])) {
    if (given.kind === 'NamedParameter') throw new NotKnown(`the parameter ${nameIn(part(given, 0))}`, given.start);
  }
}

/** Parameters stand in lists without commas. */
export function separatedOrBare(list: KustoNode | undefined): readonly KustoNode[] {
  return (list?.children ?? []).flatMap((child) =>
    child.kind === 'SeparatedElement' ? child.children.slice(0, 1) : [child],
  );
}

/** The name that a reference or a declaration writes, brackets and quotes taken off. */
export function nameIn(node: KustoNode): string {
  if (node.text !== undefined) return node.kind === 'StringLiteralToken' ? node.string() : node.text;
  for (const child of node.children) {
    if (child.kind === 'OpenBracketToken' || child.kind === 'CloseBracketToken') continue;
    const found = nameIn(child);
    if (found !== '') return found;
  }
  return '';
}

const scalarTypes: readonly ScalarType[] = [
  'string',
  'bool',
  'int',
  'long',
  'real',
  'decimal',
  'datetime',
  'timespan',
  'guid',
  'dynamic',
];

/** A type by the binder's name; arrays and bags whose shape it knows are dynamic. */
export function scalarType(name: string, at: number): ScalarType {
  const found = scalarTypes.find((type) => type === name);
  if (found) return found;
  if (name.startsWith('dynamic') || name === 'unknown' || name === 'null' || name === 'array' || name === 'bag')
    return 'dynamic';
  throw new NotKnown(`a value of the type ${name === '' ? 'table' : name}`, at);
}
