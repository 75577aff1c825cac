import type { Unsupported } from '../../lower/lowering.ts';
import { parseRegex, wildcardToNode } from '../../regex/index.ts';
import type { RegexNode } from '../../regex/tree.ts';
import type { SigmaAtom, SigmaExpression } from './ast.ts';
import { atom, orOf } from './ast.ts';
import type { RegexText } from './regex-text.ts';
import { regexText } from './regex-text.ts';
import type { Row, SayRow } from './say.ts';
import { constantsOf, listCodes, neverHolds, said } from './say.ts';
import { unwritable } from './values.ts';

/** `regex`: `re` searches anywhere and minds case, as Python's `re.search` does. */
export const sayRegex: SayRow = (row) => {
  const constants = constantsOf(row.test);
  if (constants === undefined) return { unsupported: "Sigma's re takes a pattern, not another field." };
  const alternatives: SigmaExpression[] = [];
  let dialect = false;
  for (const pattern of constants) {
    if (typeof pattern !== 'string') continue;
    const printed = translate(row, pattern);
    if ('why' in printed) return { unsupported: printed.why };
    dialect ||= printed.dialect;
    alternatives.push(atomOf(row, printed));
  }
  if (alternatives.length === 0) return neverHolds;
  const ends = dialect ? (['regex-ascii'] as const) : [];
  const loose = row.field.shape === 'text' || row.field.shape === 'list' ? [] : (['loose-values'] as const);
  return said(row, orOf(alternatives), { wider: [...ends, ...loose, ...listCodes(row.field)], narrower: ends });
};

/** A `wildcard` pattern that has character classes, as a regex over the whole text. */
export function sayPattern(row: Row, pattern: string): SigmaExpression | Unsupported {
  const printed = checked(row, regexText(wildcardToNode(pattern, row.test.ignoreCase), 'full'));
  return 'why' in printed ? { unsupported: printed.why } : atomOf(row, printed);
}

/** A regex of our own, which minds case and finds its place anywhere. */
export function saySearch(row: Row, pattern: string): SigmaExpression | Unsupported {
  const printed = translate({ ...row, test: { ...row.test, flags: [], ignoreCase: false } }, pattern);
  return 'why' in printed ? { unsupported: printed.why } : atomOf(row, printed);
}

function translate(row: Row, pattern: string): RegexText | { readonly why: string } {
  const { flags, ignoreCase } = row.test;
  const parsed = parseRegex(
    pattern,
    flags.filter((flag) => flag !== 'match' && flag !== 'full'),
    ignoreCase,
  );
  if ('error' in parsed) return { why: `The regex is none: ${parsed.error}.` };
  const node: RegexNode = parsed.node;
  return checked(row, regexText(node, flags.includes('full') ? 'full' : flags.includes('match') ? 'match' : 'search'));
}

function checked(row: Row, printed: RegexText | { readonly why: string }): RegexText | { readonly why: string } {
  if ('why' in printed) return printed;
  const why = unwritable(printed.text, row.profile);
  return why === undefined ? printed : { why };
}

function atomOf({ field }: Row, { text, modifiers }: RegexText): SigmaAtom {
  return atom(field.name, ['re', ...modifiers], [{ kind: 'raw', text }]);
}
