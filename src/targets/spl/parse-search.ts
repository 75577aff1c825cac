import type { Comparison, Term } from './syntax.ts';
import type { Tokens } from './tokens.ts';
import { NotRead } from './tokens.ts';

const mode = 'search';

/** What the base search and `search` take, up to the next pipe: OR binds tighter than the AND between terms, NOT tighter still. */
export function parseSearch(tokens: Tokens): Term {
  const operands: Term[] = [];
  for (;;) {
    const next = tokens.peek(mode);
    if (next.kind === 'end' || (next.kind === 'sign' && (next.text === '|' || next.text === ')'))) break;
    tokens.eat(mode, 'AND');
    operands.push(parseOr(tokens));
  }
  const [only, ...more] = operands;
  if (only === undefined) return { kind: 'all' };
  return more.length === 0 ? only : { kind: 'and', operands };
}

function parseOr(tokens: Tokens): Term {
  const first = parseNot(tokens);
  const operands = [first];
  while (tokens.eat(mode, 'OR')) operands.push(parseNot(tokens));
  return operands.length === 1 ? first : { kind: 'or', operands };
}

function parseNot(tokens: Tokens): Term {
  return tokens.eat(mode, 'NOT') ? { kind: 'not', operand: parseNot(tokens) } : parseTerm(tokens);
}

const comparisons: readonly string[] = ['=', '!=', '<=', '>=', '<', '>'];

function parseTerm(tokens: Tokens): Term {
  if (tokens.eat(mode, '(')) {
    const inner = parseSearch(tokens);
    tokens.expect(mode, ')');
    return inner;
  }
  const token = tokens.take(mode);
  if (token.kind === 'macro') return { kind: 'macro', name: token.text };
  if (token.kind === 'field')
    throw new NotRead(`the single quotes of '${token.text}' in search (they are text there, not a field)`, token.at);
  if (token.kind !== 'name' && token.kind !== 'string')
    throw new NotRead(`${JSON.stringify(token.text)} in search`, token.at);
  const next = tokens.peek(mode);
  if (next.kind === 'sign' && comparisons.includes(next.text)) {
    const operator = tokens.take(mode).text as Comparison; // one of the list above
    return { kind: 'field', name: token.text, operator, values: [wantedValue(tokens)] };
  }
  if (next.kind === 'name' && next.text.toUpperCase() === 'IN') {
    tokens.take(mode);
    tokens.expect(mode, '(');
    const values = [wantedValue(tokens)];
    while (tokens.eat(mode, ',')) values.push(wantedValue(tokens));
    tokens.expect(mode, ')');
    return { kind: 'field', name: token.text, operator: '=', values };
  }
  return token.text === '*' ? { kind: 'all' } : { kind: 'text', text: token.text };
}

function wantedValue(tokens: Tokens): string {
  const token = tokens.take(mode);
  if (token.kind === 'name' || token.kind === 'string') return token.text;
  throw new NotRead(`${JSON.stringify(token.text)} as a value in search`, token.at);
}
