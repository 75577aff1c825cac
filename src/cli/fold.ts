/** A line broken at spaces where it is wider than `width`; what follows is indented by `margin` columns. Words are never cut. */
export function fold(line: string, width: number, margin: number): string {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const words = line.slice(indent.length).split(' ');
  const lines: string[] = [];
  let current = indent + (words[0] ?? '');
  for (const word of words.slice(1)) {
    if (current.length + 1 + word.length > width && current.trim() !== '') {
      lines.push(current.trimEnd());
      current = ' '.repeat(margin) + word;
    } else current += ` ${word}`;
  }
  return [...lines, current].join('\n');
}
