import type { Expression } from './syntax.ts';
import type { Tokens } from './tokens.ts';
import { NotRead } from './tokens.ts';

const mode = 'expression';

/** An expression of `where` and `eval`: parentheses, then NOT, AND, OR, XOR in order of binding. */
export function parseExpression(tokens: Tokens): Expression {
  return joined(tokens, 'xor', (t) => joined(t, 'or', (u) => joined(u, 'and', parseNot)));
}

function joined(tokens: Tokens, kind: 'and' | 'or' | 'xor', operand: (tokens: Tokens) => Expression): Expression {
  const first = operand(tokens);
  const operands = [first];
  while (tokens.eat(mode, kind.toUpperCase())) operands.push(operand(tokens));
  return operands.length === 1 ? first : { kind, operands };
}

function parseNot(tokens: Tokens): Expression {
  return tokens.eat(mode, 'NOT') ? { kind: 'not', operand: parseNot(tokens) } : parseComparison(tokens);
}

function parseComparison(tokens: Tokens): Expression {
  const left = parseSum(tokens);
  for (const operator of ['==', '!=', '<=', '>=', '<', '>', '=']) {
    if (!tokens.eat(mode, operator)) continue;
    return { kind: 'compare', operator: operator === '=' ? '==' : operator, left, right: parseSum(tokens) };
  }
  if (tokens.eat(mode, 'IN')) return { kind: 'call', name: 'in', args: [left, ...parseArguments(tokens)] };
  if (tokens.eat(mode, 'LIKE')) return { kind: 'call', name: 'like', args: [left, parseSum(tokens)] };
  return left;
}

function parseSum(tokens: Tokens): Expression {
  let left = parseProduct(tokens);
  for (;;) {
    const operator = ['+', '-', '.'].find((sign) => tokens.eat(mode, sign));
    if (operator === undefined) return left;
    left = { kind: 'arithmetic', operator, left, right: parseProduct(tokens) };
  }
}

function parseProduct(tokens: Tokens): Expression {
  let left = parsePrimary(tokens);
  for (;;) {
    const operator = ['*', '/', '%'].find((sign) => tokens.eat(mode, sign));
    if (operator === undefined) return left;
    left = { kind: 'arithmetic', operator, left, right: parsePrimary(tokens) };
  }
}

function parsePrimary(tokens: Tokens): Expression {
  if (tokens.eat(mode, '(')) {
    const inner = parseExpression(tokens);
    tokens.expect(mode, ')');
    return inner;
  }
  if (tokens.eat(mode, '-')) {
    const next = tokens.peek(mode);
    if (next.kind === 'number') return { kind: 'number', text: `-${tokens.take(mode).text}` };
    return { kind: 'arithmetic', operator: '-', left: { kind: 'number', text: '0' }, right: parsePrimary(tokens) };
  }
  const token = tokens.take(mode);
  switch (token.kind) {
    case 'string':
      return { kind: 'string', value: token.text };
    case 'number':
      return { kind: 'number', text: token.text };
    case 'field':
      return { kind: 'field', name: token.text };
    case 'name': {
      const next = tokens.peek(mode);
      if (next.kind === 'sign' && next.text === '(')
        return { kind: 'call', name: token.text.toLowerCase(), args: parseArguments(tokens) };
      return { kind: 'field', name: token.text };
    }
    case 'macro':
      throw new NotRead(`the macro ${JSON.stringify(token.text)} inside an expression`, token.at);
    case 'sign':
    case 'end':
      throw new NotRead(
        token.kind === 'end'
          ? 'the end of the text inside an expression'
          : `${JSON.stringify(token.text)} where a value is expected`,
        token.at,
      );
  }
}

function parseArguments(tokens: Tokens): Expression[] {
  tokens.expect(mode, '(');
  const args: Expression[] = [];
  if (tokens.eat(mode, ')')) return args;
  do args.push(parseExpression(tokens));
  while (tokens.eat(mode, ','));
  tokens.expect(mode, ')');
  return args;
}
