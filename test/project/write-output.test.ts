import { describe, expect, it, vi } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { staysInside, writeInside } from '../../src/project/write-output.ts';
import { scratch } from '../support/command-line.ts';

const disk = vi.hoisted(() => ({ full: false }));
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  return {
    ...real,
    writeFileSync: (...args: Parameters<typeof real.writeFileSync>) => {
      if (!disk.full) return real.writeFileSync(...args);
      real.writeFileSync(args[0], String(args[1]).slice(0, 3));
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    },
  };
});

it('leaves the old file and nothing half-written where the disk is full', () => {
  const folder = scratch({ 'out/a/x.kql': 'old text' });
  const found: Diagnostic[] = [];
  disk.full = true;
  const outcome = writeInside(folder.path('out'), 'a/x.kql', 'new text', (one) => found.push(one));
  disk.full = false;
  expect(outcome).toBe('failed');
  expect(found.map((one) => one.message)).toEqual([expect.stringContaining('the disk is full')]);
  expect(folder.list('out')).toEqual(['out/a/x.kql']);
  expect(folder.read('out/a/x.kql')).toBe('old text');
});

describe('paths of artifacts', () => {
  it.each(['../x', 'a/../../x', '/etc/x', 'a\\..\\x', 'a\0b', '', 'a/..'])('%j is refused', (path) => {
    expect(staysInside(path)).toBe(false);
  });

  it.each(['a/b.yml', 'we..ird/x', '.hidden/x'])('%j is taken', (path) => {
    expect(staysInside(path)).toBe(true);
  });
});
