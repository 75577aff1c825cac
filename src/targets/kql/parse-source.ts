import type { KustoNode } from './binder.ts';
import { watchlistFunction } from './binder.ts';
import { readExpression } from './parse-expression.ts';
import { childOf, listsOf, NotKnown, nameIn, part, separated } from './parse-node.ts';
import { positional, readPipeline, withoutUnionParameters } from './parse-steps.ts';
import type { KqlNode, KqlSource } from './syntax.ts';

const go = (node: KustoNode): KqlNode => readExpression(node, readPipeline);

/** Reads where a query's rows come from. */
export function readSource(node: KustoNode): KqlSource {
  const base = { at: node.start, columns: node.columns() };
  switch (node.kind) {
    case 'NameReference':
      if (!node.isTable) throw new NotKnown(`the source ${nameIn(node)}`, node.start);
      return { kind: node.refers === 'Variable' ? 'variable' : 'table', name: nameIn(node), ...base };
    case 'FunctionCallExpression':
      if (nameIn(part(node, 0)) === watchlistFunction) return { kind: 'watchlist', alias: aliasOf(node), ...base };
      if (separated(childOf(node, 'ExpressionList')).length > 0 || !node.isTable)
        throw new NotKnown(`the function ${nameIn(part(node, 0))} as a source`, node.start);
      return { kind: 'table', name: nameIn(part(node, 0)), ...base };
    case 'DataTableExpression':
      return { kind: 'datatable', values: separated(listsOf(node).at(-1)).map(go), ...base };
    case 'PrintOperator':
      return { kind: 'print', items: positional(separated(listsOf(node).at(-1)), base.columns), ...base };
    case 'RangeOperator':
      return { kind: 'range', from: go(part(node, 3)), to: go(part(node, 5)), step: go(part(node, 7)), ...base };
    case 'UnionOperator':
      withoutUnionParameters(node);
      return { kind: 'union', parts: separated(listsOf(node).at(-1)).map(readPipeline), ...base };
    default:
      throw new NotKnown(`the source ${node.kind}`, node.start);
  }
}

function aliasOf(node: KustoNode): string {
  const [only, ...more] = separated(childOf(node, 'ExpressionList')).map(go);
  if (only?.kind !== 'literal' || typeof only.value !== 'string' || more.length > 0)
    throw new NotKnown('a watchlist that is not named by a constant', node.start);
  return only.value;
}
