import type { KustoNode } from './binder.ts';
import { literalValue } from './parse-literal.ts';
import { childOf, NotKnown, nameIn, part, scalarType, separated } from './parse-node.ts';
import type { KqlNode, KqlPipeline, ScalarType } from './syntax.ts';

/** How a query inside an expression is read. */
export type ReadQuery = (node: KustoNode) => KqlPipeline;

/** Operators by the binder's kind, as the text writes them. */
const binaries: Readonly<Record<string, string>> = {
  EqualExpression: '==',
  NotEqualExpression: '!=',
  LessThanExpression: '<',
  LessThanOrEqualExpression: '<=',
  GreaterThanExpression: '>',
  GreaterThanOrEqualExpression: '>=',
  AddExpression: '+',
  SubtractExpression: '-',
  MultiplyExpression: '*',
  DivideExpression: '/',
  ModuloExpression: '%',
  EqualTildeExpression: '=~',
  BangTildeExpression: '!~',
  HasExpression: 'has',
  NotHasExpression: '!has',
  HasCsExpression: 'has_cs',
  NotHasCsExpression: '!has_cs',
  HasPrefixExpression: 'hasprefix',
  NotHasPrefixExpression: '!hasprefix',
  HasPrefixCsExpression: 'hasprefix_cs',
  NotHasPrefixCsExpression: '!hasprefix_cs',
  HasSuffixExpression: 'hassuffix',
  NotHasSuffixExpression: '!hassuffix',
  HasSuffixCsExpression: 'hassuffix_cs',
  NotHasSuffixCsExpression: '!hassuffix_cs',
  ContainsExpression: 'contains',
  NotContainsExpression: '!contains',
  ContainsCsExpression: 'contains_cs',
  NotContainsCsExpression: '!contains_cs',
  StartsWithExpression: 'startswith',
  NotStartsWithExpression: '!startswith',
  StartsWithCsExpression: 'startswith_cs',
  NotStartsWithCsExpression: '!startswith_cs',
  EndsWithExpression: 'endswith',
  NotEndsWithExpression: '!endswith',
  EndsWithCsExpression: 'endswith_cs',
  NotEndsWithCsExpression: '!endswith_cs',
  MatchesRegexExpression: 'matches regex',
};

/** The binder calls the operators that ignore case `InCs`. */
const amongs: Readonly<Record<string, string>> = {
  InExpression: 'in',
  NotInExpression: '!in',
  InCsExpression: 'in~',
  NotInCsExpression: '!in~',
  HasAnyExpression: 'has_any',
  HasAllExpression: 'has_all',
  BetweenExpression: 'between',
  NotBetweenExpression: '!between',
};

/** Reads a scalar expression from the binder's tree. */
export function readExpression(node: KustoNode, query: ReadQuery): KqlNode {
  const go = (inner: KustoNode): KqlNode => readExpression(inner, query);
  const place = { at: node.start, end: node.end };
  const literal = literalValue(node);
  if (literal) return { kind: 'literal', value: literal.value, type: scalarType(node.type, node.start), ...place };
  const binary = binaries[node.kind];
  if (binary !== undefined)
    return {
      kind: 'binary',
      operator: binary,
      left: go(part(node, 0)),
      right: go(part(node, 2)),
      type: typeOf(node),
      ...place,
    };
  const among = amongs[node.kind];
  if (among !== undefined) {
    const right = part(node, 2);
    const items = right.kind === 'ExpressionCouple' ? [part(right, 1), part(right, 3)] : separated(right);
    return {
      kind: 'among',
      operator: among,
      left: go(part(node, 0)),
      items: items.map((item) => listItem(item, go, query)),
      type: 'bool',
      ...place,
    };
  }
  switch (node.kind) {
    case 'ParenthesizedExpression':
      return isTabular(part(node, 1))
        ? { kind: 'query', query: query(part(node, 1)), type: 'dynamic', ...place }
        : go(part(node, 1));
    case 'NameReference':
      return readName(node);
    case 'AndExpression':
    case 'OrExpression': {
      const kind = node.kind === 'AndExpression' ? 'and' : 'or';
      const operands = [part(node, 0), part(node, 2)].map(go).flatMap((o) => (o.kind === kind ? o.operands : [o]));
      return { kind, operands, type: 'bool', ...place };
    }
    case 'UnaryMinusExpression':
    case 'UnaryPlusExpression': {
      const operator = node.kind === 'UnaryMinusExpression' ? '-' : '+';
      return { kind: 'unary', operator, operand: go(part(node, 1)), type: typeOf(node), ...place };
    }
    case 'PathExpression': {
      const selector = part(node, 2);
      const key: KqlNode =
        selector.kind === 'BracketedExpression'
          ? go(part(selector, 1))
          : { kind: 'literal', value: nameIn(selector), type: 'string', at: selector.start, end: selector.end };
      return { kind: 'element', of: go(part(node, 0)), key, type: 'dynamic', ...place };
    }
    case 'ElementExpression':
      return { kind: 'element', of: go(part(node, 0)), key: go(part(part(node, 1), 1)), type: 'dynamic', ...place };
    case 'FunctionCallExpression':
      return { kind: 'call', name: nameIn(part(node, 0)), args: argumentsOf(node, go), type: callType(node), ...place };
    case 'StarExpression':
      return { kind: 'star', type: 'dynamic', ...place };
    case 'ToScalarExpression': {
      const inner = node.children.find((child) => isTabular(child) || child.kind === 'ParenthesizedExpression');
      if (inner) return { kind: 'query', query: query(inner), type: typeOf(node), ...place };
      throw new NotKnown('toscalar', node.start);
    }
    default:
      throw new NotKnown(node.kind.replace(/Expression$/, ''), node.start);
  }
}

function listItem(item: KustoNode, go: (inner: KustoNode) => KqlNode, query: ReadQuery): KqlNode {
  return isTabular(item)
    ? { kind: 'query', query: query(item), type: 'dynamic', at: item.start, end: item.end }
    : go(item);
}

function readName(node: KustoNode): KqlNode {
  const place = { at: node.start, end: node.end };
  const name = nameIn(node);
  switch (node.refers) {
    case 'Column':
      return { kind: 'column', name, type: typeOf(node), ...place };
    case 'Variable':
    case 'Parameter':
      return { kind: 'variable', name, type: typeOf(node), ...place };
    default:
      throw new NotKnown(
        `the name ${name} for a ${node.refers === '' ? 'thing unknown' : node.refers.toLowerCase()}`,
        node.start,
      );
  }
}

function argumentsOf(node: KustoNode, go: (inner: KustoNode) => KqlNode): readonly KqlNode[] {
  return separated(childOf(node, 'ExpressionList')).map((arg) => {
    if (arg.kind === 'SimpleNamedExpression') throw new NotKnown('an argument given by name', arg.start);
    return go(arg);
  });
}

/** Functions that give several columns have a type of their own. */
function callType(node: KustoNode): ScalarType {
  return node.type === 'tuple' || node.type === '' ? 'dynamic' : typeOf(node);
}

function typeOf(node: KustoNode): ScalarType {
  return scalarType(node.type, node.start);
}

/** A node whose result is a table: the binder writes no type name for it, or that of a table. */
export function isTabular(node: KustoNode): boolean {
  return (
    node.kind === 'PipeExpression' ||
    node.kind === 'DataTableExpression' ||
    (node.kind === 'NameReference' && ['Table'].includes(node.refers)) ||
    (node.isTable && node.kind !== 'StarExpression')
  );
}
