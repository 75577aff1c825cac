import { Buffer } from './buffer.ts';

/** What stands in for `node:crypto` in the browser, whose own digests only come later: SHA-1 and MD5, the two that the engine takes. */
export function createHash(name: string): Hash {
  return new Hash(name === 'md5' ? md5 : sha1);
}

class Hash {
  private parts: number[] = [];
  private readonly of: (bytes: Uint8Array) => Uint8Array;

  constructor(of: (bytes: Uint8Array) => Uint8Array) {
    this.of = of;
  }

  update(data: string | Uint8Array): this {
    for (const byte of typeof data === 'string' ? Buffer.from(data) : data) this.parts.push(byte);
    return this;
  }

  digest(): Buffer;
  digest(encoding: 'hex'): string;
  digest(encoding?: 'hex'): Buffer | string {
    const bytes = Buffer.from(this.of(Uint8Array.from(this.parts)));
    return encoding === undefined ? bytes : bytes.toString(encoding);
  }
}

const turn = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** The bytes with a one, zeros and their length in bits after them: a multiple of 64. RFC 1321, 3.1; RFC 3174, 4. */
function padded(bytes: Uint8Array, isLittle: boolean): DataView {
  const view = new DataView(new ArrayBuffer(Math.ceil((bytes.length + 9) / 64) * 64));
  for (const [i, byte] of bytes.entries()) view.setUint8(i, byte);
  view.setUint8(bytes.length, 0x80);
  view.setBigUint64(view.byteLength - 8, BigInt(bytes.length) * 8n, isLittle);
  return view;
}

function written(words: readonly number[], isLittle: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(words.length * 4));
  for (const [i, word] of words.entries()) view.setUint32(i * 4, word >>> 0, isLittle);
  return new Uint8Array(view.buffer);
}

/** RFC 3174. */
function sha1(bytes: Uint8Array): Uint8Array {
  const view = padded(bytes, false);
  let state: [number, number, number, number, number] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let at = 0; at < view.byteLength; at += 64) {
    const words: number[] = [];
    for (let i = 0; i < 80; i++) {
      const back = (by: number): number => words[i - by] ?? 0;
      words.push(i < 16 ? view.getUint32(at + i * 4) : turn(back(3) ^ back(8) ^ back(14) ^ back(16), 1));
    }
    let [a, b, c, d, e] = state;
    for (const [i, word] of words.entries()) {
      const [f, k] =
        i < 20
          ? [(b & c) | (~b & d), 0x5a827999]
          : i < 40
            ? [b ^ c ^ d, 0x6ed9eba1]
            : i < 60
              ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
              : [b ^ c ^ d, 0xca62c1d6];
      [a, b, c, d, e] = [(turn(a, 5) + f + e + k + word) | 0, a, turn(b, 30), c, d];
    }
    const [v, w, x, y, z] = state;
    state = [(v + a) | 0, (w + b) | 0, (x + c) | 0, (y + d) | 0, (z + e) | 0];
  }
  return written(state, false);
}

const turns = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
];

/** RFC 1321. */
function md5(bytes: Uint8Array): Uint8Array {
  const view = padded(bytes, true);
  let state: [number, number, number, number] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let at = 0; at < view.byteLength; at += 64) {
    let [a, b, c, d] = state;
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      const f = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][round] ?? 0;
      const from = [i, 5 * i + 1, 3 * i + 5, 7 * i][round] ?? 0;
      const sum =
        (a + f + Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) + view.getUint32(at + (from % 16) * 4, true)) | 0;
      [a, b, c, d] = [d, (b + turn(sum, turns[round]?.[i % 4] ?? 0)) | 0, b, c];
    }
    const [w, x, y, z] = state;
    state = [(w + a) | 0, (x + b) | 0, (y + c) | 0, (z + d) | 0];
  }
  return written(state, true);
}
