import type { Span } from './source.ts';
import { positionOf } from './source.ts';

/** How a terminal is painted: each function wraps a text in a style, or returns it as it is. */
export interface Paint {
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
  readonly green: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

const same = (text: string): string => text;

/** No colour at all. */
export const plainPaint: Paint = { red: same, yellow: same, cyan: same, green: same, bold: same, dim: same };

/**
 * The line of a span with one line before and after, line numbers, and carets under the span. Lines wider than `width`
 * columns are cut around the span; control and bidirectional characters are shown as `�` so that a hostile file cannot repaint the terminal.
 */
export function codeFrame(span: Span, paint: Paint = plainPaint, width = 100): string {
  const lines = span.file.text.split('\n');
  const start = positionOf(span.file, span.start);
  const end = positionOf(span.file, Math.max(span.start, span.end));
  const gutter = String(Math.min(lines.length, start.line + 1)).length;
  const room = Math.max(20, width - gutter - 5);
  const from = Math.max(0, start.column - 1 - Math.floor(room * 0.6));
  const shown: string[] = [];
  for (let line = Math.max(1, start.line - 1); line <= Math.min(lines.length, start.line + 1); line++) {
    const text = visible(lines[line - 1] ?? '');
    const cut = from > 0 ? text.slice(from) : text;
    const clipped = cut.length > room ? `${cut.slice(0, room - 1)}…` : cut;
    const marked = line === start.line ? paint.red('>') : ' ';
    shown.push(`${marked} ${paint.dim(`${String(line).padStart(gutter)} |`)} ${clipped}`.trimEnd());
    if (line === start.line) {
      const length =
        end.line === start.line ? Math.max(1, end.column - start.column) : Math.max(1, text.length - start.column + 1);
      const indent = ' '.repeat(start.column - 1 - from);
      shown.push(
        `  ${' '.repeat(gutter)} ${paint.dim('|')} ${indent}${paint.red('^'.repeat(Math.min(length, Math.max(1, room - indent.length))))}`,
      );
    }
  }
  return shown.join('\n');
}

/** A text with every control and bidirectional character replaced, so that it is safe on a terminal; tabs become one space. */
export function visible(text: string): string {
  return text
    .replace(/\t/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/g, '\ufffd');
}
