import type { Code, Parameters } from '../../diagnostics/catalogue.ts';
import type { Span } from '../../diagnostics/source.ts';
import type { Findings } from './findings.ts';
import type { Punctuation, Token } from './token.ts';
import { showToken } from './token.ts';

/** Levels of parentheses, brackets, calls and `not` that a table may nest. */
export const depthLimit = 200;

/** Where a piece of a table stands. */
export interface Scope {
  /** Quantifiers and `first` conditions around it. */
  readonly inside: number;
  /** The punctuation that ends a condition here: `)` inside parentheses, also `,` as an argument. */
  readonly closers: string;
}

/** Reads a table's tokens one after the other. */
export class Cursor {
  readonly text: string;
  readonly findings: Findings;
  index = 0;
  private readonly tokens: readonly Token[];
  private readonly partners: ReadonlyMap<number, number>;
  private nesting = 0;
  private stopped = false;

  constructor(text: string, tokens: readonly Token[], findings: Findings) {
    this.text = text;
    this.tokens = tokens;
    this.findings = findings;
    this.partners = pairBrackets(tokens);
  }

  /** The token to read next, or one further on; the end token where there is none. */
  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)] ?? endToken;
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.index += 1;
    return token;
  }

  /** The end of the token read last. */
  get lastEnd(): number {
    return this.tokens[this.index - 1]?.end ?? 0;
  }

  /** Whether the token read last lacks its closing quote, which swallowed the rest of the line. */
  get cutShort(): boolean {
    const last = this.tokens[this.index - 1];
    return last !== undefined && 'open' in last && last.open === true;
  }

  /** Whether a token stands right behind the one before it, without a space. */
  touches(ahead = 0): boolean {
    const before = this.tokens[this.index + ahead - 1];
    const token = this.peek(ahead);
    return before !== undefined && token.kind !== 'end' && before.end === token.start;
  }

  is(text: Punctuation, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'punctuation' && token.text === text;
  }

  isWord(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'word' && token.text === text;
  }

  /** Whether a row or a part of one ends here: at the end, a new line, or what closes the surroundings. */
  atRowEnd(scope: Scope): boolean {
    const token = this.peek();
    return token.newline || token.kind === 'end' || this.atCloser(scope);
  }

  atCloser(scope: Scope): boolean {
    const token = this.peek();
    return token.kind === 'punctuation' && scope.closers.includes(token.text);
  }

  /** Goes one level deeper; false (and everything is given up) where that is too deep. */
  enter(): boolean {
    if (this.nesting < depthLimit) {
      this.nesting += 1;
      return true;
    }
    this.failAfter('table-too-deep', { limit: depthLimit });
    this.findings.close();
    this.stopped = true;
    this.index = this.tokens.length - 1;
    return false;
  }

  leave(): void {
    this.nesting -= 1;
  }

  /** Notes a finding at the next token. */
  fail<C extends Code>(code: C, parameters: Parameters<C>): void {
    const { start, end, kind } = this.peek();
    if (kind === 'end') this.failAfter(code, parameters);
    else this.findings.add(code, parameters, start, end);
  }

  /** Notes a finding at the token read last: something is missing behind it, unless an open quote swallowed the rest of the line. */
  failAfter<C extends Code>(code: C, parameters: Parameters<C>): void {
    const { start, end } = this.tokens[this.index - 1] ?? endToken;
    if (!this.cutShort) this.findings.add(code, parameters, start, end);
  }

  /** Notes a finding over everything read since an offset. */
  failFrom<C extends Code>(start: number, code: C, parameters: Parameters<C>): void {
    this.findings.add(code, parameters, start, Math.max(start, this.lastEnd));
  }

  /** Notes a finding at the token of an index. */
  failAt<C extends Code>(index: number, code: C, parameters: Parameters<C>): void {
    const { start, end } = this.tokens[index] ?? endToken;
    this.findings.add(code, parameters, start, end);
  }

  /** Whether the bracket at a token index is closed. */
  isClosed(open: number): boolean {
    return this.partners.has(open);
  }

  /** The token of an index for a message. */
  showAt(index: number): string {
    return showToken(this.text, this.tokens[index] ?? endToken);
  }

  /** The next token for a message. */
  show(): string {
    return showToken(this.text, this.peek());
  }

  spanFrom(start: number): Span {
    return this.findings.span(start, Math.max(start, this.lastEnd));
  }

  /** Skips the rest of a row, brackets whole, up to what ends it or a joint. Passes over at least one token of the row begun at `from`. */
  skipRow(scope: Scope, from: number): void {
    if (this.index === from && !this.atCloser(scope)) this.skipOne();
    while (!this.atRowEnd(scope) && !this.isWord('and') && !this.isWord('or')) this.skipOne();
  }

  /** Skips to behind the bracket that closes the one at a token index; false where none does. */
  skipBracket(open: number): boolean {
    const partner = this.partners.get(open);
    if (partner === undefined || this.stopped) return false;
    this.index = partner + 1;
    return true;
  }

  private skipOne(): void {
    if (!this.skipBracket(this.index)) this.next();
  }
}

const endToken: Token = { kind: 'end', start: 0, end: 0, newline: false };

/** Opening bracket → closing bracket, by token index. An opening bracket that is closed across another one has none. */
function pairBrackets(tokens: readonly Token[]): Map<number, number> {
  const pairs = new Map<number, number>();
  const open: { index: number; close: string }[] = [];
  const waiting: Record<string, number> = { ')': 0, ']': 0, '}': 0 };
  const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
  tokens.forEach((token, index) => {
    if (token.kind !== 'punctuation') return;
    const close = closing[token.text];
    if (close !== undefined) {
      open.push({ index, close });
      waiting[close] = (waiting[close] ?? 0) + 1;
      return;
    }
    if ((waiting[token.text] ?? 0) === 0) return;
    for (let top = open.pop(); top !== undefined; top = open.pop()) {
      waiting[top.close] = (waiting[top.close] ?? 0) - 1;
      if (top.close !== token.text) continue;
      pairs.set(top.index, index);
      return;
    }
  });
  return pairs;
}
