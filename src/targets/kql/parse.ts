import type { BoundKql, KustoNode } from './binder.ts';
import { bindKql } from './binder.ts';
import { isTabular, readExpression } from './parse-expression.ts';
import { childOf, NotKnown, nameIn, orGap, part, separated } from './parse-node.ts';
import { readPipeline } from './parse-steps.ts';
import type { KqlGap, KqlLet, KqlPipeline, KqlSyntax, KqlTable } from './syntax.ts';

/** A text read: what the binder said of it, and its syntax or what of it is not covered. */
export interface ReadKql {
  readonly bound: BoundKql;
  readonly syntax: KqlSyntax | KqlGap;
}

/** Reads a text against the tables that it may name. A text with errors has no syntax. */
export function readKql(text: string, tables: readonly KqlTable[], analyze = true): ReadKql {
  const bound = bindKql(text, tables, analyze);
  const error = bound.diagnostics.find((d) => d.severity === 'error');
  if (error)
    return {
      bound,
      syntax: { construct: `a text that the binder refuses (${error.code} ${error.message})`, at: error.start },
    };
  return { bound, syntax: orGap(() => readText(bound.root())) };
}

/** True for the answer that something is not covered. */
export function isGap<T extends object>(read: T | KqlGap): read is KqlGap {
  return 'construct' in read;
}

function readText(root: KustoNode): KqlSyntax {
  const lets: KqlLet[] = [];
  let query: KqlPipeline | undefined;
  for (const statement of separated(root.children.filter((child) => child.kind === 'List').at(-1))) {
    if (statement.kind === 'LetStatement') lets.push(readLet(statement));
    else if (statement.kind === 'ExpressionStatement' && query === undefined) query = readPipeline(part(statement, 0));
    else
      throw new NotKnown(
        statement.kind === 'ExpressionStatement' ? 'a second query' : `a ${statement.kind}`,
        statement.start,
      );
  }
  if (query === undefined) throw new NotKnown('a text without a query', root.start);
  return { lets, query };
}

function readLet(statement: KustoNode): KqlLet {
  const name = nameIn(part(statement, 1));
  const value = part(statement, 3);
  if (value.kind === 'FunctionDeclaration') return readFunction(name, value);
  if (isTabular(value) || value.isTable) return { name, kind: 'table', query: readPipeline(value) };
  return { name, kind: 'scalar', value: readExpression(value, readPipeline) };
}

/** A `let` function whose body is one expression; without parameters it may be a query. */
function readFunction(name: string, node: KustoNode): KqlLet {
  const body = childOf(node, 'FunctionBody');
  const parameters = separated(
    childOf(part(node, 0), 'List') ?? childOf(childOf(node, 'FunctionParameters') ?? node, 'List'),
  );
  const inner =
    body?.children.filter((child) => child.kind !== 'OpenBraceToken' && child.kind !== 'CloseBraceToken') ?? [];
  const value = inner.at(-1)?.kind === 'List' ? undefined : inner.at(-1);
  if (value === undefined || parameters.length > 0 || (inner[0]?.kind === 'List' && inner[0].children.length > 0))
    throw new NotKnown('a function of the text itself', node.start);
  if (isTabular(value) || value.isTable) return { name, kind: 'table', query: readPipeline(value) };
  return { name, kind: 'scalar', value: readExpression(value, readPipeline) };
}
