import { parse, walk } from 'py-ast';
import type { SourceFile, Span } from '../../diagnostics/source.ts';
import type { PythonModule, SyntaxFault } from './modules.ts';
import type { ConstantValue, NodeOf, PlacedNode } from './nodes.ts';

/** Reads a Python file. `name` is the name under which it is imported. */
export function parsePython(file: SourceFile, name: string): PythonModule | SyntaxFault {
  try {
    const tree = parse(readable(file.text));
    if (file.text.includes('...')) markTexts(tree);
    return { name, file, body: tree.body };
  } catch (error) {
    return faultOf(error, file);
  }
}

/** The text as the parser takes it, offsets unchanged: it knows neither a byte order mark nor form feeds. */
function readable(text: string): string {
  const plain = text.includes('\f') ? text.replaceAll('\f', ' ') : text;
  return plain.startsWith('\ufeff') ? plain.slice(1) : plain;
}

/** Gives the texts inside f-strings a mark of quotes, as other texts have: without one, "..." reads as an ellipsis. */
function markTexts(tree: ReturnType<typeof parse>): void {
  for (const node of walk(tree))
    if (node.nodeType === 'JoinedStr')
      for (const part of node.values) if (part.nodeType === 'Constant') part.quote_style ??= '"';
}

function faultOf(error: unknown, file: SourceFile): SyntaxFault {
  if (!(error instanceof Error)) throw error;
  // The parser recurses: what nests too deeply for it ends its stack.
  if (error instanceof RangeError) return { fault: 'it nests too deeply', file, span: spanOf(file, { lineno: 1 }) };
  const [, fault = error.message, line, column] =
    /^(.*?)(?: at line (\d+)(?:, column (\d+))?)?$/s.exec(error.message) ?? [];
  const place = { lineno: Number(line ?? 1), col_offset: Number(column ?? 0) };
  return { fault: fault.charAt(0).toLowerCase() + fault.slice(1), file, span: spanOf(file, place) };
}

/** Where a node stands. The parser counts lines from 1 and columns in bytes of UTF-8 from 0. */
export function spanOf(file: SourceFile, node: PlacedNode): Span {
  const { lineno = 1, col_offset = 0 } = node;
  const start = offsetOf(file, lineno, col_offset);
  const { end_lineno = lineno, end_col_offset = col_offset + 1 } = node;
  return { file, start, end: Math.max(start, offsetOf(file, end_lineno, end_col_offset)) };
}

const lines = new WeakMap<SourceFile, readonly number[]>();

/** Where the lines of a file begin, as Python counts them. */
function lineStarts(file: SourceFile): readonly number[] {
  const known = lines.get(file);
  if (known !== undefined) return known;
  const starts = [file.text.startsWith('\ufeff') ? 1 : 0];
  for (const match of file.text.matchAll(/\r\n?|\n/g)) starts.push(match.index + match[0].length);
  lines.set(file, starts);
  return starts;
}

function offsetOf(file: SourceFile, line: number, column: number): number {
  const starts = lineStarts(file);
  const start = starts[Math.min(line, starts.length) - 1] ?? 0;
  const end = starts[line] ?? file.text.length;
  let bytes = 0;
  let at = start;
  while (bytes < column && at < end) {
    const code = file.text.codePointAt(at) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    at += code < 0x10000 ? 1 : 2;
  }
  return at;
}

/** What a constant is. The parser gives `1` and `1.0` alike: the text tells them apart. */
export function constantValue(node: NodeOf<'Constant'>, file: SourceFile): ConstantValue {
  const value: unknown = node.value;
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint') return value;
  if (typeof value === 'string') {
    if (value === '...' && node.quote_style === undefined) return { kind: 'ellipsis' };
    return /^[a-z]*b/i.test(node.quote_style ?? '') ? { kind: 'bytes', text: value } : value;
  }
  if (typeof value !== 'number') return { kind: 'complex' };
  const { start, end } = spanOf(file, node);
  const written = file.text.slice(start, end);
  return /^0[xob]/i.test(written) || !/[.e]/i.test(written) ? BigInt(value) : value;
}
