/** A token of a query text: quoted texts and comments whole, brackets, words and the rest. */
export interface Token {
  readonly kind: 'text' | 'comment' | 'open' | 'close' | 'word' | 'other';
  readonly text: string;
}

/** How a language quotes. Each pattern is tried where a token begins; the first that matches wins. */
interface Quoting {
  readonly comments: readonly RegExp[];
  readonly texts: readonly RegExp[];
  /** What must never begin a token: a quote that no text above closes. */
  readonly open: RegExp;
}

const quoting: Readonly<Record<string, Quoting>> = {
  spl: {
    comments: [/```[\s\S]*?```/y],
    texts: [/"(?:[^"\\]|\\[\s\S])*"/y, /'(?:[^'\\]|\\.)*'/y, /`[^`\n]*`/y],
    open: /["'`]/y,
  },
  kql: {
    comments: [/\/\/[^\n]*/y],
    texts: [/@"(?:[^"\n]|"")*"/y, /@'(?:[^'\n]|'')*'/y, /"(?:[^"\\\n]|\\.)*"/y, /'(?:[^'\\\n]|\\.)*'/y],
    open: /["']/y,
  },
  yaral: {
    comments: [/\/\/[^\n]*/y, /\/\*[\s\S]*?\*\//y],
    texts: [/"(?:[^"\\\n]|\\[\\"tn])*"/y, /`[^`\n]*`/y],
    open: /["`]/y,
  },
  sigma: { comments: [], texts: [], open: /(?!)/y },
};

/** The tokens of a query, or the place where a quote is left open or a bracket has no partner. */
export function tokensOf(text: string, language: string): readonly Token[] {
  const rules = quoting[language];
  if (rules === undefined) throw new Error(`how ${language} quotes is not written down in test/support/text-checks.ts`);
  const tokens: Token[] = [];
  const stack: string[] = [];
  const tries: readonly (readonly [Token['kind'], RegExp])[] = [
    ...rules.comments.map((p) => ['comment', p] as const),
    ...rules.texts.map((p) => ['text', p] as const),
    ['open', /[([{]/y],
    ['close', /[)\]}]/y],
    ['word', /[\p{L}\p{N}_$.]+/uy],
    ['other', /[\s\S]/y],
  ];
  for (let at = 0; at < text.length; ) {
    const found = tries.map(([kind, pattern]) => ({ kind, text: match(pattern, text, at) })).find((t) => t.text);
    if (found?.text === undefined) throw new Error(`nothing reads ${JSON.stringify(text.slice(at, at + 20))}`);
    if (found.kind === 'other' && match(rules.open, text, at))
      throw new Error(`a quote is left open at ${JSON.stringify(text.slice(at, at + 40))}`);
    if (found.kind === 'open') stack.push(found.text);
    if (found.kind === 'close' && `${stack.pop()}${found.text}`.match(/^(\(\)|\[\]|\{\})$/) === null)
      throw new Error(`a bracket has no partner at ${JSON.stringify(text.slice(Math.max(0, at - 40), at + 1))}`);
    tokens.push({ kind: found.kind, text: found.text });
    at += found.text.length;
  }
  if (stack.length > 0) throw new Error(`brackets left open: ${stack.join('')}`);
  return tokens;
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Groups between brackets in which `and` and `or` stand side by side, so that precedence alone would decide. */
export function mixedGroups(tokens: readonly Token[]): number {
  let mixed = 0;
  const groups: Set<string>[] = [new Set()];
  const leave = (): void => {
    if ((groups.pop()?.size ?? 0) > 1) mixed += 1;
  };
  for (const token of tokens) {
    const word = token.kind === 'word' ? token.text.toLowerCase() : '';
    if (token.kind === 'open') groups.push(new Set());
    else if (token.kind === 'close') leave();
    else if (word === 'and' || word === 'or') groups.at(-1)?.add(word);
    else if (token.text === '|' || token.text === ',') {
      leave();
      groups.push(new Set());
    }
  }
  while (groups.length > 0) leave();
  return mixed;
}

/** Lines of a Splunk .conf file that are neither comment, stanza, `key = value` nor a line continued by a backslash. */
export function strayConfLines(text: string): string[] {
  let continued = false;
  return text.split('\n').filter((line) => {
    const fits =
      continued || line === '' || line.startsWith('#') || /^\[[^\]\r]+\]$/.test(line) || /^[\w.]+ = ?/.test(line);
    continued = line.endsWith('\\') && !line.startsWith('#');
    return !fits || /[\u0000-\u0008\u000b-\u001f\u0085\u2028\u2029]/.test(line);
  });
}
