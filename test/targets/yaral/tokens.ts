/** A token of YARA-L. */
export interface Token {
  readonly kind: 'word' | 'variable' | 'hash' | 'string' | 'raw' | 'regex' | 'number' | 'duration' | 'sign';
  readonly text: string;
  readonly line: number;
}

/** The tokens of a rule; a thrown SyntaxError where it has something else. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  const pattern =
    /(?<space>[ \t]+|\n)|(?<string>"(?:[^"\\\n]|\\[\\"t])*")|(?<raw>`[^`\n]*`)|(?<duration>\d+[smhd]\b)|(?<number>\d+(?:\.\d+)?)|(?<variable>\$[A-Za-z_]\w*)|(?<hash>#[A-Za-z_]\w*)|(?<word>[A-Za-z_]\w*)|(?<sign>!=|<=|>=|[=<>{}()[\],.:\-+*%])/y;
  const regex = /\/(?:[^/\\\n]|\\.)+\//y;
  while (at < source.length) {
    const before = tokens.at(-1);
    regex.lastIndex = at;
    const literal = source[at] === '/' && /^(=|!=|\(|,|<|>)$/.test(before?.text ?? '') ? regex.exec(source) : null;
    if (literal) {
      tokens.push({ kind: 'regex', text: literal[0].slice(1, -1), line });
      at += literal[0].length;
      continue;
    }
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match === null) throw new SyntaxError(`line ${line}: ${JSON.stringify(source.slice(at, at + 30))}`);
    at += match[0].length;
    const [kind, text] = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined) ?? ['', ''];
    if (kind === 'space') {
      line += text === '\n' ? 1 : 0;
      continue;
    }
    // The names of the pattern's groups are the kinds of tokens.
    tokens.push({ kind: kind as Token['kind'], text: kind === 'raw' ? text.slice(1, -1) : text, line });
  }
  return tokens;
}
