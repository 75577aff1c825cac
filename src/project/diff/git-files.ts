import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { staysInside } from '../write-output.ts';

/** Files of a commit, laid out in a folder of their own. */
export interface GitFiles {
  readonly root: string;
  /** The full id of the commit. */
  readonly commit: string;
  readonly remove: () => void;
}

/** What rules, configuration, overlays and their Python are written in. */
const endings = /\.(ya?ml|py|hbs|txt|csv)$/;
const mostBytes = 512 * 1024 * 1024;

/**
 * The files of a commit that rulegen reads, in a temporary folder: neither the checkout nor git's index is touched. A sentence where
 * that fails.
 */
export function filesOfCommit(ref: string, folder: string): GitFiles | string {
  const named = git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  if (typeof named === 'string') return named;
  const commit = named.toString('utf8').trim();
  const listed = git(folder, ['ls-tree', '-r', '-z', '--full-tree', commit]);
  if (typeof listed === 'string') return listed;
  const blobs = listed
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const [, oid, path] = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
      return oid !== undefined && path !== undefined && endings.test(path) && staysInside(path) ? [{ oid, path }] : [];
    });
  const contents = git(folder, ['cat-file', '--batch'], blobs.map(({ oid }) => `${oid}\n`).join(''));
  if (typeof contents === 'string') return contents;
  const root = mkdtempSync(join(tmpdir(), 'rulegen-base-'));
  // The top of a checkout, for what looks for it.
  writeFileSync(join(root, '.git'), '');
  let at = 0;
  for (const { path } of blobs) {
    const end = contents.indexOf(10, at);
    const size = Number(/ blob (\d+)$/.exec(contents.subarray(at, end).toString('latin1'))?.[1] ?? 0);
    const full = join(root, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, contents.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return { root, commit, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** The top of the checkout around a folder; a sentence where there is none. */
export function topOf(folder: string): { readonly top: string } | string {
  const found = git(folder, ['rev-parse', '--show-toplevel']);
  return typeof found === 'string' ? found : { top: found.toString('utf8').replace(/\n$/, '') };
}

function git(folder: string, args: readonly string[], input = ''): Buffer | string {
  const ran = spawnSync('git', ['-C', folder, ...args], { input, maxBuffer: mostBytes });
  if (ran.error) return `git cannot be run: ${ran.error.message}`;
  if (ran.status === 0) return ran.stdout;
  const said = ran.stderr.toString('utf8').trim().split('\n')[0];
  return said === undefined || said === '' ? 'git knows no such commit' : said;
}
