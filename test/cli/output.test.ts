import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { expect, it } from 'vitest';
import { bin, ruleText, scratch } from '../support/command-line.ts';

it('reports a folder that cannot be made, and ends', () => {
  const folder = scratch({ 'rules/a.yml': ruleText('A'), file: 'in the way' });
  const ran = folder.run(['build', '--out', 'file/below']);
  expect(ran.code).toBe(1);
  expect(ran.err).toContain('[write-failed]');
  expect(ran.out).toContain('0 of 4 rule × target builds, 4 refused');
});

it.skipIf(!existsSync('/proc/self'))('reports an output folder in a file system that takes none', () => {
  const folder = scratch({ 'rules/a.yml': ruleText('A') });
  expect(folder.run(['build', '--target', 'kql', '--out', '/proc/rulegen']).code).toBe(1);
});

it('never writes or removes through a link that leaves the output folder', () => {
  const folder = scratch({ 'rules/a.yml': ruleText('A'), 'elsewhere/keep.txt': 'mine' });
  mkdirSync(folder.path('dist'));
  symlinkSync(folder.path('elsewhere'), folder.path('dist/kql'));
  const ran = folder.run(['build']);
  expect(ran.err).toContain('[unsafe-path]');
  expect(folder.list('elsewhere')).toEqual(['elsewhere/keep.txt']);
  expect(folder.list('dist').some((path) => path.startsWith('dist/sigma/'))).toBe(true);
});

it.skipIf(!existsSync('/dev/full'))('says so where standard output is full', () => {
  const folder = scratch({ 'rules/a.yml': ruleText('A') });
  const ran = spawnSync('sh', ['-c', `"${process.execPath}" "${bin}" targets > /dev/full`], {
    cwd: folder.root,
    encoding: 'utf8',
  });
  expect(ran.status).toBe(2);
  expect(ran.stderr).toMatch(/^Standard output cannot be written: ENOSPC/);
  expect(ran.stderr).not.toContain('    at ');
});

it('ends quietly where the reader of a pipe has gone', () => {
  const folder = scratch();
  const ran = spawnSync('bash', ['-c', `"${process.execPath}" "${bin}" targets | head -1; exit $PIPESTATUS`], {
    cwd: folder.root,
    encoding: 'utf8',
  });
  expect(ran.stderr).toBe('');
  expect(ran.status).toBe(0);
});

it('clears away what killed runs left half-written, and nothing else', () => {
  const folder = scratch({
    'rules/a.yml': ruleText('A'),
    'dist/kql/a.kql.999999999.rulegen.part': 'half',
    [`dist/kql/b.kql.${process.pid}.rulegen.part`]: 'another run is writing this',
    'dist/notes.part': 'foreign',
  });
  folder.run(['build', '--target', 'kql']);
  expect(folder.list('dist').filter((path) => path.endsWith('.part'))).toEqual([
    `dist/kql/b.kql.${process.pid}.rulegen.part`,
    'dist/notes.part',
  ]);
});
