import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { shownPath } from './files.ts';
import type { OutputFile } from './import-files.ts';
import { putFiles } from './import-files.ts';

/** Writes files where none are yet: all of them, or none where one is there already, whatever it holds. */
export function putNewFiles(out: string, files: readonly OutputFile[], report: Report): 'written' | 'failed' {
  const taken = files.filter(({ path }) => existsSync(join(out, path)));
  for (const { path } of taken) report(diagnostic('file-exists', { path: shownPath(join(out, path)) }));
  if (taken.length > 0) return 'failed';
  return putFiles(out, files, false, report) === 'failed' ? 'failed' : 'written';
}
