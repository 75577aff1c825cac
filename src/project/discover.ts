import { existsSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { globSync } from 'tinyglobby';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { filesBelow, reasonOf, shownPath } from './files.ts';

/** A rule file to read, with its sidecar where it has one. */
export interface RuleFile {
  readonly path: string;
  readonly sidecar: string | undefined;
  /** Its folder below the rules folder that it was found in, forward slashes, `""` at the top. */
  readonly folder: string;
  /** Named on the command line itself rather than found in a folder. */
  readonly named: boolean;
}

const sidecarEnding = '.rulegen.yml';

/** The rule files under files, folders and globs; `roots` are the rules folders that artifact folders mirror. */
export function discoverRules(paths: readonly string[], roots: readonly string[], report: Report): RuleFile[] {
  const found = new Map<string, RuleFile>();
  const add = (path: string, base: string, named: boolean): void => {
    if (path.endsWith(sidecarEnding) || found.has(path)) return;
    const sidecar = path.replace(/\.ya?ml$/, sidecarEnding);
    const root = roots.find((r) => inside(path, r)) ?? base;
    found.set(path, {
      path,
      sidecar: existsSync(sidecar) ? sidecar : undefined,
      folder: relative(root, dirname(path)).split(sep).join('/'),
      named,
    });
  };
  for (const given of paths) {
    const path = resolve(given);
    if (!existsSync(path) && /[*?{[]/.test(given)) {
      for (const match of globSync(given, { absolute: true, dot: false }).sort())
        if (/\.ya?ml$/.test(match)) add(resolve(match), dirname(match), true);
      continue;
    }
    try {
      if (statSync(path).isDirectory()) for (const file of filesBelow(path, ['.yml', '.yaml'])) add(file, path, false);
      else add(path, dirname(path), true);
    } catch (error) {
      report(diagnostic('file-unreadable', { path: shownPath(path), detail: reasonOf(error) }));
    }
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function inside(path: string, folder: string): boolean {
  const way = relative(resolve(folder), path);
  return way !== '' && !way.startsWith('..') && !way.startsWith(sep);
}
