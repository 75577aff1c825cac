import type { TraceLine } from '../runner.ts';
import type { Compiling, Get, Run, RunRow } from './run-context.ts';
import { directParts, partsOf } from './run-context.ts';
import { asJson } from './run-convert.ts';
import { compileExpression } from './run-expression.ts';
import { textOf } from './run-text.ts';
import type { KqlNode } from './syntax.ts';

interface Traced {
  readonly depth: number;
  readonly text: string;
  readonly line: number;
  readonly get: Get;
  readonly reads: readonly string[];
}

/** The conditions of a filter, from outside in. Filters that see other rows cannot be told row by row. */
export function compileTrace(
  node: KqlNode,
  c: Compiling,
  text: string,
): (row: RunRow, run: Run) => readonly TraceLine[] {
  const conditions: Traced[] = [];
  const visit = (part: KqlNode, depth: number): void => {
    const isNot = part.kind === 'call' && part.name === 'not';
    const inner = part.kind === 'and' || part.kind === 'or' || isNot;
    const flat = part.kind === 'and' && depth === 0;
    if (!flat) {
      conditions.push({
        depth,
        text: text.slice(part.at, part.end).replace(/\s+/g, ' ').trim(),
        line: text.slice(0, part.at).split('\n').length,
        get: compileExpression(part, c),
        reads: inner ? [] : [...new Set([...partsOf(part)].flatMap((p) => (p.kind === 'column' ? [p.name] : [])))],
      });
    }
    if (inner) for (const operand of directParts(part)) visit(operand, flat ? depth : depth + 1);
  };
  visit(node, 0);
  return (row, run) =>
    conditions.map(({ depth, text: words, line, get, reads }) => {
      const answer = get(row.values, run);
      const saw = reads.map((name) => ({ name, value: asJson(row.values[name] ?? null) }));
      return { depth, text: words, line, answer: answer === null ? 'null' : textOf(answer), saw };
    });
}
