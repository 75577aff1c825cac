/** A comment on GitHub may have 65,536 characters. https://docs.github.com/en/rest/issues/comments */
export const longestComment = 60_000;

/** As many blocks as fit, and how many do not. */
export function fitted(blocks: readonly string[], room: number): readonly string[] {
  const kept: string[] = [];
  let size = 0;
  for (const block of blocks) {
    if (size + block.length > room - 200) {
      const left = blocks.length - kept.length;
      return [...kept, `… and ${left} more ${left === 1 ? 'part' : 'parts'}: \`rulegen diff\` shows them.`];
    }
    kept.push(block);
    size += block.length + 2;
  }
  return kept;
}

/** A block of code whose fence is longer than any in the text; what is too long is cut. */
export function fenced(text: string, longest = 12_000): string {
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text;
  const ticks = Math.max(2, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(ticks + 1);
  return `${fence}diff\n${shown}\n${fence}`;
}

/** Text of a rule as code: on one line, no backtick of it ends the span. */
export function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replace(/\s+/g, ' ')}\``;
}

/** Text that shall be no markup and ping nobody. */
export function escaped(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>|#]/g, '\\$&')
    .replaceAll('@', '@\u200b');
}

/** Text of a cell; long ones are cut. */
export function cellOf(text: string): string {
  return escaped(text.length > 300 ? `${text.slice(0, 300)}…` : text);
}
