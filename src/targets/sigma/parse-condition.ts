import type { ConditionExpression } from './condition.ts';
import type { Place } from './syntax.ts';
import { Uncovered } from './syntax.ts';

interface Token {
  readonly text: string;
  readonly at: number;
}

const words = ['and', 'or', 'not', 'of'];

/**
 * Reads a condition by the grammar that pySigma has: `or` binds loosest, then `and`, then `not`; words in lower case; `1`, `any` and
 * `all` quantify. `placeAt` tells where an offset of the text stands in the file.
 */
export function parseCondition(text: string, placeAt: (offset: number) => Place): ConditionExpression {
  const tokens: Token[] = [...text.matchAll(/[()]|[A-Za-z0-9_*-]+|\S/g)].map((m) => ({ text: m[0], at: m.index }));
  let next = 0;
  const peek = (): string | undefined => tokens[next]?.text;
  const refuse = (what: string): never => {
    throw new Uncovered(what, placeAt(tokens[next]?.at ?? text.length));
  };
  const joined = (kind: 'and' | 'or', operand: () => ConditionExpression): ConditionExpression => {
    const operands = [operand()];
    while (peek() === kind) {
      next += 1;
      operands.push(operand());
    }
    const [only, ...more] = operands;
    return only !== undefined && more.length === 0 ? only : { kind, operands };
  };
  const or = (): ConditionExpression => joined('or', and);
  const and = (): ConditionExpression => joined('and', not);
  const not = (): ConditionExpression => {
    if (peek() !== 'not') return operand();
    next += 1;
    return { kind: 'not', operand: not() };
  };
  const operand = (): ConditionExpression => {
    const token = peek();
    if (token === undefined) return refuse('a condition that ends too early');
    if (token === '(') {
      next += 1;
      const inner = or();
      if (peek() !== ')') return refuse('parentheses that are not closed');
      next += 1;
      return inner;
    }
    if (tokens[next + 1]?.text === 'of') return quantified(token);
    if (!/^[A-Za-z0-9_-]+$/.test(token) || words.includes(token.toLowerCase()))
      return refuse(`"${token}" in a condition`);
    next += 1;
    return { kind: 'name', name: token };
  };
  const quantified = (token: string): ConditionExpression => {
    if (token !== '1' && token !== 'any' && token !== 'all') return refuse(`"${token} of"`);
    const pattern = tokens[next + 2]?.text ?? '';
    if (!/^[A-Za-z0-9*_]+$/.test(pattern)) return refuse(`the pattern "${pattern}" after "of"`);
    next += 3;
    return { kind: 'of', quantity: token === 'all' ? 'all' : '1', pattern };
  };
  const whole = or();
  return next < tokens.length ? refuse(`"${peek()}" in a condition`) : whole;
}

/** The identifiers that `… of PATTERN` means: those that begin with `_` only where the pattern does. */
export function namesMeant(pattern: string, names: readonly string[]): readonly string[] {
  const open = names.filter((name) => !name.startsWith('_') || pattern.startsWith('_'));
  if (pattern === 'them') return open;
  const shape = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
  return open.filter((name) => shape.test(name));
}

/** The identifiers that a condition uses. */
export function namesIn(condition: ConditionExpression, names: readonly string[]): readonly string[] {
  switch (condition.kind) {
    case 'name':
      return [condition.name];
    case 'of':
      return namesMeant(condition.pattern, names);
    case 'and':
    case 'or':
      return condition.operands.flatMap((operand) => namesIn(operand, names));
    case 'not':
      return namesIn(condition.operand, names);
  }
}
