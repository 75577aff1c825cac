import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { RuleFile } from '../project/discover.ts';
import { filesBelow } from '../project/files.ts';
import { sha256 } from '../project/manifest.ts';
import { overlayFolders, type Project } from '../project/open-project.ts';
import { packageRoot, toolVersion } from '../project/package-root.ts';
import { pythonAround } from '../project/python-checkout.ts';

/** What pages depend on: a digest of what all share, and one of each rule's own files. */
export interface Inputs {
  readonly shared: string;
  /** By the path of the rule file. */
  readonly own: ReadonlyMap<string, string>;
  /** The RuleID that each file names, by path; its name where it names none. */
  readonly ids: ReadonlyMap<string, string>;
}

/**
 * Reads everything that pages depend on. A Python file is its rule's own where it has that rule's name and nobody imports it; any other
 * is shared.
 */
export function inputsOf(files: readonly RuleFile[], project: Project, options: unknown): Inputs {
  const texts = new Map<string, string>();
  const text = (path: string): string => {
    const known = texts.get(path) ?? readText(path);
    texts.set(path, known);
    return known;
  };
  const pythonOfRules = new Map(files.map(({ path }) => [path.replace(/\.ya?ml$/, '.py'), path]));
  const python = pythonAround(files.map(({ path }) => path)).map((path) => resolve(path));
  const imported = new Set(python.filter((path) => path.endsWith('.py')).flatMap((path) => importsOf(text(path))));
  const isOwn = (path: string): boolean => pythonOfRules.has(path) && !imported.has(basename(path, '.py'));
  const rules = new Set(files.map(({ path }) => path));
  const shared = [...new Set([...python.filter((path) => !isOwn(path) && !rules.has(path)), ...sharedFiles(project)])];
  const from = process.cwd();
  const digest = (paths: readonly string[]): string =>
    sha256(paths.map((path) => `${relative(from, path)}\0${sha256(text(path))}`).join('\n'));
  return {
    shared: sha256([toolVersion(), JSON.stringify(options), project.root, digest(shared.sort())].join('\n')),
    own: new Map(
      files.map(({ path, sidecar }) => {
        const beside = path.replace(/\.ya?ml$/, '.py');
        const named = /^Filename:[ \t]*["']?([\w.-]+\.py)/m.exec(text(path))?.[1];
        const others = [sidecar, beside, named === undefined ? undefined : join(dirname(path), named)];
        return [path, digest([...new Set([path, ...others.filter((one) => one !== undefined)])])];
      }),
    ),
    ids: new Map(files.map(({ path }) => [path, idIn(text(path)) ?? basename(path).replace(/\.ya?ml$/, '')])),
  };
}

function idIn(text: string): string | undefined {
  return /^["']?RuleID["']?[ \t]*:[ \t]*["']?([^"'#\r\n]*[^"'#\s])/m.exec(text)?.[1];
}

/** The modules that a Python file imports, by the last part of their names. */
function importsOf(text: string): string[] {
  return [...text.matchAll(/^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import\b|import[ \t]+([\w., \t]+))/gm)].flatMap(
    ([, from, names]) => (from ?? names ?? '').split(',').map((one) => lastPart(one.trim().split(/\s/)[0] ?? '')),
  );
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function sharedFiles(project: Project): string[] {
  const config = project.config.file?.path;
  const files = config === undefined ? [] : [resolve(config)];
  for (const root of new Set([project.root, packageRoot]))
    for (const folder of [...overlayFolders, 'exceptions']) {
      const path = join(root, folder);
      if (existsSync(path)) files.push(...filesBelow(path, ['.yml', '.yaml', '.hbs', '.txt']));
    }
  const code = join(packageRoot, 'lib');
  if (existsSync(code)) files.push(...filesBelow(code, ['.js', '.css', '.html']));
  return files;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
