/** A piece of a search's text. `name`: bare word; `field`: in single quotes; `string`: in double quotes, read; `macro`: in backticks. */
export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'field' | 'macro' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
  readonly end: number;
}

/** Text that the reader does not know, at an offset. */
export class NotRead extends Error {
  readonly construct: string;
  readonly at: number;

  constructor(construct: string, at: number) {
    super(construct);
    this.construct = construct;
    this.at = at;
  }
}

const space = /(?:\s|```[\s\S]*?```)+/y;
const patterns = {
  expression:
    /([A-Za-z_][A-Za-z0-9_]*)|(\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|\.\d+)|("(?:[^"\\]|\\[\s\S])*")|('(?:[^'\\]|\\[\s\S])*')|(`[^`]*`)|(==|!=|<=|>=|[-+*/%.(),=<>|])/y,
  // Words of `search` and of command arguments hold dots, braces, stars, colons, and what else is no separator.
  search:
    /([^\s"'`()|,=<>![\]]+)|(\b\B)|("(?:[^"\\]|\\[\s\S])*")|('(?:[^'\\]|\\[\s\S])*')|(`[^`]*`)|(!=|<=|>=|[(),=<>|[\]])/y,
} as const;

/** Reads tokens one by one: commands differ in what a word is, so each asks in its own mode. */
export class Tokens {
  private at = 0;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  peek(mode: keyof typeof patterns): Token {
    const start = this.skip();
    if (start >= this.text.length) return { kind: 'end', text: '', at: start, end: start };
    const pattern = patterns[mode];
    pattern.lastIndex = start;
    const match = pattern.exec(this.text);
    if (!match || match[0] === '') throw new NotRead(`the character ${JSON.stringify(this.text[start])}`, start);
    const end = start + match[0].length;
    if (match[1] !== undefined) return { kind: 'name', text: match[1], at: start, end };
    if (match[2] !== undefined) return { kind: 'number', text: match[2], at: start, end };
    if (match[3] !== undefined)
      return { kind: 'string', text: readEscapes(match[3].slice(1, -1), mode), at: start, end };
    if (match[4] !== undefined)
      return { kind: 'field', text: match[4].slice(1, -1).replace(/\\(['\\])/g, '$1'), at: start, end };
    if (match[5] !== undefined) return { kind: 'macro', text: match[5].slice(1, -1), at: start, end };
    return { kind: 'sign', text: match[6] ?? '', at: start, end };
  }

  take(mode: keyof typeof patterns): Token {
    const token = this.peek(mode);
    this.at = token.end;
    return token;
  }

  /** Takes a sign or word if it comes next. */
  eat(mode: keyof typeof patterns, text: string): boolean {
    const token = this.peek(mode);
    const same =
      (token.kind === 'sign' && token.text === text) || (token.kind === 'name' && token.text.toUpperCase() === text);
    if (same) this.at = token.end;
    return same;
  }

  expect(mode: keyof typeof patterns, text: string): void {
    if (!this.eat(mode, text)) throw new NotRead(`${this.shown(mode)} where ${text} is expected`, this.peek(mode).at);
  }

  shown(mode: keyof typeof patterns): string {
    const token = this.peek(mode);
    return token.kind === 'end' ? 'the end of the text' : JSON.stringify(this.text.slice(token.at, token.end));
  }

  private skip(): number {
    space.lastIndex = this.at;
    return space.test(this.text) ? space.lastIndex : this.at;
  }
}

/** In eval `\t`, `\n` and `\r` are escapes too; any other backslash stands for itself, as regexes need it. */
function readEscapes(text: string, mode: keyof typeof patterns): string {
  const controls: Readonly<Record<string, string>> = mode === 'expression' ? { n: '\n', t: '\t', r: '\r' } : {};
  return text.replace(/\\([\s\S])/g, (whole, c: string) => (c === '"' || c === '\\' ? c : (controls[c] ?? whole)));
}
