import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Json } from '../ir/json.ts';
import { filesBelow, readSource } from './files.ts';

/** The named lists of `in_list`: `lists/NAME.txt`, one text a line; blank lines and lines that begin with `#` are left out. */
export function loadLists(root: string, report: Report): ReadonlyMap<string, readonly Json[]> {
  const lists = new Map<string, readonly Json[]>();
  const folder = join(root, 'lists');
  if (!existsSync(folder)) return lists;
  for (const path of filesBelow(folder, ['.txt'])) {
    const file = readSource(path, report);
    if (file) lists.set(path.slice(folder.length + 1, -'.txt'.length), parseList(file.text));
  }
  return lists;
}

/** The entries of a list file, without repeats. */
export function parseList(text: string): readonly string[] {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== '' && !line.startsWith('#')))];
}
