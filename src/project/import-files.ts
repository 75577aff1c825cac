import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { shownPath } from './files.ts';
import { commitStaged, dropStaged, isUnchanged, stageInside } from './write-output.ts';

/** A file to write below the output folder; `path` has forward slashes. */
export interface OutputFile {
  readonly path: string;
  readonly content: string;
}

/**
 * Writes files that belong together: all of them wait beside their places before the first is renamed. What stands there
 * with another text is left alone, and reported, unless `force`.
 */
export function putFiles(
  out: string,
  files: readonly OutputFile[],
  force: boolean,
  report: Report,
): 'written' | 'unchanged' | 'failed' {
  const taken = force ? [] : files.filter(({ path, content }) => isTaken(join(out, path), content));
  for (const { path } of taken) report(diagnostic('import-exists', { path: shownPath(join(out, path)) }));
  if (taken.length > 0) return 'failed';
  const staged = files.map(({ path, content }) => stageInside(out, path, content, report));
  if (staged.some(({ outcome }) => outcome === 'failed')) {
    staged.forEach(dropStaged);
    return 'failed';
  }
  const outcomes = staged.map((one) => commitStaged(one, report));
  if (outcomes.includes('failed')) return 'failed';
  return outcomes.includes('written') ? 'written' : 'unchanged';
}

function isTaken(path: string, content: string): boolean {
  return existsSync(path) && !isUnchanged(path, content);
}
