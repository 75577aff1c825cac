import type { Findings } from './findings.ts';
import { showText } from './token.ts';

const closers: Readonly<Record<string, string>> = {
  '"': '"',
  '`': '`',
  "'": "'",
  '“': '”',
  '”': '”',
  '‘': '’',
  '’': '’',
};

interface QuotedText {
  readonly value: string;
  readonly end: number;
  readonly open?: true | undefined;
}

/**
 * Reads a quoted text that starts at an offset: double quotes for texts, backticks for keys, both with JSON's escapes. Other
 * quotes are read too, and reported. A text ends at its line's end at the latest.
 */
export function readQuoted(text: string, start: number, findings: Findings): QuotedText {
  const open = text.charAt(start);
  const close = closers[open] ?? open;
  const proper = open === '"' || open === '`';
  const before = findings.count;
  let json = '';
  let at = start + 1;
  let copied = at;
  const copy = (upTo: number): void => {
    json += text.slice(copied, upTo);
  };
  for (; ; at++) {
    const c = text[at];
    if (c === undefined || c === '\n' || c === '\r') {
      findings.forget(before);
      findings.add(
        'table-unclosed',
        { open: open === '`' ? 'backtick' : `\`${open}\``, where: 'on its line' },
        start,
        start + 1,
      );
      return { value: '', end: at, open: true };
    }
    if (c === close) break;
    if (c === '\\') {
      copy(at);
      const escaped = readEscape(text, at, close);
      if (escaped.problem !== undefined && proper)
        findings.add(
          'table-escape',
          { found: showText(escaped.source), ...escaped.problem },
          at,
          at + escaped.source.length,
        );
      json += escaped.json;
      at += escaped.source.length - 1;
      copied = at + 1;
    } else if (c === '"' || c < ' ') {
      copy(at);
      json += JSON.stringify(c).slice(1, -1);
      copied = at + 1;
      if (c < ' ' && proper) {
        const fix = `Write it as ${JSON.stringify(c).slice(1, -1)}.`;
        findings.add('table-escape', { found: showText(c), problem: 'is a control character', fix }, at, at + 1);
      }
    }
  }
  copy(at);
  const end = at + 1;
  // What was gathered is the inside of a JSON string by construction.
  const value = JSON.parse(`"${json}"`) as string;
  if (!proper)
    findings.add('table-quotes', { open: `\`${open}\``, proper: showText(JSON.stringify(value)) }, start, end);
  return { value, end };
}

interface Escape {
  readonly source: string;
  readonly json: string;
  readonly problem?: { readonly problem: string; readonly fix: string } | undefined;
}

function readEscape(text: string, at: number, close: string): Escape {
  const next = text.charAt(at + 1);
  if (close === '`' && next === '`') return { source: '\\`', json: '`' };
  if (next !== '' && '"\\/bfnrt'.includes(next)) return { source: `\\${next}`, json: `\\${next}` };
  const unicode = text.slice(at, at + 6);
  if (/^\\u[0-9a-fA-F]{4}$/.test(unicode)) return { source: unicode, json: unicode };
  // A backslash before the line's end or the closing quote of another kind stays a backslash.
  const source = next === '\n' || next === '\r' || next === close ? '\\' : `\\${next}`;
  const fix = `Double the backslash: \`\\\\${showText(source.slice(1))}\` is a backslash in front of \`${showText(source.slice(1))}\`.`;
  return {
    source,
    json: JSON.stringify(source).slice(1, -1),
    problem: { problem: "is none of JSON's escapes", fix },
  };
}
