import { createHash } from 'node:crypto';

/** The URL namespace of RFC 9562. */
const urlNamespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');

/** UUIDv5 of a URL (RFC 9562 section 5.5): the same name gives the same id on every machine. */
export function uuidOf(url: string): string {
  const hash = createHash('sha1').update(urlNamespace).update(url, 'utf8').digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
