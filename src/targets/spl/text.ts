import type { SplExpression } from './ast.ts';

/**
 * A regex that matches exactly the text. Classes instead of backslashes where PCRE allows it, since an eval string may keep or drop
 * a backslash before other letters; no `$`, which saved searches may read as the edge of a token.
 */
export function quoteRegex(text: string): string {
  let quoted = '';
  for (const c of text) {
    if (/[.*+?()|[{}]/.test(c)) quoted += `[${c}]`;
    else if (c === '\\' || c === '^' || c === ']') quoted += `\\${c}`;
    else if (c === '$') quoted += '\\x24';
    else if (c === '`') quoted += '\\x60';
    else if (/[\u0000-\u001f\u007f]/.test(c)) quoted += `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`;
    else quoted += c;
  }
  return quoted;
}

/** Whether eval may take a text for a number: then `==` and `<` compare numbers. */
export function looksNumeric(text: string): boolean {
  return (
    /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(text) ||
    /^\s*[-+]?(0x[\da-f]+|inf(inity)?|nan)\s*$/i.test(text)
  );
}

/**
 * Characters that cannot stand in an eval string as they are: `$` (the edge of a token in saved searches), the backtick (three open a comment), control characters
 * beyond tab and line feed, line separators (a line of the .conf file ends there), and characters that reorder what a reader sees.
 */
const special =
  /[$`\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u;

/** An eval string; special characters come from `urldecode`, joined in parentheses. */
export function printString(value: string): string {
  if (!special.test(value)) return quote(value);
  const parts: string[] = [];
  let plain = '';
  let encoded = '';
  const flush = (): void => {
    if (plain !== '') parts.push(quote(plain));
    if (encoded !== '') parts.push(`urldecode("${encoded}")`);
    plain = '';
    encoded = '';
  };
  for (const c of value) {
    if (special.test(c)) {
      if (plain !== '') flush();
      encoded += [...new TextEncoder().encode(c)]
        .map((b) => `%${b.toString(16).toUpperCase().padStart(2, '0')}`)
        .join('');
    } else {
      if (encoded !== '') flush();
      plain += c;
    }
  }
  flush();
  const [only, ...more] = parts;
  return only !== undefined && more.length === 0 ? only : `(${parts.join('.')})`;
}

function quote(value: string): string {
  return `"${value
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\n/g, '\\n')
    .replace(/\t/g, '\\t')}"`;
}

/** A field name of `where` and `eval`: bare where it is a plain identifier and no word of the language, else in single quotes. */
export function printField(name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !reserved.has(name.toLowerCase())) return name;
  return `'${name.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
}

const reserved = new Set(['and', 'or', 'not', 'xor', 'like', 'in', 'as', 'by', 'true', 'false', 'null']);

/** A field name of `search`, `stats`, `table`: bare or in double quotes, never single. */
export function printName(name: string): string {
  if (/^[A-Za-z_@][A-Za-z0-9_.{}@-]*$/.test(name) && !/^(and|or|not|in|by|as|where)$/i.test(name)) return name;
  return `"${name.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`;
}

/** Whether an expression is a constant text. */
export function isString(expression: SplExpression): expression is Extract<SplExpression, { kind: 'string' }> {
  return expression.kind === 'string';
}

/**
 * Whether a text can stand in a .conf value as it is: on one line, without the edge of a token, and not continued by a backslash.
 * Any other goes through a column of the results.
 */
export function isPlainText(text: string): boolean {
  return (
    text !== '' && text === text.trim() && !special.test(text) && !/[\t\n\u200b]/.test(text) && !text.endsWith('\\')
  );
}
