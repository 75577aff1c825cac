import { lstatSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Report } from '../../diagnostics/diagnostic.ts';
import { filesBelow } from '../files.ts';
import { packageRoot, toolVersion } from '../package-root.ts';
import { writeInside } from '../write-output.ts';

/** A file of a new repository: whether it was written, or was there already and is left as it is. */
export interface LaidDown {
  readonly path: string;
  readonly what: 'written' | 'kept' | 'failed';
}

/** Lays a new repository of rules down in a folder. What is there already is never touched. `from`: what npm installs rulegen from. */
export function layDown(folder: string, from: string | undefined, report: Report): readonly LaidDown[] {
  return skeleton(from).map(({ path, content }): LaidDown => {
    // A link that leads nowhere is there too.
    if (lstatSync(join(folder, path), { throwIfNoEntry: false })) return { path, what: 'kept' };
    return { path, what: writeInside(folder, path, content, report) === 'failed' ? 'failed' : 'written' };
  });
}

/** The files of a new repository, by path. In the package, names begin with `dot-` where they begin with a dot there. */
export function skeleton(from: string = toolVersion()): readonly { readonly path: string; readonly content: string }[] {
  const folder = join(packageRoot, 'skeleton');
  const files = filesBelow(folder, ['']).map((file) => ({
    path: relative(folder, file)
      .split(sep)
      .map((name) => name.replace(/^dot-/, '.'))
      .join('/'),
    content: readFileSync(file, 'utf8'),
  }));
  const manifest = { private: true, devDependencies: { rulegen: from } };
  return [...files, { path: 'package.json', content: `${JSON.stringify(manifest, null, 2)}\n` }].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
}
