import type { SourceFile, Span } from '../diagnostics/source.ts';

/** A text that was read out of a file, with the way back: `at` gives the file offset of an offset into the text. */
export interface Placed {
  readonly text: string;
  readonly file: SourceFile;
  /** Never points outside the node that the text came from; offsets past the text's end give the node's end. */
  readonly at: (offset: number) => number;
}

/** The span in the file of a range of a placed text. */
export function placedSpan(source: Placed, start: number, end: number): Span {
  const from = source.at(start);
  return { file: source.file, start: from, end: Math.max(from, source.at(end)) };
}
