/** Reads a YARA-L rule by its documented grammar, strictly: what it does not know is an error. */

import type { Token } from './tokens.ts';
import { tokenize } from './tokens.ts';

export interface ParsedRule {
  readonly name: string;
  readonly meta: readonly (readonly [key: string, value: string])[];
  readonly events: readonly Expression[];
  readonly match: { readonly variables: readonly string[]; readonly over: string } | undefined;
  readonly outcome: readonly (readonly [name: string, value: Expression])[];
  readonly condition: Expression;
  readonly options: ReadonlyMap<string, string>;
}

export type Expression =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Expression[] }
  | { readonly kind: 'not'; readonly operand: Expression }
  | {
      readonly kind: 'compare';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
      readonly nocase: boolean;
    }
  | { readonly kind: 'nocase'; readonly operand: Expression }
  | { readonly kind: 'minus'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'string' | 'raw' | 'regex'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'count'; readonly name: string }
  | {
      readonly kind: 'path';
      readonly variable: string;
      readonly modifier: 'any' | 'all' | undefined;
      readonly steps: readonly (string | number | { readonly key: string })[];
    };

const keywords = new Set(
  'rule meta events match outcome condition options over and or not any all nocase in of true false before after by'.split(
    ' ',
  ),
);

/** The rule, or a thrown SyntaxError. */
export function parseRule(source: string): ParsedRule {
  return new Parser(tokenize(source)).rule();
}

class Parser {
  private at = 0;
  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  rule(): ParsedRule {
    this.word('rule');
    const name = this.identifier();
    this.sign('{');
    this.header('meta');
    const meta: [string, string][] = [];
    while (this.peek()?.kind === 'word' && this.peek(1)?.text === '=') {
      const key = this.identifier();
      this.sign('=');
      meta.push([key, plainText(this.take('string').text)]);
    }
    this.header('events');
    const events: Expression[] = [];
    while (!this.isHeader()) events.push(this.expression());
    const match = this.optional('match', () => this.match());
    const outcome: [string, Expression][] = [];
    this.optional('outcome', () => {
      while (!this.isHeader()) {
        const variable = this.take('variable').text.slice(1);
        this.sign('=');
        outcome.push([variable, this.expression()]);
      }
    });
    this.header('condition');
    const condition = this.expression();
    const options = new Map<string, string>();
    this.optional('options', () => {
      while (this.peek()?.kind === 'word') {
        const key = this.take('word').text;
        this.sign('=');
        options.set(key, this.next().text);
      }
    });
    this.sign('}');
    if (this.at < this.tokens.length) this.fail('after the rule');
    return { name, meta, events, match, outcome, condition, options };
  }

  private match(): ParsedRule['match'] {
    const variables = [this.take('variable').text.slice(1)];
    while (this.peek()?.text === ',') {
      this.at += 1;
      variables.push(this.take('variable').text.slice(1));
    }
    this.word('over');
    return { variables, over: this.take('duration').text };
  }

  private expression(): Expression {
    return this.joined('or', () => this.joined('and', () => this.negation()));
  }

  private joined(word: 'and' | 'or', operand: () => Expression): Expression {
    const first = operand();
    const operands = [first];
    while (this.peek()?.kind === 'word' && this.peek()?.text === word) {
      this.at += 1;
      operands.push(operand());
    }
    return operands.length === 1 ? first : { kind: word, operands };
  }

  private negation(): Expression {
    if (this.peek()?.text !== 'not') return this.comparison();
    this.at += 1;
    return { kind: 'not', operand: this.negation() };
  }

  private comparison(): Expression {
    const left = this.sum();
    const operator = this.peek();
    if (operator?.kind !== 'sign' || !/^(=|!=|<|<=|>|>=)$/.test(operator.text)) {
      return this.nocase() ? { kind: 'nocase', operand: left } : left;
    }
    this.at += 1;
    return { kind: 'compare', operator: operator.text, left, right: this.sum(), nocase: this.nocase() };
  }

  private nocase(): boolean {
    if (this.peek()?.text !== 'nocase') return false;
    this.at += 1;
    return true;
  }

  private sum(): Expression {
    let left = this.primary();
    while (this.peek()?.text === '-') {
      this.at += 1;
      left = { kind: 'minus', left, right: this.primary() };
    }
    return left;
  }

  private primary(): Expression {
    const token = this.next();
    switch (token.kind) {
      case 'string':
        return { kind: 'string', value: plainText(token.text) };
      case 'raw':
      case 'regex':
        return { kind: token.kind, value: token.text };
      case 'number':
        return { kind: 'number', value: Number(token.text) };
      case 'hash':
        return { kind: 'count', name: token.text.slice(1) };
      case 'variable':
        return this.path(token.text.slice(1), undefined);
      case 'word':
        if (token.text === 'true' || token.text === 'false') return { kind: 'bool', value: token.text === 'true' };
        if (token.text === 'any' || token.text === 'all')
          return this.path(this.take('variable').text.slice(1), token.text);
        return this.call(token.text);
      case 'sign':
        if (token.text === '(') {
          const inner = this.expression();
          this.sign(')');
          return inner;
        }
        return this.fail(token.text);
      case 'duration':
        return this.fail(token.text);
    }
  }

  private call(first: string): Expression {
    let name = first;
    while (this.peek()?.text === '.') {
      this.at += 1;
      name += `.${this.take('word').text}`;
    }
    this.sign('(');
    const args = [this.expression()];
    while (this.peek()?.text === ',') {
      this.at += 1;
      args.push(this.expression());
    }
    this.sign(')');
    return { kind: 'call', name, args };
  }

  private path(variable: string, modifier: 'any' | 'all' | undefined): Expression {
    const steps: (string | number | { key: string })[] = [];
    for (;;) {
      if (this.peek()?.text === '.') {
        this.at += 1;
        steps.push(this.take('word').text);
      } else if (this.peek()?.text === '[') {
        this.at += 1;
        const inside = this.next();
        if (inside.kind === 'string') steps.push({ key: plainText(inside.text) });
        else if (inside.kind === 'number') steps.push(Number(inside.text));
        else this.fail(inside.text);
        this.sign(']');
      } else break;
    }
    if (modifier !== undefined && steps.length === 0) this.fail(`${modifier} $${variable}`);
    return { kind: 'path', variable, modifier, steps };
  }

  private optional<T>(name: string, read: () => T): T | undefined {
    if (this.peek()?.text !== name || this.peek(1)?.text !== ':') return undefined;
    this.at += 2;
    return read();
  }

  private isHeader(): boolean {
    return (
      this.peek() === undefined ||
      this.peek()?.text === '}' ||
      (this.peek()?.kind === 'word' && this.peek(1)?.text === ':')
    );
  }

  private header(name: string): void {
    this.word(name);
    this.sign(':');
  }

  private identifier(): string {
    const { text } = this.take('word');
    if (keywords.has(text.toLowerCase())) this.fail(text);
    return text;
  }

  private word(text: string): void {
    if (this.take('word').text !== text) this.fail(text);
  }

  private sign(text: string): void {
    const token = this.next();
    if (token.kind !== 'sign' || token.text !== text) this.fail(`${token.text}, wanted ${text}`);
  }

  private take(kind: Token['kind']): Token {
    const token = this.next();
    if (token.kind !== kind) this.fail(`${token.text}, wanted a ${kind}`);
    return token;
  }

  private next(): Token {
    const token = this.tokens[this.at];
    if (token === undefined) return this.fail('the end');
    this.at += 1;
    return token;
  }

  private peek(ahead = 0): Token | undefined {
    return this.tokens[this.at + ahead];
  }

  private fail(what: string): never {
    throw new SyntaxError(`line ${this.tokens[this.at - 1]?.line ?? 0}: unexpected ${what}`);
  }
}

function plainText(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(.)/g, (_, c: string) => (c === 't' ? '\t' : c));
}
