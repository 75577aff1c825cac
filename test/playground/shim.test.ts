import * as node from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Buffer as Shim } from '../../src/playground/shim/buffer.ts';
import { createHash } from '../../src/playground/shim/crypto.ts';

it.each(['sha1', 'md5'])('the browser has the same %s as Node', (name) => {
  const lengths = [0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 128, 1000].map(
    (length) => 'é'.repeat(length >> 1) + 'x'.repeat(length & 1),
  );
  for (const text of [...lengths, ...fc.sample(fc.string({ unit: 'grapheme' }), 50)])
    expect(createHash(name).update(text).digest('hex')).toBe(node.createHash(name).update(text).digest('hex'));
});

it('the browser reads and compares bytes as Node does', () => {
  for (const [a, b] of fc.sample(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), 50)) {
    expect(Shim.byteLength(a)).toBe(Buffer.byteLength(a));
    expect(Shim.compare(Shim.from(a), Shim.from(b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(Shim.from(Buffer.from(a).toString('hex'), 'hex').toString()).toBe(Buffer.from(a).toString());
  }
});
