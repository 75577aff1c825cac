import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..', '..');

/** Bundles the command line once before the tests, unless the bundle is newer than everything that it is made from. */
export default function buildOnce(): void {
  const made = statSync(join(root, 'lib/main.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (newest(join(root, 'src')) > made) execFileSync('node', ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
}

function newest(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce(
    (latest, name) => Math.max(latest, statSync(join(folder, name)).mtimeMs),
    0,
  );
}
