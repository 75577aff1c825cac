/** A piece of a condition table. Offsets are into the table's text. */
export type Token = Located &
  (
    | { readonly kind: 'word'; readonly text: string }
    | ({ readonly kind: 'key' | 'step'; readonly key: string } & Quoted)
    | ({ readonly kind: 'string'; readonly value: string } & Quoted)
    | { readonly kind: 'number'; readonly value: bigint | number }
    | { readonly kind: 'root' }
    | { readonly kind: 'element'; readonly depth: number }
    | { readonly kind: 'punctuation'; readonly text: Punctuation }
    | { readonly kind: 'symbol'; readonly text: string }
    | { readonly kind: 'end' }
  );

export type Punctuation = '(' | ')' | '[' | ']' | '{' | '}' | ',' | ':';

interface Quoted {
  /** Its quote is not closed. */
  readonly open?: true | undefined;
}

interface Located {
  readonly start: number;
  readonly end: number;
  /** It is the first token of its line. */
  readonly newline: boolean;
}

/** How a token is shown in a message: its own text, shortened, invisible characters by their code. */
export function showToken(text: string, token: Token): string {
  if (token.kind === 'end') return 'the end';
  return `\`${showText(text.slice(token.start, token.end))}\``;
}

/** A text as a message shows it: at most 60 characters, invisible characters by their code. */
export function showText(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  return short.replace(
    /[\u0000-\u001f\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\uffff]/g,
    (c) => `U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}
