import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { list } from 'tar';
import { expect, it } from 'vitest';
import { tarGz } from '../../src/project/archive.ts';

it('a package is read back by tar, with nothing of this machine or day in it', () => {
  const long = `${'folder/'.repeat(40)}ü.conf`;
  const members = [
    { path: 'b', content: 'second' },
    { path: 'a', content: 'ü\n' },
    { path: long, content: '' },
  ];
  const packed = tarGz(members);
  const read: { path: string; size: number; mode: number | undefined; time: number | undefined }[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'rulegen-archive-'));
  const file = join(folder, 'x.tgz');
  writeFileSync(file, packed);
  list({
    file,
    sync: true,
    onReadEntry: ({ path, size, mode, mtime }) => read.push({ path, size, mode, time: mtime?.getTime() }),
  });
  rmSync(folder, { recursive: true });
  expect(read).toEqual(['a', 'b', long].map((path, i) => ({ path, size: [3, 6, 0][i], mode: 0o644, time: 0 })));
  expect(tarGz([...members].reverse())).toEqual(packed);
  expect([...packed.subarray(0, 10)]).toEqual([31, 139, 8, 0, 0, 0, 0, 0, packed[8], 255]);
  expect(gunzipSync(packed).length % 512).toBe(0);
});
