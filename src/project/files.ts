import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source.ts';

/** Rule, mapping and configuration files are refused above this size. */
export const sizeLimit = 5 * 1024 * 1024;

/** A path as the user would name it: relative to the working folder, forward slashes. */
export function shownPath(path: string, from: string = process.cwd()): string {
  const near = relative(from, resolve(path));
  const shown = near === '' ? '.' : near.startsWith(`..${sep}..${sep}..`) || isAbsolute(near) ? resolve(path) : near;
  return shown.split(sep).join('/');
}

/** Reads a text file; reports and gives undefined where that fails, where it is too large, or where it is not UTF-8. */
export function readSource(path: string, report: Report): SourceFile | undefined {
  const shown = shownPath(path);
  try {
    const { size } = statSync(path);
    if (size > sizeLimit) {
      report(diagnostic('file-too-large', { path: shown, bytes: size, limit: sizeLimit }));
      return undefined;
    }
    const bytes = readFileSync(path);
    const text = bytes.toString('utf8');
    if (text.includes('\ufffd') && !Buffer.from(text, 'utf8').equals(bytes)) {
      report(diagnostic('file-binary', { path: shown }));
      return undefined;
    }
    return { path: shown, text };
  } catch (error) {
    report(diagnostic('file-unreadable', { path: shown, detail: reasonOf(error) }));
    return undefined;
  }
}

/**
 * Every file below a folder whose name ends in one of the endings, sorted; hidden folders and node_modules are left out.
 * Linked folders are followed, each real folder once.
 */
export function filesBelow(folder: string, endings: readonly string[]): string[] {
  const found: string[] = [];
  const seen = new Set([realpathSync(folder)]);
  const walk = (at: string): void => {
    for (const item of readdirSync(at, { withFileTypes: true })) {
      if (item.name.startsWith('.') || item.name === 'node_modules') continue;
      const path = join(at, item.name);
      if (isNewFolder(item, path, seen)) walk(path);
      else if (item.isDirectory()) continue;
      else if (endings.some((ending) => item.name.endsWith(ending))) found.push(path);
    }
  };
  walk(folder);
  return found.sort();
}

/** Whether a path is a folder, or a link to one that was not met yet. */
function isNewFolder(item: Dirent, path: string, seen: Set<string>): boolean {
  if (!item.isSymbolicLink()) return item.isDirectory();
  let real: string;
  try {
    if (!statSync(path).isDirectory()) return false;
    real = realpathSync(path);
  } catch {
    return false;
  }
  if (seen.has(real)) return false;
  seen.add(real);
  return true;
}

/** What went wrong with a file, in the words of the system but without its stack. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  const words: Record<string, string> = {
    ENOENT: 'there is no such file',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of its path is a file',
    ENOSPC: 'the disk is full',
    EROFS: 'the file system is read-only',
    ELOOP: 'its links form a circle',
    ENAMETOOLONG: 'its name is too long',
  };
  return words[code] ?? error.message;
}
