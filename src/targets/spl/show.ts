import type { Expression, Term } from './syntax.ts';

/** A condition that was read, on one line, for traces. */
export function showExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'field':
      return /^[A-Za-z_][A-Za-z0-9_]*$/.test(expression.name) ? expression.name : `'${expression.name}'`;
    case 'string':
      return JSON.stringify(expression.value);
    case 'number':
      return expression.text;
    case 'call':
      return `${expression.name}(${expression.args.map(showExpression).join(', ')})`;
    case 'compare':
    case 'arithmetic':
      return `${showExpression(expression.left)}${expression.operator}${showExpression(expression.right)}`;
    case 'not':
      return `NOT ${showExpression(expression.operand)}`;
    case 'and':
    case 'or':
    case 'xor':
      return `(${expression.operands.map(showExpression).join(` ${expression.kind.toUpperCase()} `)})`;
  }
}

/** A term of a base search, on one line. */
export function showTerm(term: Term): string {
  switch (term.kind) {
    case 'all':
      return '*';
    case 'macro':
      return `\`${term.name}\``;
    case 'text':
      return JSON.stringify(term.text);
    case 'field': {
      const values = term.values.map((value) => JSON.stringify(value));
      return values.length === 1
        ? `${term.name}${term.operator}${values.join()}`
        : `${term.name} IN (${values.join(', ')})`;
    }
    case 'not':
      return `NOT ${showTerm(term.operand)}`;
    case 'and':
    case 'or':
      return `(${term.operands.map(showTerm).join(term.kind === 'and' ? ' ' : ' OR ')})`;
  }
}
