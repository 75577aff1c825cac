import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join, normalize, sep } from 'node:path';
import { threadId } from 'node:worker_threads';
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

/** A file whose new text waits beside its place: nothing that a reader sees has changed yet. */
export interface Staged {
  readonly out: string;
  /** Relative to `out`. */
  readonly path: string;
  /** `staged`: waits in `part`; `unchanged`: the file holds this text already; `differs`: only compared; `failed`: reported. */
  readonly outcome: 'staged' | 'unchanged' | 'differs' | 'failed';
  readonly part: string;
  /** Of a text that differs: the text. */
  readonly text?: string | undefined;
}

/**
 * Writes a text beside its place. `path` is relative to `out` and must stay inside it, links included. An unchanged file needs nothing.
 * `same`: a staged file of the same text, of which this one may be a further name: where many tenants get one text, it is written once.
 */
export function stageInside(
  out: string,
  path: string,
  content: string | Uint8Array,
  report: Report,
  same?: Staged | undefined,
): Staged {
  const full = join(out, path);
  const staged = { out, path, part: '' };
  if (!staysInside(path)) {
    report(diagnostic('unsafe-path', { path }));
    return { ...staged, outcome: 'failed' };
  }
  if (isUnchanged(full, content)) return { ...staged, outcome: 'unchanged' };
  stagedSoFar += 1;
  const part = `${full}.${threadId}-${stagedSoFar}.${process.pid}${partEnding}`;
  try {
    ensureFolder(dirname(full));
    if (!liesBelow(dirname(full), out)) {
      report(diagnostic('unsafe-path', { path }));
      return { ...staged, outcome: 'failed' };
    }
    if (same === undefined || !isLinked(same.part, part)) writeFileSync(part, content);
    return { ...staged, part, outcome: 'staged' };
  } catch (error) {
    discard(part);
    report(diagnostic('write-failed', { path: shownPath(full), detail: reasonOf(error) }));
    return { ...staged, outcome: 'failed' };
  }
}

/** Gives a file a further name; false where the file system has no such thing, or not between these places. */
function isLinked(file: string, name: string): boolean {
  try {
    linkSync(file, name);
    return true;
  } catch {
    return false;
  }
}

/** Compares a text with the file in its place, writing nothing. */
export function compareInside(out: string, path: string, content: string | Uint8Array, report: Report): Staged {
  if (staysInside(path)) {
    if (isUnchanged(join(out, path), content)) return { out, path, part: '', outcome: 'unchanged' };
    return { out, path, part: '', outcome: 'differs', ...(typeof content === 'string' && { text: content }) };
  }
  report(diagnostic('unsafe-path', { path }));
  return { out, path, part: '', outcome: 'failed' };
}

/** Tells apart the parts of two texts for one place: both wait until it is known which may stay. */
let stagedSoFar = 0;

/** Puts a staged text in its place by renaming it, so that a reader sees the old text or the new one and never half of it. */
export function commitStaged(staged: Staged, report: Report): Written {
  if (staged.outcome === 'differs') {
    const how = 'is missing or differs from what the rules say';
    report(diagnostic('out-of-date', { path: shownPath(join(staged.out, staged.path)), how }));
    return 'unchanged';
  }
  if (staged.outcome !== 'staged') return staged.outcome;
  const full = join(staged.out, staged.path);
  try {
    renameSync(staged.part, full);
    return 'written';
  } catch (error) {
    discard(staged.part);
    report(diagnostic('write-failed', { path: shownPath(full), detail: reasonOf(error) }));
    return 'failed';
  }
}

/** Drops a staged text: its place stays as it is. */
export function dropStaged(staged: Staged): void {
  if (staged.outcome === 'staged') discard(staged.part);
}

/** Stages a file and puts it in its place. */
export function writeInside(out: string, path: string, content: string, report: Report): Written {
  return commitStaged(stageInside(out, path, content, report), report);
}

/** Whether a file holds exactly this. */
export function isUnchanged(path: string, content: string | Uint8Array): boolean {
  try {
    return existsSync(path) && readFileSync(path).equals(Buffer.from(content));
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
