import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize, sep } from 'node:path';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { reasonOf, shownPath } from './files.ts';

/** Whether a relative path stays inside the folder that it is joined to. */
export function staysInside(path: string): boolean {
  if (path === '' || isAbsolute(path) || path.includes('\0') || path.includes('\\')) return false;
  const clean = normalize(path);
  return clean !== '..' && !clean.startsWith(`..${sep}`) && !path.split('/').includes('..');
}

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
  const beside = `${full}.${process.pid}.part`;
  try {
    mkdirSync(dirname(full), { recursive: true });
    if (!`${realpathSync(dirname(full))}${sep}`.startsWith(`${realpathSync(out)}${sep}`)) {
      report(diagnostic('unsafe-path', { path }));
      return 'failed';
    }
    writeFileSync(beside, content);
    renameSync(beside, full);
    return 'written';
  } catch (error) {
    rmSync(beside, { force: true });
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
  if (!staysInside(path)) return;
  try {
    rmSync(join(out, path), { force: true });
  } catch (error) {
    report(diagnostic('write-failed', { path: shownPath(join(out, path)), detail: reasonOf(error) }));
  }
}
