import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the installed package, which holds `log-types/`, `targets/`, `templates/` and `schemas/`. */
export const packageRoot: string = find(dirname(fileURLToPath(import.meta.url)));

/** The version of the tool. */
export function toolVersion(): string {
  // package.json is ours: it always has a version.
  return (JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }).version;
}

function find(from: string): string {
  if (existsSync(join(from, 'package.json')) && existsSync(join(from, 'log-types'))) return from;
  const parent = dirname(from);
  return parent === from ? from : find(parent);
}
