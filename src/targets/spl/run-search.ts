import type { Cells } from './cell.ts';
import { manyOf, numberOf } from './cell.ts';
import type { Term } from './syntax.ts';

/** Whether a search finds an event: ignoring the case of values, any value of a field counts, `*` is any text. */
export type Finds = (cells: Pick<Cells, 'get'>) => boolean;

/** Makes a search ready to run. A macro other than those given is the source: everything of the home. */
export function compileSearch(term: Term, macros: ReadonlyMap<string, Term>): Finds {
  switch (term.kind) {
    case 'all':
      return () => true;
    case 'macro': {
      const known = macros.get(term.name);
      return known === undefined ? () => true : compileSearch(known, macros);
    }
    case 'text': {
      const matches = pattern(`*${term.text}*`);
      return (cells) => manyOf(cells.get('_raw') ?? null).some(matches);
    }
    case 'field':
      return compileField(term);
    case 'and': {
      const operands = term.operands.map((operand) => compileSearch(operand, macros));
      return (cells) => operands.every((finds) => finds(cells));
    }
    case 'or': {
      const operands = term.operands.map((operand) => compileSearch(operand, macros));
      return (cells) => operands.some((finds) => finds(cells));
    }
    case 'not': {
      const operand = compileSearch(term.operand, macros);
      return (cells) => !operand(cells);
    }
  }
}

function compileField({ name, operator, values }: Extract<Term, { kind: 'field' }>): Finds {
  if (operator === '=' || operator === '!=') {
    const patterns = values.map(pattern);
    const wanted = operator === '=';
    return (cells) =>
      manyOf(cells.get(name) ?? null).some((value) => patterns.some((matches) => matches(value)) === wanted);
  }
  const [bound = ''] = values;
  return (cells) => manyOf(cells.get(name) ?? null).some((value) => inOrder(value, operator, bound));
}

function inOrder(value: string, operator: string, bound: string): boolean {
  const [x, y] = [numberOf(value), numberOf(bound)];
  if (x === null || y === null) return false;
  if (operator === '<') return x < y;
  if (operator === '<=') return x <= y;
  return operator === '>' ? x > y : x >= y;
}

/** A value of `search`: `*` stands for any text and cannot be escaped, case is ignored. */
function pattern(value: string): (text: string) => boolean {
  const parts = value.toLowerCase().split('*');
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return (text) => text.toLowerCase() === first;
  return (text) => {
    const lower = text.toLowerCase();
    if (lower.length < first.length + last.length || !lower.startsWith(first) || !lower.endsWith(last)) return false;
    let at = first.length;
    for (const part of rest) {
      const found = lower.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= lower.length - last.length;
  };
}
