import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions, BuildResult } from './build.ts';
import { discoverRules } from './discover.ts';
import { filesBelow } from './files.ts';
import { overlayFolders, type Project } from './open-project.ts';
import { packageRoot, toolVersion } from './package-root.ts';
import { writeInside } from './write-output.ts';

const cacheFile = '.rulegen-cache.json';

interface Cache {
  /** Tool version, options and the day until which no waiver expires. */
  readonly key: string;
  readonly goodUntil: string | null;
  /** Path → modification time and size of everything that the build read and wrote. */
  readonly stamps: Readonly<Record<string, string>>;
  readonly result: BuildResult;
}

/** The result of the last build where nothing that it read or wrote has changed since (by time and size); else undefined. */
export function nothingChanged(options: BuildOptions, project: Project): BuildResult | undefined {
  const cache = readCache(join(options.out, cacheFile));
  if (cache === undefined || cache.key !== keyOf(options)) return undefined;
  if (cache.goodUntil !== null && project.workspace.today > cache.goodUntil) return undefined;
  const inputs = inputFiles(options, project);
  const known = Object.keys(cache.stamps);
  if (inputs.some((path) => cache.stamps[path] === undefined)) return undefined;
  const same = known.every((path) => stampOf(path) === cache.stamps[path]);
  return same
    ? { ...cache.result, unchanged: cache.result.unchanged + cache.result.written, written: 0, removed: 0 }
    : undefined;
}

/** Remembers a build that found nothing to complain about. `goodUntil`: the first day on which a waiver expires. */
export function rememberBuild(
  options: BuildOptions,
  project: Project,
  result: BuildResult,
  outputs: readonly string[],
  goodUntil: string | undefined,
): void {
  const stamps: Record<string, string> = {};
  for (const path of [...inputFiles(options, project), ...outputs.map((path) => join(options.out, path))]) {
    const stamp = stampOf(path);
    if (stamp !== undefined) stamps[path] = stamp;
  }
  const cache: Cache = { key: keyOf(options), goodUntil: goodUntil ?? null, stamps, result };
  writeInside(options.out, cacheFile, JSON.stringify(cache), () => undefined);
}

function keyOf(options: BuildOptions): string {
  return JSON.stringify([toolVersion(), options.paths, options.targets, options.environments]);
}

function inputFiles(options: BuildOptions, project: Project): string[] {
  const rules = discoverRules(
    options.paths.length > 0 ? options.paths : project.rulesFolders,
    project.rulesFolders,
    () => undefined,
  );
  const files = rules.flatMap((rule) => (rule.sidecar === undefined ? [rule.path] : [rule.path, rule.sidecar]));
  const config = join(project.root, 'rulegen.yml');
  if (existsSync(config)) files.push(config);
  for (const root of new Set([project.root, packageRoot])) {
    for (const folder of overlayFolders) {
      const path = join(root, folder);
      if (existsSync(path)) files.push(...filesBelow(path, ['.yml', '.yaml', '.hbs', '.txt']));
    }
  }
  const code = join(packageRoot, 'lib');
  if (existsSync(code)) files.push(...filesBelow(code, ['.js']));
  return files;
}

function stampOf(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat && `${stat.mtimeMs}/${stat.size}`;
}

function readCache(path: string): Cache | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Cache; // written by rememberBuild; anything else fails the key
  } catch {
    return undefined;
  }
}
