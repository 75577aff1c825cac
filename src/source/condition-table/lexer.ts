import type { Findings } from './findings.ts';
import { readQuoted } from './quoted.ts';
import type { Punctuation, Token } from './token.ts';

/** Tokens up to the end of the text, or up to the `}` that closes a template's placeholder. */
export interface Lexed {
  /** Ends with a token of kind `end`. */
  readonly tokens: readonly Token[];
  /** Offset of the closing `}`; undefined where the text ended first, or none was looked for. */
  readonly closedAt: number | undefined;
}

export interface LexOptions {
  readonly from?: number | undefined;
  /** Stop at the first `}` that closes no `{`; `#` starts no comment. */
  readonly placeholder?: boolean | undefined;
}

const blank = /[ \t\u00a0\ufeff]+/y;
const lineBreak = /\r\n|\n|\r/y;
const comment = /#[^\r\n]*/y;
const word = /[A-Za-z_][A-Za-z0-9_-]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const element = /@(\d*)/y;
const operatorSigns = /[=!<>~&|]+/y;

/** Cuts a table into tokens, in linear time. Quotes that are left open and bad escapes are noted as findings. */
export function lex(text: string, findings: Findings, options: LexOptions = {}): Lexed {
  const tokens: Token[] = [];
  let at = options.from ?? 0;
  let newline = true;
  let braces = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null || match[0] === '') return undefined;
    return match[0];
  };
  for (;;) {
    const gap = take(blank);
    if (gap !== undefined) {
      at += gap.length;
      continue;
    }
    const ending = take(lineBreak);
    if (ending !== undefined) {
      at += ending.length;
      newline = true;
      continue;
    }
    const c = text[at];
    if (c === undefined) break;
    if (c === '#' && !options.placeholder && !touchesPath(tokens, at)) {
      at += take(comment)?.length ?? 1;
      continue;
    }
    if (c === '}' && options.placeholder && braces === 0) {
      tokens.push({ kind: 'end', start: at, end: at, newline: false });
      return { tokens, closedAt: at };
    }
    if (c === '{') braces += 1;
    if (c === '}') braces -= 1;
    const token = readToken(text, at, newline, findings, take);
    tokens.push(token);
    at = token.end;
    newline = false;
  }
  tokens.push({ kind: 'end', start: text.length, end: text.length, newline });
  return { tokens, closedAt: undefined };
}

/** A `#` right behind a path is no comment: the author meant a key. */
function touchesPath(tokens: readonly Token[], at: number): boolean {
  const last = tokens.at(-1);
  return last !== undefined && last.end === at && (last.kind === 'word' || last.kind === 'step' || last.kind === 'key');
}

function readToken(
  text: string,
  start: number,
  newline: boolean,
  findings: Findings,
  take: (pattern: RegExp) => string | undefined,
): Token {
  const c = text.charAt(start);
  const place = (length: number): { start: number; end: number; newline: boolean } => ({
    start,
    end: start + length,
    newline,
  });
  const bare = take(word);
  if (bare !== undefined) return { kind: 'word', text: bare, ...place(bare.length) };
  if (isPunctuation(c)) return { kind: 'punctuation', text: c, ...place(1) };
  if (c === '.') {
    word.lastIndex = start + 1;
    const segment = word.exec(text)?.[0];
    if (segment !== undefined) return { kind: 'step', key: segment, ...place(1 + segment.length) };
    if (text[start + 1] === '`') {
      const { value, end, ...open } = readQuoted(text, start + 1, findings);
      return { kind: 'step', key: value, ...open, ...place(end - start) };
    }
    return { kind: 'symbol', text: c, ...place(1) };
  }
  if (c === '`') {
    const { value, end, ...open } = readQuoted(text, start, findings);
    return { kind: 'key', key: value, ...open, ...place(end - start) };
  }
  if (c === '"' || c === "'" || c === '“' || c === '”' || c === '‘' || c === '’') {
    const { value, end, ...open } = readQuoted(text, start, findings);
    return { kind: 'string', value, ...open, ...place(end - start) };
  }
  if (c === '$') return { kind: 'root', ...place(1) };
  if (c === '@') {
    const digits = (take(element) ?? c).slice(1);
    return { kind: 'element', depth: Number(digits), ...place(1 + digits.length) };
  }
  const digits = take(number);
  if (digits !== undefined)
    return { kind: 'number', value: readNumber(digits, start, findings), ...place(digits.length) };
  const signs = take(operatorSigns) ?? String.fromCodePoint(text.codePointAt(start) ?? 0);
  return { kind: 'symbol', text: signs, ...place(signs.length) };
}

function readNumber(digits: string, start: number, findings: Findings): bigint | number {
  if (!/[.eE]/.test(digits)) return BigInt(digits);
  const value = Number(digits);
  if (Number.isFinite(value)) return value;
  findings.add(
    'table-literal',
    {
      found: digits,
      problem: 'is too large for a number with a fraction or exponent',
      fix: 'Write a number below 1.8e308.',
    },
    start,
    start + digits.length,
  );
  return 0;
}

function isPunctuation(c: string): c is Punctuation {
  return '()[]{},:'.includes(c);
}
