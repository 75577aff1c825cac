/**
 * A rule file's text without its `Tests:`: most of the bytes, and a build needs none of them. The block becomes one comment
 * of the same length, so every offset stays right. `undefined` where there is no such block.
 */
export function blankTests(text: string): string | undefined {
  const start = /^Tests:/m.exec(text)?.index;
  if (start === undefined) return undefined;
  const end = endOfBlock(text, start);
  const lineBreak = text[end - 1] === '\n' ? 1 : 0;
  const comment = `#${' '.repeat(end - start - 1 - lineBreak)}${'\n'.repeat(lineBreak)}`;
  return text.slice(0, start) + comment + text.slice(end);
}

/** A rule file's text with nothing but its `Tests:`, every offset as it was. `undefined` where there is no such block. */
export function onlyTests(text: string): string | undefined {
  const start = /^Tests:/m.exec(text)?.index;
  if (start === undefined) return undefined;
  const end = endOfBlock(text, start);
  return blank(text.slice(0, start)) + text.slice(start, end) + blank(text.slice(end));
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

/** The start of the next line in column 0 that is neither an entry of the block's list, nor blank, nor a comment. */
function endOfBlock(text: string, start: number): number {
  const next = /^(?![ \t\r\n#}\]]|-[ \t\r\n]|-$)./gm;
  next.lastIndex = start + 1;
  return next.exec(text)?.index ?? text.length;
}
