import { closeSync, openSync, readSync } from 'node:fs';

/** Bytes read at a time: large enough for speed, small enough to be no matter. */
const chunkSize = 1 << 16;

/**
 * The bytes of a file, or of standard input where the path is `-`. A chunk is good only until the next one is asked for: all share one
 * piece of memory. Throws what the system says.
 */
export function* byteChunks(path: string): Generator<Buffer, void, void> {
  const memory = Buffer.allocUnsafe(chunkSize);
  const file = path === '-' ? 0 : openSync(path, 'r');
  try {
    for (let first = true; ; first = false) {
      const count = readSome(file, memory);
      if (count === 0) return;
      const chunk = memory.subarray(0, count);
      yield first ? withoutMark(chunk) : chunk;
    }
  } finally {
    if (file !== 0) closeSync(file);
  }
}

/** Reads what is there; waits where standard input has nothing yet. */
function readSome(file: number, memory: Buffer): number {
  for (;;) {
    try {
      return readSync(file, memory, 0, memory.length, null);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

/** Without UTF-8's byte order mark. */
function withoutMark(chunk: Buffer): Buffer {
  return chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk;
}
