import { wildcardToNode } from '../../regex/index.ts';
import type { GlobPart, SigmaValue } from './ast.ts';

/**
 * A value as Sigma writes it in YAML: text with its escapes, or the number, boolean or null itself.
 * https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html#escaping
 */
export function printValue(value: SigmaValue): string | bigint | number | boolean | null {
  switch (value.kind) {
    case 'text':
      return escapeText(value.text);
    case 'glob':
      return value.parts.map((part) => (typeof part === 'string' ? part : escapeText(part.literal))).join('');
    case 'raw':
      return value.text;
    case 'plain':
      return value.value;
  }
}

/**
 * Text that Sigma reads as exactly that text. A backslash escapes only `*`, `?` and another backslash, so a single one in the
 * middle stays single; runs, and those before a wildcard or at the end, are doubled.
 */
export function escapeText(text: string): string {
  return text.replace(/\\+|[*?]/g, (found, at: number) => {
    if (!found.startsWith('\\')) return `\\${found}`;
    const next = text[at + found.length];
    return found.length > 1 || next === undefined || next === '*' || next === '?' ? found + found : found;
  });
}

/** A pattern of the operator `wildcard` as its parts; undefined where it has a class of several characters, which Sigma lacks. */
export function parseWildcard(pattern: string): readonly GlobPart[] | undefined {
  const parts: GlobPart[] = [];
  const node = wildcardToNode(pattern);
  for (const item of node.kind === 'sequence' ? node.items : [node]) {
    const [only, ...more] = item.kind === 'set' && !item.negated ? item.items : [];
    if (item.kind === 'repeat') parts.push('*');
    else if (item.kind === 'any') parts.push('?');
    else if (item.kind === 'literal') appendLiteral(parts, String.fromCodePoint(item.code));
    else if (only?.kind === 'range' && only.from === only.to && more.length === 0)
      appendLiteral(parts, String.fromCodePoint(only.from));
    else return undefined;
  }
  return parts;
}

function appendLiteral(parts: GlobPart[], text: string): void {
  const last = parts.at(-1);
  if (typeof last === 'object') parts[parts.length - 1] = { literal: last.literal + text };
  else parts.push({ literal: text });
}

/** Whether letters of the text exist in two cases. */
export function hasCase(text: string): boolean {
  return text.toLowerCase() !== text.toUpperCase();
}

/** Whether the text could be a number or boolean written as text, or a part of one. */
export function looksTyped(text: string): boolean {
  return /^[-+.\deE]*$/.test(text) || 'true'.includes(text.toLowerCase()) || 'false'.includes(text.toLowerCase());
}

/** Why a text cannot stand in a rule file; undefined where it can. */
export function unwritable(text: string, profile: 'sigmahq' | 'spec'): string | undefined {
  if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text))
    return 'half of a surrogate pair cannot be written in UTF-8';
  if (profile === 'sigmahq' && /[\u0000-\u001f]/.test(text))
    return "control characters are refused by SigmaHQ's checks (use the profile spec)";
  return undefined;
}

/** Why a number has no form that every YAML reader takes for one; undefined where it has: Python's reads no `1e-7`. */
export function unwritableNumber(value: bigint | number): string | undefined {
  if (typeof value === 'bigint' || Number.isInteger(value)) return undefined;
  return /[eNI]/.test(String(value))
    ? `the number ${value} has no form that every YAML reader takes for one`
    : undefined;
}
