import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join, normalize, sep } from 'node:path';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { filesBelow, reasonOf, shownPath } from './files.ts';

/** Whether a relative path stays inside the folder that it is joined to. */
export function staysInside(path: string): boolean {
  if (path === '' || isAbsolute(path) || path.includes('\0') || path.includes('\\')) return false;
  const clean = normalize(path);
  return clean !== '..' && !clean.startsWith(`..${sep}`) && !path.split('/').includes('..');
}

/** The end of a file that is being written, after the number of the process that writes it. */
const partEnding = '.rulegen.part';

/** What became of one file. */
export type Written = 'unchanged' | 'written' | 'failed';

/**
 * Writes a file beside its place and renames it, so that a reader sees the old text or the new one and never half of it.
 * An unchanged file is left alone. `path` is relative to `out` and must stay inside it, links included.
 */
export function writeInside(out: string, path: string, content: string, report: Report): Written {
  const full = join(out, path);
  if (!staysInside(path)) {
    report(diagnostic('unsafe-path', { path }));
    return 'failed';
  }
  if (isUnchanged(full, content)) return 'unchanged';
  const beside = `${full}.${process.pid}${partEnding}`;
  try {
    ensureFolder(dirname(full));
    if (!liesBelow(dirname(full), out)) {
      report(diagnostic('unsafe-path', { path }));
      return 'failed';
    }
    writeFileSync(beside, content);
    renameSync(beside, full);
    return 'written';
  } catch (error) {
    discard(beside);
    report(diagnostic('write-failed', { path: shownPath(full), detail: reasonOf(error) }));
    return 'failed';
  }
}

/** Whether a file holds exactly this text. */
export function isUnchanged(path: string, content: string): boolean {
  try {
    return existsSync(path) && readFileSync(path).equals(Buffer.from(content, 'utf8'));
  } catch {
    return false;
  }
}

/** Removes a file that an earlier build wrote and this one does not. */
export function removeInside(out: string, path: string, report: Report): void {
  const full = join(out, path);
  if (!staysInside(path) || !existsSync(full)) return;
  try {
    if (!liesBelow(dirname(full), out)) return;
    rmSync(full);
    removeEmptyFolders(out, dirname(path));
  } catch (error) {
    report(diagnostic('write-failed', { path: shownPath(join(out, path)), detail: reasonOf(error) }));
  }
}

/** Removes what runs that were killed left half-written: files of this tool's own ending whose process is gone. */
export function removeAbandonedParts(out: string): void {
  if (!existsSync(out)) return;
  try {
    for (const path of filesBelow(out, [partEnding])) {
      const pid = Number(/\.(\d{1,10})\.rulegen\.part$/.exec(path)?.[1]);
      if (Number.isInteger(pid) && !isRunning(pid)) discard(path);
    }
  } catch {
    // A folder that cannot be listed is reported when it is written to.
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Makes a folder and those above it. Node's own `recursive` never ends under /proc. */
function ensureFolder(folder: string): void {
  if (existsSync(folder)) return;
  const above = dirname(folder);
  if (above !== folder) ensureFolder(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

function liesBelow(folder: string, out: string): boolean {
  return `${realpathSync(folder)}${sep}`.startsWith(`${realpathSync(out)}${sep}`);
}

function removeEmptyFolders(out: string, folder: string): void {
  if (folder === '.' || folder === '') return;
  try {
    rmdirSync(join(out, folder));
  } catch {
    return;
  }
  removeEmptyFolders(out, dirname(folder));
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It could not be made either; the caller reports why.
  }
}
