import type { Report } from '../../diagnostics/diagnostic.ts';
import type { Value } from '../../ir/value.ts';
import type { Placed } from '../placed.ts';
import { Cursor } from './cursor.ts';
import { Findings } from './findings.ts';
import { lex } from './lexer.ts';
import { readValue } from './value.ts';

/**
 * Reads a title: text with `{value}`, literal braces as `{{` and `}}`. A text without values is a literal; else it is a
 * `concat`. After a finding, which is reported, the text stands as it is.
 */
export function parseTemplate(source: Placed, report: Report): Value {
  const { text } = source;
  const findings = new Findings(source);
  const parts = readParts(text, findings);
  const span = findings.span(0, text.length);
  if (!findings.report(report)) return { kind: 'literal', value: text, span };
  const [only, ...more] = parts;
  if (only === undefined) return { kind: 'literal', value: '', span };
  if (more.length === 0 && isText(only)) return { ...only, span };
  return { kind: 'call', name: 'concat', args: parts, span };
}

function readParts(text: string, findings: Findings): Value[] {
  const parts: Value[] = [];
  const brace = /[{}]/g;
  let literal = '';
  let literalAt = 0;
  let at = 0;
  const flush = (end: number): void => {
    if (literal !== '') parts.push({ kind: 'literal', value: literal, span: findings.span(literalAt, end) });
    literal = '';
  };
  for (;;) {
    brace.lastIndex = at;
    const next = brace.exec(text)?.index ?? text.length;
    if (literal === '') literalAt = at;
    literal += text.slice(at, next);
    if (next === text.length) break;
    const c = text.charAt(next);
    if (text[next + 1] === c) {
      literal += c;
      at = next + 2;
    } else if (c === '}') {
      const fix = 'Write `}}` for a brace.';
      findings.add('table-template', { problem: 'This `}` closes nothing.', fix }, next, next + 1);
      at = next + 1;
    } else {
      const placeholder = readPlaceholder(text, next, findings);
      if (placeholder === undefined) break;
      at = placeholder.end;
      if (isText(placeholder.value)) literal += placeholder.value.value;
      else {
        flush(next);
        if (placeholder.value !== undefined) parts.push(placeholder.value);
      }
    }
  }
  flush(text.length);
  return parts;
}

function isText(value: Value | undefined): value is Value & { readonly kind: 'literal'; readonly value: string } {
  return value?.kind === 'literal' && typeof value.value === 'string';
}

/** Reads `{value}` at an offset; undefined where it is not closed, which is reported. */
function readPlaceholder(
  text: string,
  open: number,
  findings: Findings,
): { readonly value: Value | undefined; readonly end: number } | undefined {
  const before = findings.count;
  const { tokens, closedAt } = lex(text, findings, { from: open + 1, placeholder: true });
  if (closedAt === undefined) {
    findings.forget(before);
    findings.add('table-unclosed', { open: '`{`', where: 'with `}`' }, open, open + 1);
    return undefined;
  }
  const cursor = new Cursor(text, tokens, findings);
  if (cursor.peek().kind === 'end') {
    const fix = 'Name a value between the braces, or write `{{}}` for the braces themselves.';
    findings.add('table-template', { problem: 'The braces hold no value.', fix }, open, closedAt + 1);
    return { value: undefined, end: closedAt + 1 };
  }
  const value = readValue(cursor, { inside: 0, closers: '' });
  if (value !== undefined && cursor.peek().kind !== 'end') failTrailingValue(cursor);
  return { value, end: closedAt + 1 };
}

/** Reports what stands behind a value that should stand alone. */
export function failTrailingValue(cursor: Cursor): void {
  const fix = 'One value stands here: a path such as `actor.id`, or a function such as `concat(a, "-", b)`.';
  cursor.fail('table-unexpected', { found: cursor.show(), expected: 'the end of the value', fix });
}
