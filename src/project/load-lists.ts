import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Json } from '../ir/json.ts';
import { filesBelow, readSource } from './files.ts';
import { parseList } from './parse-list.ts';

/** Named lists: those that hold everywhere, and for an environment with lists of its own all that hold there. */
export interface Lists {
  readonly everywhere: ReadonlyMap<string, readonly Json[]>;
  readonly byEnvironment: ReadonlyMap<string, ReadonlyMap<string, readonly Json[]>>;
}

/**
 * The named lists of `in_list`: `lists/NAME.txt`, one text a line; blank lines and lines that begin with `#` are left out.
 * `lists/<environment>/NAME.txt` stands in its place for that environment.
 */
export function loadLists(root: string, environments: readonly string[], report: Report): Lists {
  const everywhere = new Map<string, readonly Json[]>();
  const own = new Map<string, Map<string, readonly Json[]>>();
  const folder = join(root, 'lists');
  if (!existsSync(folder)) return { everywhere, byEnvironment: own };
  for (const path of filesBelow(folder, ['.txt'])) {
    const file = readSource(path, report);
    if (file === undefined) continue;
    const name = path.slice(folder.length + 1, -'.txt'.length).replaceAll('\\', '/');
    const [first = '', ...rest] = name.split('/');
    const isOwn = rest.length > 0 && environments.includes(first);
    const lists = isOwn ? (own.get(first) ?? new Map<string, readonly Json[]>()) : everywhere;
    lists.set(isOwn ? rest.join('/') : name, parseList(file.text));
    if (isOwn) own.set(first, lists);
  }
  const byEnvironment = new Map([...own].map(([name, lists]) => [name, new Map([...everywhere, ...lists])]));
  return { everywhere, byEnvironment };
}

/** A configuration whose environments know their own lists. */
export function withLists(config: Config, { byEnvironment }: Lists): Config {
  if (byEnvironment.size === 0) return config;
  const environments = config.environments.map((one) => {
    const lists = byEnvironment.get(one.name);
    return lists === undefined ? one : { ...one, lists };
  });
  return { ...config, environments };
}
