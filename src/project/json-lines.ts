import { constants, isUtf8 } from 'node:buffer';
import type { Json } from '../ir/json.ts';
import { JsonError, parseJsonAt } from '../ir/parse-json.ts';

/** A value read, or what is wrong; lines count from 1. `ends`: nothing after it could be read. */
export type JsonRead =
  | { readonly kind: 'value'; readonly value: Json; readonly line: number }
  | { readonly kind: 'broken'; readonly detail: string; readonly line: number; readonly ends: boolean };

/** Longer lines cannot be held as one text. */
const longestLine = constants.MAX_STRING_LENGTH - 16;

/** The values of NDJSON text, one a line; blank lines say nothing, a broken line costs itself alone. */
export function* readJsonLines(chunks: Iterable<Buffer>): Generator<JsonRead, void, void> {
  let line = 1;
  for (const block of lineBlocks(chunks)) {
    if (block === 'too-long') {
      yield { kind: 'broken', detail: 'The line is too long to be held.', line, ends: true };
      return;
    }
    if (isUtf8(block)) line = yield* linesOf(block.toString('utf8'), line);
    else line = yield* linesOneByOne(block, line);
  }
}

/** Whole lines as large blocks; the last may lack its end. */
function* lineBlocks(chunks: Iterable<Buffer>): Generator<Buffer | 'too-long', void, void> {
  let carried: Buffer[] = [];
  let size = 0;
  for (const chunk of chunks) {
    const end = chunk.lastIndexOf(0x0a) + 1;
    if (end > 0) {
      const head = chunk.subarray(0, end);
      yield carried.length === 0 ? head : Buffer.concat([...carried, head]);
      carried = [];
      size = 0;
    }
    if (end === chunk.length) continue;
    size += chunk.length - end;
    if (size > longestLine) return yield 'too-long';
    carried.push(Buffer.from(chunk.subarray(end)));
  }
  if (carried.length > 0) yield Buffer.concat(carried);
}

/** A block in which some line is no UTF-8: that line alone is broken. */
function* linesOneByOne(block: Buffer, firstLine: number): Generator<JsonRead, number, void> {
  let line = firstLine;
  for (let at = 0; at < block.length; ) {
    const found = block.indexOf(0x0a, at);
    const end = found < 0 ? block.length : found + 1;
    const bytes = block.subarray(at, end);
    if (isUtf8(bytes)) line = yield* linesOf(bytes.toString('utf8'), line);
    else {
      yield { kind: 'broken', detail: 'The line is not UTF-8 text.', line, ends: false };
      line += 1;
    }
    at = end;
  }
  return line;
}

function* linesOf(text: string, firstLine: number): Generator<JsonRead, number, void> {
  let line = firstLine;
  for (let at = 0; at < text.length; line++) {
    const found = text.indexOf('\n', at);
    const end = found < 0 ? text.length : found;
    const start = skipBlank(text, at, end);
    if (start < end) yield readLine(text, start, end, line);
    at = end + 1;
  }
  return line;
}

function readLine(text: string, start: number, end: number, line: number): JsonRead {
  const broken = (detail: string): JsonRead => ({ kind: 'broken', detail, line, ends: false });
  try {
    const read = parseJsonAt(text, start);
    // A value that goes on past the line is none on this line.
    if (read.end > end) return broken('The JSON does not end on its line.');
    const after = skipBlank(text, read.end, end);
    if (after === end) return { kind: 'value', value: read.value, line };
    return broken(`The JSON ends at column ${read.end - start + 1}, and more follows it.`);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return broken(describe(error, text, start, end));
  }
}

/** What is wrong with a text between two offsets, with the column instead of an offset. */
function describe(error: JsonError, text: string, start: number, end: number): string {
  if (error.at >= end) return 'The JSON does not end on its line.';
  const column = error.at - start + 1;
  const met = JSON.stringify(String.fromCodePoint(text.codePointAt(error.at) ?? 0));
  if (error.message.startsWith('Unexpected')) return `This is no JSON: unexpected ${met} at column ${column}.`;
  return `This is no JSON: ${error.message.replace(/ at offset \d+/, ` at column ${column}`)}.`;
}

/** The first offset from `at` on, at most `end`, that is no white space. */
function skipBlank(text: string, at: number, end: number): number {
  let i = at;
  for (let c = text.charCodeAt(i); i < end && (c === 0x20 || (c >= 0x09 && c <= 0x0d)); c = text.charCodeAt(i)) i += 1;
  return i;
}
