import type { Json } from '../../ir/json.ts';
import type { TraceLine } from '../runner.ts';
import type { Cells } from './cell.ts';
import { isMany } from './cell.ts';
import { compileExpression, fieldsIn } from './run-expression.ts';
import { compileCommand } from './run-pipeline.ts';
import { compileSearch } from './run-search.ts';
import { showExpression, showTerm } from './show.ts';
import type { Expression, Search, Term } from './syntax.ts';

/** How each condition of a search answers on one event: the terms of the base search, then the rows of each `where`. */
export function traceSearch(search: Search, event: Cells, macros: ReadonlyMap<string, Term>): readonly TraceLine[] {
  const lines: TraceLine[] = [];
  traceTerm(search.base, event, macros, 0, lines);
  let cells = new Map(event);
  for (const command of search.commands) {
    if (command.kind === 'stats' || command.kind === 'streamstats' || command.kind === 'eventstats') break;
    if (command.kind === 'where') traceExpression(command.condition, cells, command.line, 0, lines);
    else if (command.kind === 'search') traceTerm(command.term, cells, macros, 0, lines);
    else {
      const [next] = compileCommand(command, macros).run([{ cells, sources: [0] }], 0);
      if (next === undefined) break;
      cells = new Map(next.cells);
    }
  }
  return lines;
}

function traceTerm(
  term: Term,
  cells: Cells,
  macros: ReadonlyMap<string, Term>,
  depth: number,
  lines: TraceLine[],
): void {
  if (term.kind === 'and' && depth === 0) {
    for (const operand of term.operands) traceTerm(operand, cells, macros, depth, lines);
    return;
  }
  const saw = term.kind === 'field' ? [sawOf(term.name, cells)] : [];
  lines.push({ depth, text: showTerm(term), line: 1, answer: String(compileSearch(term, macros)(cells)), saw });
}

function traceExpression(expression: Expression, cells: Cells, line: number, depth: number, lines: TraceLine[]): void {
  const joined = expression.kind === 'and' || expression.kind === 'or';
  if (expression.kind === 'and' && depth === 0) {
    for (const operand of expression.operands) traceExpression(operand, cells, line, depth, lines);
    return;
  }
  const answer = String(compileExpression(expression)(cells, 0));
  if (!joined) {
    const saw = [...new Set(fieldsIn(expression))].map((name) => sawOf(name, cells));
    lines.push({ depth, text: showExpression(expression), line, answer, saw });
    return;
  }
  lines.push({ depth, text: expression.kind === 'and' ? 'all of' : 'any of', line, answer, saw: [] });
  for (const operand of expression.operands) traceExpression(operand, cells, line, depth + 1, lines);
}

function sawOf(name: string, cells: Cells): { readonly name: string; readonly value: Json | undefined } {
  const cell = cells.get(name) ?? null;
  return { name, value: cell === null ? undefined : isMany(cell) ? [...cell] : cell };
}
