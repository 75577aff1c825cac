import { gzipSync, constants as zlib } from 'node:zlib';
import { Header, Pax } from 'tar';
import type { Member } from '../targets/bundle.ts';

const block = 512;
/** An archive ends with two empty blocks. */
const end = Buffer.alloc(2 * block);

/**
 * A compressed tar archive, the same bytes wherever and whenever it is made: sorted, mode 0644, no owner, no time. Matches are not
 * looked for, since zlib finds others on other processors.
 */
export function tarGz(members: readonly Member[]): Uint8Array {
  const sorted = [...members].sort((a, b) => (a.path < b.path ? -1 : 1));
  const packed = gzipSync(Buffer.concat([...sorted.flatMap(packedMember), end]), {
    level: 9,
    strategy: zlib.Z_HUFFMAN_ONLY,
  });
  // The tenth byte names the operating system that compressed: 255 is none. https://www.rfc-editor.org/rfc/rfc1952
  packed[9] = 255;
  return packed;
}

function packedMember({ path, content }: Member): readonly Buffer[] {
  const bytes = Buffer.from(content);
  const about = { path, mode: 0o644, uid: 0, gid: 0, size: bytes.length, mtime: new Date(0), type: 'File' as const };
  const header = new Header(about);
  const written = Buffer.alloc(block);
  const isLong = header.encode(written);
  const more = isLong ? [new Pax({ path, size: bytes.length }).encode()] : [];
  return [...more, written, bytes, Buffer.alloc((block - (bytes.length % block)) % block)];
}
