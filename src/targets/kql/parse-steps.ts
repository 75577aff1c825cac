import type { KustoNode } from './binder.ts';
import { isTabular, readExpression } from './parse-expression.ts';
import {
  childOf,
  listsOf,
  NotKnown,
  nameIn,
  part,
  scalarType,
  separated,
  separatedOrBare,
  withoutParameters,
} from './parse-node.ts';
import { readSource } from './parse-source.ts';
import type { KqlColumn, KqlExpand, KqlNamed, KqlNode, KqlOrder, KqlPipeline, KqlStep } from './syntax.ts';

/** Reads a query: where its rows come from, and the operators after it. */
export function readPipeline(node: KustoNode): KqlPipeline {
  if (node.kind === 'ParenthesizedExpression') return readPipeline(part(node, 1));
  if (node.kind !== 'PipeExpression') return { source: readSource(node), steps: [] };
  const before = readPipeline(part(node, 0));
  const inputs = part(node, 0).columns();
  return { ...before, steps: [...before.steps, ...readStep(part(node, 2), inputs, node.columns())] };
}

/** The operators of a sub-query of `mv-apply`, which has no source of its own. */
function readBody(node: KustoNode, inputs: readonly KqlColumn[]): readonly KqlStep[] {
  if (node.kind !== 'PipeExpression') return readStep(node, inputs, node.columns());
  const before = readBody(part(node, 0), inputs);
  return [...before, ...readStep(part(node, 2), part(node, 0).columns(), node.columns())];
}

const go = (node: KustoNode): KqlNode => readExpression(node, readPipeline);

/** Reads one operator; `serialize`d and layout-only operators may be none. */
function readStep(node: KustoNode, inputs: readonly KqlColumn[], columns: readonly KqlColumn[]): readonly KqlStep[] {
  const base = { at: node.start, columns };
  const lists = listsOf(node);
  const items = separated(lists.at(-1));
  switch (node.kind) {
    case 'FilterOperator':
      withoutParameters(node);
      return [{ kind: 'where', condition: go(part(node, -1)), ...base }];
    case 'ExtendOperator':
      return [{ kind: 'extend', items: extended(items, inputs, columns), ...base }];
    case 'SerializeOperator':
      return [{ kind: 'serialize', items: extended(items, inputs, columns), ...base }];
    case 'ProjectOperator':
      return [{ kind: 'project', items: positional(items, columns), ...base }];
    case 'ProjectRenameOperator':
      return [{ kind: 'project-rename', items: items.map((item) => named(item, [])), ...base }];
    case 'ProjectAwayOperator':
    case 'ProjectKeepOperator':
    case 'ProjectReorderOperator':
      return [{ kind: 'keep', ...base }];
    case 'SortOperator':
      withoutParameters(node);
      return [{ kind: 'sort', by: items.map(ordered), ...base }];
    case 'TopOperator':
      return [{ kind: 'top', count: go(part(node, 2)), by: ordered(part(node, -1)), ...base }];
    case 'TakeOperator':
      return [{ kind: 'take', count: go(part(node, -1)), ...base }];
    case 'CountOperator':
      if (node.children.some((child) => child.kind === 'CountAsIdentifierClause'))
        throw new NotKnown('count as', node.start);
      return [{ kind: 'count', ...base }];
    case 'DistinctOperator':
      return [{ kind: 'distinct', items: positional(starred(items, inputs), columns), ...base }];
    case 'SummarizeOperator':
      return [readSummarize(node, columns)];
    case 'MvExpandOperator':
      return [readExpand(node, columns)];
    case 'MvApplyOperator':
      return [readApply(node, inputs, columns)];
    case 'JoinOperator':
      return [readJoin(node, inputs, columns)];
    case 'UnionOperator':
      withoutUnionParameters(node);
      return [{ kind: 'union', others: items.map(readPipeline), ...base }];
    case 'AsOperator':
      throw new NotKnown('the operator as', node.start);
    default:
      throw new NotKnown(`the operator ${part(node, 0).text ?? node.kind}`, node.start);
  }
}

/** `distinct *` names all columns. */
function starred(items: readonly KustoNode[], inputs: readonly KqlColumn[]): readonly (KustoNode | KqlColumn)[] {
  return items.flatMap<KustoNode | KqlColumn>((item) => (item.kind === 'StarExpression' ? inputs : [item]));
}

function innerColumns(inputs: readonly KqlColumn[], expanded: readonly KqlExpand[]): readonly KqlColumn[] {
  const more = expanded.filter((item) => !inputs.some((column) => column.name === item.name));
  return [...inputs, ...more.map(({ name, type }) => ({ name, type }))];
}

/** `Name = value`, `(A, B) = value`, or a value whose name the binder makes. */
function named(item: KustoNode, made: readonly string[]): KqlNamed {
  if (item.kind === 'SimpleNamedExpression') return { names: [nameIn(part(item, 0))], value: go(part(item, 2)) };
  if (item.kind === 'CompoundNamedExpression')
    return { names: separated(childOf(part(item, 0), 'List')).map(nameIn), value: go(part(item, 2)) };
  return { names: made, value: go(item) };
}

/** Items of `project`, `distinct`, `print`: each is the column at its place. */
export function positional(
  items: readonly (KustoNode | KqlColumn)[],
  columns: readonly KqlColumn[],
): readonly KqlNamed[] {
  let position = 0;
  return items.map((item) => {
    if ('name' in item) {
      position += 1;
      return {
        names: [item.name],
        value: { kind: 'column', name: item.name, type: item.type, at: 0, end: 0 } as const,
      };
    }
    const size = Math.max(
      1,
      item.kind === 'CompoundNamedExpression' ? separated(childOf(part(item, 0), 'List')).length : 1,
    );
    const names = columns.slice(position, position + size).map((column) => column.name);
    position += size;
    return { ...named(item, names), names };
  });
}

/** Items of `extend`: an unnamed one is the next new column. */
function extended(
  items: readonly KustoNode[],
  inputs: readonly KqlColumn[],
  columns: readonly KqlColumn[],
): readonly KqlNamed[] {
  const known = new Set(inputs.map((column) => column.name));
  let position = inputs.length;
  return items.map((item) => {
    const bare = item.kind === 'NameReference' ? [nameIn(item)] : undefined;
    const made = named(item, bare ?? columns.slice(position, position + 1).map((column) => column.name));
    for (const name of made.names) {
      if (!known.has(name)) position += 1;
      known.add(name);
    }
    return made;
  });
}

/** The order in which `sort` puts a column: descending unless it says otherwise, nulls first where ascending. */
function ordered(node: KustoNode): KqlOrder {
  if (node.kind !== 'OrderedExpression') return { value: go(node), descending: true, nulls: 'last' };
  const clause = childOf(node, 'OrderingClause');
  const descending = clause === undefined || !childOf(clause, 'AscKeyword');
  const said = clause && childOf(clause, 'OrderingNullsClause');
  const nulls = said ? (childOf(said, 'FirstKeyword') ? 'first' : 'last') : descending ? 'last' : 'first';
  return { value: go(part(node, 0)), descending, nulls };
}

function readSummarize(node: KustoNode, columns: readonly KqlColumn[]): KqlStep {
  withoutParameters(node);
  const clause = childOf(node, 'SummarizeByClause');
  const keys = separated(clause && childOf(clause, 'List'));
  const by = positional(keys, columns);
  let position = by.length;
  const items = separated(listsOf(node).at(-1)).map((item) => {
    const value =
      item.kind === 'SimpleNamedExpression' || item.kind === 'CompoundNamedExpression' ? part(item, 2) : item;
    const tuple = value.type === 'tuple' ? value.columns().length : 1;
    const single = item.kind === 'SimpleNamedExpression' && tuple === 1;
    const names = single ? [nameIn(part(item, 0))] : columns.slice(position, position + tuple).map((c) => c.name);
    position += names.length;
    return { names, value: go(value) };
  });
  return { kind: 'summarize', items, by, at: node.start, columns };
}

function readExpand(node: KustoNode, columns: readonly KqlColumn[]): KqlStep {
  let indexName: string | undefined;
  let arrays = false;
  for (const given of separatedOrBare(listsOf(node)[0])) {
    const name = nameIn(part(given, 0));
    if (name === 'with_itemindex') indexName = nameIn(part(given, 2));
    else if (name === 'bagexpansion' || name === 'kind')
      arrays = part(given, 2).start >= 0 && nameIn(part(given, 2)) === 'array';
    else throw new NotKnown(`the parameter ${name}`, given.start);
  }
  const clause = childOf(node, 'MvExpandRowLimitClause');
  const items = separated(listsOf(node).at(-1)).map(readExpandItem);
  const limit = clause && go(part(clause, 1));
  return { kind: 'mv-expand', items, indexName, limit, arrays, at: node.start, columns };
}

function readApply(node: KustoNode, inputs: readonly KqlColumn[], columns: readonly KqlColumn[]): KqlStep {
  let indexName: string | undefined;
  for (const given of separatedOrBare(listsOf(node)[0])) {
    const name = nameIn(part(given, 0));
    if (name !== 'with_itemindex') throw new NotKnown(`the parameter ${name}`, given.start);
    indexName = nameIn(part(given, 2));
  }
  const body = childOf(node, 'MvApplySubqueryExpression');
  if (body === undefined || childOf(node, 'MvApplyContextIdClause') || childOf(node, 'MvApplyRowLimitClause'))
    throw new NotKnown('mv-apply with a limit or an id', node.start);
  const items = separated(listsOf(node).at(-1)).map(readExpandItem);
  const index = indexName === undefined ? [] : [{ name: indexName, type: 'long' } as const];
  const inner = [...innerColumns(inputs, items), ...index];
  return { kind: 'mv-apply', items, indexName, body: readBody(part(body, 1), inner), at: node.start, columns };
}

function readExpandItem(item: KustoNode): KqlExpand {
  const value = part(item, 0);
  const isNamed = value.kind === 'SimpleNamedExpression';
  if (!isNamed && value.kind !== 'NameReference') throw new NotKnown('an expanded value without a name', item.start);
  const cast = childOf(item, 'ToTypeOfClause');
  const inner = go(isNamed ? part(value, 2) : value);
  const type = cast ? nameIn(separated(childOf(part(cast, 1), 'List'))[0] ?? item) : 'dynamic';
  return {
    name: nameIn(isNamed ? part(value, 0) : value),
    value: inner,
    type: scalarType(type, item.start),
    cast: cast !== undefined,
  };
}

/** `innerunique`, the default, keeps any one of equal left rows: which one is not said. */
const flavours = ['inner', 'leftouter', 'leftsemi', 'leftanti', 'anti'];

function readJoin(node: KustoNode, inputs: readonly KqlColumn[], columns: readonly KqlColumn[]): KqlStep {
  let flavour = 'innerunique';
  for (const given of separatedOrBare(listsOf(node)[0])) {
    const name = nameIn(part(given, 0));
    if (name === 'kind') flavour = nameIn(part(given, 2));
    else if (!name.startsWith('hint.')) throw new NotKnown(`the parameter ${name}`, given.start);
  }
  if (!flavours.includes(flavour)) throw new NotKnown(`join kind=${flavour}`, node.start);
  const side = node.children.find(isTabular) ?? childOf(node, 'ParenthesizedExpression');
  const clause = childOf(node, 'JoinOnClause');
  if (side === undefined || clause === undefined) throw new NotKnown('this join', node.start);
  const on = separated(childOf(clause, 'List')).map((condition) => {
    if (condition.kind === 'NameReference') return { left: nameIn(condition), right: nameIn(condition) };
    const [first, second] = [part(condition, 0), part(condition, 2)];
    if (condition.kind !== 'EqualExpression' || first.kind !== 'PathExpression' || second.kind !== 'PathExpression')
      throw new NotKnown('this condition of a join', condition.start);
    const turned = nameIn(part(first, 0)) === '$right';
    const [left, right] = turned ? [second, first] : [first, second];
    return { left: nameIn(part(left, 2)), right: nameIn(part(right, 2)) };
  });
  const rights = side.columns();
  const renamed = columns
    .slice(inputs.length)
    .map((column, i) => ({ from: rights[i]?.name ?? column.name, to: column.name }));
  return { kind: 'join', flavour, right: readPipeline(side), on, renamed, at: node.start, columns };
}

/** `kind=outer` and `isfuzzy=true` change nothing where all tables are known. */
export function withoutUnionParameters(node: KustoNode): void {
  for (const given of separatedOrBare(listsOf(node)[0])) {
    const name = nameIn(part(given, 0));
    if (name !== 'isfuzzy' && !(name === 'kind' && nameIn(part(given, 2)) === 'outer'))
      throw new NotKnown(`the parameter ${name}`, given.start);
  }
}
