/** A token of YARA-L. */
export interface Token {
  readonly kind: 'word' | 'variable' | 'hash' | 'string' | 'raw' | 'regex' | 'number' | 'duration' | 'sign' | 'end';
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

/** Something that the grammar does not know, at its place. Thrown inside the reader only. */
export class Unreadable extends Error {
  readonly line: number;
  readonly column: number;

  constructor(construct: string, place: { readonly line: number; readonly column: number }) {
    super(construct);
    this.line = place.line;
    this.column = place.column;
  }
}

const pattern =
  /(?<space>[ \t\r\n]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<string>"(?:[^"\\\n]|\\.)*")|(?<raw>`[^`]*`)|(?<duration>\d+[smhd]\b)|(?<number>\d+(?:\.\d+)?)|(?<variable>\$[A-Za-z_]\w*)|(?<hash>#[A-Za-z_]\w*)|(?<word>[A-Za-z_]\w*)|(?<sign>!=|<=|>=|[=<>{}()[\],.:\-+*/%!])/y;
const regexLiteral = /\/(?:[^/\\\n]|\\.)+\//y;
/** A slash after these begins a regex, after anything else it divides. */
const beforeRegex = new Set(['=', '!=', '(', ',', '<', '>']);

/** The tokens of a rule, an end last. Throws `Unreadable`. */
export function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  let lineStart = 0;
  const add = (kind: Token['kind'], text: string, length: number): void => {
    tokens.push({ kind, text, line, column: at - lineStart + 1, from: at, to: at + length });
  };
  while (at < source.length) {
    const before = tokens.at(-1);
    if (source[at] === '/' && before?.kind === 'sign' && beforeRegex.has(before.text)) {
      regexLiteral.lastIndex = at;
      const literal = regexLiteral.exec(source);
      if (literal && !literal[0].startsWith('//')) {
        add('regex', literal[0].slice(1, -1), literal[0].length);
        at += literal[0].length;
        continue;
      }
    }
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match === null) throw new Unreadable(strange(source, at), { line, column: at - lineStart + 1 });
    const [text] = match;
    // The names of the pattern's groups are the kinds of tokens, and `space`.
    const [kind = 'space'] = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined) ?? [];
    if (kind !== 'space') add(kind as Token['kind'], kind === 'raw' ? text.slice(1, -1) : text, text.length);
    for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) {
      line += 1;
      lineStart = at + i + 1;
    }
    at += text.length;
  }
  add('end', 'the end of the text', 0);
  return tokens;
}

function strange(source: string, at: number): string {
  return source[at] === '"' ? 'a text that its line does not end' : JSON.stringify(source.slice(at, at + 20));
}
