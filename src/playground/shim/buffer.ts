/** What stands in for Node's `Buffer` in the browser, as far as the engine takes it: UTF-8 and hexadecimal. */
export class Buffer extends Uint8Array {
  static override from(data: string | ArrayLike<unknown> | Iterable<unknown>, encoding: unknown = 'utf8'): Buffer {
    if (typeof data !== 'string') return new Buffer(Uint8Array.from(Array.from(data, Number)));
    if (encoding !== 'hex') return new Buffer(new TextEncoder().encode(data));
    return new Buffer(Uint8Array.from(data.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
  }

  static byteLength(text: string): number {
    return new TextEncoder().encode(text).length;
  }

  static compare(a: Uint8Array, b: Uint8Array): -1 | 0 | 1 {
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      const [x = 0, y = 0] = [a[i], b[i]];
      if (x !== y) return x < y ? -1 : 1;
    }
    return a.length === b.length ? 0 : a.length < b.length ? -1 : 1;
  }

  override toString(encoding = 'utf8'): string {
    if (encoding !== 'hex') return new TextDecoder().decode(this);
    return Array.from(this, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
}
