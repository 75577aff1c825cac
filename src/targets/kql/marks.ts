import { printJson } from '../../ir/json.ts';
import type { KqlExpression } from './ast.ts';

/** A number for an expression: the same for the same text, whether or not it is the same node. */
export type MarkOf = (e: KqlExpression) => number;

/** Starts numbering. A node is looked at once, however often it stands in others. */
export function startMarks(): MarkOf {
  const known = new Map<KqlExpression, number>();
  const numbers = new Map<string, number>();
  const markOf: MarkOf = (e) => {
    const before = known.get(e);
    if (before !== undefined) return before;
    const text = describe(e, markOf);
    const mark = numbers.get(text) ?? numbers.size;
    numbers.set(text, mark);
    known.set(e, mark);
    return mark;
  };
  return markOf;
}

function describe(e: KqlExpression, markOf: MarkOf): string {
  const each = (parts: readonly KqlExpression[]): string => parts.map(markOf).join(' ');
  switch (e.kind) {
    case 'column':
      return `column ${e.name}`;
    case 'element':
      return `element ${e.depth}`;
    case 'literal':
      return `literal ${e.type} ${e.type === 'timespan' ? e.seconds : printJson(e.value)}`;
    case 'null':
      return `null ${e.type}`;
    case 'regex':
      return `regex ${e.pattern}`;
    case 'list':
      return `list ${e.name} ${e.watchlist ?? ''} ${each(e.values)}`;
    case 'path':
      return `path ${markOf(e.of)} ${JSON.stringify(e.steps)}`;
    case 'call':
      return `call ${e.name} ${each(e.args)}`;
    case 'binary':
      return `binary ${e.operator} ${markOf(e.left)} ${markOf(e.right)}`;
    case 'in':
      return `in ${e.negated} ${e.ignoreCase} ${markOf(e.subject)} ${markOf(e.list)}`;
    case 'and':
    case 'or':
      return `${e.kind} ${each(e.operands)}`;
    case 'not':
      return `not ${markOf(e.operand)}`;
    case 'computed':
      return `computed ${markOf(e.value)}`;
    case 'gathered': {
      const { take } = e;
      const what = take.kind === 'walk' ? JSON.stringify(take.keys) : markOf(take.where);
      const as = take.kind === 'count' ? take.as : take.kind === 'collect' ? markOf(take.value) : '';
      return `gathered ${take.kind} ${as} ${markOf(e.list)} ${what}`;
    }
    case 'star':
      return 'star';
  }
}
