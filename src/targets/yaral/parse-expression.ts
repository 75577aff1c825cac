import type { PathPart } from './ast.ts';
import type { ComparisonSign, Expression, ExpressionShape, Path, Place } from './syntax.ts';
import type { Token } from './tokens.ts';
import { Unreadable } from './tokens.ts';

/** Words that are no names. https://docs.cloud.google.com/chronicle/docs/yara-l/yara-l-2-0-syntax#keywords */
const keywords = new Set(
  'rule meta events match outcome condition options setup export over and or not any all nocase in of true false before after by'.split(
    ' ',
  ),
);

const signs: readonly string[] = ['=', '!=', '<', '<=', '>', '>='] satisfies ComparisonSign[];

function isComparison(text: string): text is ComparisonSign {
  return signs.includes(text);
}

/** Reads expressions: `not` binds tightest, then `and`, then `or`; rows side by side are "and" and bind loosest. */
export class ExpressionReader {
  private at = 0;
  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  protected expression(): Expression {
    return this.joined('or', () => this.joined('and', () => this.negation()));
  }

  private joined(word: 'and' | 'or', operand: () => Expression): Expression {
    const start = this.peek();
    const first = operand();
    const operands = [first];
    while (this.isWord(word)) {
      this.at += 1;
      operands.push(operand());
    }
    return operands.length === 1 ? first : this.node(start, { kind: word, operands });
  }

  private negation(): Expression {
    const start = this.peek();
    if (!this.isWord('not') && start.text !== '!') return this.comparison();
    this.at += 1;
    return this.node(start, { kind: 'not', operand: this.negation() });
  }

  private comparison(): Expression {
    const start = this.peek();
    const left = this.sum();
    const { kind, text } = this.peek();
    if (kind === 'sign' && isComparison(text)) {
      this.at += 1;
      const right = this.sum();
      return this.node(start, { kind: 'compare', sign: text, left, right, nocase: this.nocase() });
    }
    if (this.isWord('in')) {
      this.at += 1;
      const how = this.isWord('regex') ? 'regex' : this.isWord('cidr') ? 'cidr' : 'plain';
      if (how !== 'plain') this.at += 1;
      const list = this.listName();
      return this.node(start, { kind: 'in', how, left, list, nocase: this.nocase() });
    }
    return this.nocase() ? this.node(start, { kind: 'nocase', operand: left }) : left;
  }

  private nocase(): boolean {
    if (!this.isWord('nocase')) return false;
    this.at += 1;
    return true;
  }

  private listName(): string {
    this.sign('%');
    const name = this.take('word').text;
    return this.accept('.') ? `${name}.${this.take('word').text}` : name;
  }

  private sum(): Expression {
    const start = this.peek();
    let left = this.product();
    for (let sign = this.peek().text; sign === '+' || sign === '-'; sign = this.peek().text) {
      this.at += 1;
      left = this.node(start, { kind: 'arithmetic', sign, left, right: this.product() });
    }
    return left;
  }

  private product(): Expression {
    const start = this.peek();
    let left = this.primary();
    for (let sign = this.peek().text; sign === '*' || sign === '/' || sign === '%'; sign = this.peek().text) {
      this.at += 1;
      left = this.node(start, { kind: 'arithmetic', sign, left, right: this.primary() });
    }
    return left;
  }

  private primary(): Expression {
    const token = this.next();
    switch (token.kind) {
      case 'string':
        return this.node(token, { kind: 'string', value: this.textOf(token) });
      case 'raw':
      case 'regex':
        return this.node(token, { kind: token.kind, value: token.text });
      case 'number':
        return this.number(token);
      case 'hash':
        return this.node(token, { kind: 'count', name: token.text.slice(1) });
      case 'variable':
        return this.node(token, this.path(token, undefined));
      case 'word':
        return this.named(token);
      case 'sign': {
        if (token.text !== '(') return this.fail(token);
        const operand = this.expression();
        this.sign(')');
        return this.node(token, { kind: 'group', operand });
      }
      case 'duration':
      case 'end':
        return this.fail(token);
    }
  }

  private number(token: Token): Expression {
    if (token.text.includes('.')) return this.node(token, { kind: 'float', value: Number(token.text) });
    return this.isWord('of')
      ? this.someOf(token, Number(token.text))
      : this.node(token, { kind: 'int', value: BigInt(token.text) });
  }

  private named(token: Token): Expression {
    const word = token.text.toLowerCase();
    if (word === 'true' || word === 'false') return this.node(token, { kind: 'bool', value: word === 'true' });
    if (word === 'any' || word === 'all')
      return this.isWord('of') ? this.someOf(token, word) : this.node(token, this.path(this.take('variable'), word));
    let name = token.text;
    while (this.accept('.')) name += `.${this.take('word').text}`;
    this.sign('(');
    const args: Expression[] = [];
    if (!this.accept(')')) {
      do {
        if (this.peek().kind === 'word' && this.peek(1).text === ':')
          throw new Unreadable(`a named argument of ${name}`, this.peek());
        args.push(this.expression());
      } while (this.accept(','));
      this.sign(')');
    }
    return this.node(token, { kind: 'call', name, args });
  }

  private someOf(start: Token, how: 'any' | 'all' | number): Expression {
    this.at += 1;
    this.sign('[');
    const operands = [this.expression()];
    while (this.accept(',')) operands.push(this.expression());
    this.sign(']');
    return this.node(start, { kind: 'of', how, operands });
  }

  private path(variable: Token, modifier: 'any' | 'all' | undefined): Path {
    const steps: PathPart[] = [];
    for (;;) {
      if (this.accept('.')) steps.push({ kind: 'field', name: this.take('word').text });
      else if (this.accept('[')) {
        const inside = this.next();
        if (inside.kind === 'string') steps.push({ kind: 'key', key: this.textOf(inside) });
        else if (inside.kind === 'number' && /^\d+$/.test(inside.text))
          steps.push({ kind: 'index', index: Number(inside.text) });
        else this.fail(inside);
        this.sign(']');
      } else break;
    }
    if (modifier !== undefined && steps.length === 0) this.fail(variable);
    return { kind: 'path', variable: variable.text.slice(1), modifier, steps };
  }

  /** What stands between quotes, its escapes resolved. */
  protected textOf(token: Token): string {
    if (token.kind === 'raw') return token.text;
    return token.text.slice(1, -1).replace(/\\(.)/g, (_, c: string) => {
      if (c === '\\' || c === '"') return c;
      return c === 't' ? '\t' : this.fail(token, undefined, `the escape \\${c}`);
    });
  }

  protected identifier(): string {
    const token = this.take('word');
    if (keywords.has(token.text.toLowerCase())) this.fail(token);
    return token.text;
  }

  protected word(text: string): void {
    const token = this.take('word');
    if (token.text.toLowerCase() !== text) this.fail(token, `"${text}"`);
  }

  protected sign(text: string): void {
    const token = this.next();
    if (token.kind !== 'sign' || token.text !== text) this.fail(token, `"${text}"`);
  }

  protected accept(text: string): boolean {
    const { kind, text: found } = this.peek();
    if (kind !== 'sign' || found !== text) return false;
    this.at += 1;
    return true;
  }

  protected take(kind: Token['kind']): Token {
    const token = this.next();
    return token.kind === kind ? token : this.fail(token, `a ${kind}`);
  }

  protected next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.at += 1;
    return token;
  }

  /** The token so many ahead; the end is never left. */
  protected peek(ahead = 0): Token {
    const token = this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)];
    // The tokenizer ends every text with an end.
    if (token === undefined) throw new Error('no tokens');
    return token;
  }

  protected fail(token: Token, wanted?: string, construct = token.text): never {
    throw new Unreadable(wanted === undefined ? construct : `${construct} where ${wanted} belongs`, token);
  }

  protected placeFrom({ line, column, from }: Token): Place {
    return { line, column, from, to: this.tokens[this.at - 1]?.to ?? from };
  }

  private node(start: Token, shape: ExpressionShape): Expression {
    return { ...shape, place: this.placeFrom(start) };
  }

  private isWord(word: string): boolean {
    const { kind, text } = this.peek();
    return kind === 'word' && text.toLowerCase() === word;
  }
}
