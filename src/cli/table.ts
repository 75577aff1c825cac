import { markdownTable } from '../docs/markdown-table.ts';

/** Rows under a head, as aligned text or as a Markdown table. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  format: 'text' | 'markdown',
): string {
  if (format === 'markdown') return markdownTable(head, rows);
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => (row[i] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((w) => '─'.repeat(w))), ...rows.map(line)].join('\n');
}
