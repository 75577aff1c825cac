/** Whether a text is what a value of a detection means. */
export type TextTest = (text: string) => boolean;

/** How a value of a detection is compared. */
export interface TextWay {
  readonly before: boolean;
  readonly after: boolean;
  readonly cased: boolean;
}

const any = Symbol('any run');
const one = Symbol('one character');
type Part = string | symbol;

/**
 * Compiles a value with wildcards and escapes: a backslash escapes `*`, `?` and a backslash, and is itself anywhere else.
 * https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html#escaping
 */
export function textTest(written: string, { before, after, cased }: TextWay): TextTest {
  const seen = cased ? (text: string) => text : (text: string) => text.toLowerCase();
  const parts: Part[] = [...(before ? [any] : []), ...partsOf(seen(written)), ...(after ? [any] : [])];
  const [first, second, third, ...more] = parts;
  if (parts.length === 0) return (text) => text === '';
  if (more.length === 0) {
    if (typeof first === 'string' && second === undefined) return (text) => seen(text) === first;
    if (typeof first === 'string' && second === any && third === undefined)
      return (text) => seen(text).startsWith(first);
    if (first === any && typeof second === 'string' && third === undefined)
      return (text) => seen(text).endsWith(second);
    if (first === any && typeof second === 'string' && third === any) return (text) => seen(text).includes(second);
  }
  const units = parts.flatMap((part): readonly (string | symbol)[] =>
    typeof part === 'string' ? Array.from(part) : [part],
  );
  return (text) => globMatches(units, Array.from(seen(text)));
}

function partsOf(written: string): readonly Part[] {
  const parts: Part[] = [];
  let literal = '';
  const close = (): void => {
    if (literal !== '') parts.push(literal);
    literal = '';
  };
  for (const [token] of written.matchAll(/\\[*?\\]|[\s\S]/gu)) {
    if (token === '*' || token === '?') {
      close();
      parts.push(token === '*' ? any : one);
    } else literal += token.length === 2 && token.startsWith('\\') ? token.slice(1) : token;
  }
  close();
  return parts;
}

/** The usual walk with one way back, to the last `*`. */
function globMatches(units: readonly (string | symbol)[], text: readonly string[]): boolean {
  let u = 0;
  let t = 0;
  let star = -1;
  let from = 0;
  while (t < text.length) {
    const unit = units[u];
    if (unit === any) {
      star = u;
      from = t;
      u += 1;
    } else if (unit !== undefined && (unit === one || unit === text[t])) {
      u += 1;
      t += 1;
    } else if (star >= 0) {
      u = star + 1;
      from += 1;
      t = from;
    } else return false;
  }
  while (units[u] === any) u += 1;
  return u === units.length;
}
