/** A text that a diagnostic can point into. `path` is how the user would name it (relative, forward slashes). */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A range of UTF-16 offsets into a file: `start` inclusive, `end` exclusive. */
export interface Span {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** One-based line and column, the column counted in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The position of an offset; offsets past the end give the end. */
export function positionOf(file: SourceFile, offset: number): Position {
  const upTo = file.text.slice(0, Math.max(0, offset));
  const lastBreak = upTo.lastIndexOf('\n');
  let line = 1;
  for (let at = upTo.indexOf('\n'); at !== -1; at = upTo.indexOf('\n', at + 1)) line += 1;
  return { line, column: upTo.length - lastBreak };
}

/** The span of a whole file's first line, for findings that belong to no narrower place. */
export function wholeFile(file: SourceFile): Span {
  const end = file.text.indexOf('\n');
  return { file, start: 0, end: end === -1 ? file.text.length : end };
}
