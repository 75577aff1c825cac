import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source.ts';
import type { BuildOptions, BuildResult } from './build.ts';
import { discoverRules } from './discover.ts';
import { filesBelow, readSource } from './files.ts';
import { exceptionsFolder } from './load-exceptions.ts';
import { overlayFolders, type Project } from './open-project.ts';
import { packageRoot, toolVersion } from './package-root.ts';
import { pythonAround } from './python-checkout.ts';
import { writeInside } from './write-output.ts';

const cacheFile = '.rulegen-cache.json';

interface Cache {
  /** Tool version, options and the day until which no waiver expires. */
  readonly key: string;
  readonly goodUntil: string | null;
  /** Path → modification time and size of everything that the build read and wrote. */
  readonly stamps: Readonly<Record<string, string>>;
  readonly result: BuildResult;
  /** What the build said, warnings and notes: it is said again. */
  readonly found: readonly KeptFinding[];
}

/** A finding with its file by path: the text is read again where the finding is shown. */
interface KeptFinding extends Omit<Diagnostic, 'span'> {
  readonly at: { readonly path: string; readonly start: number; readonly end: number } | null;
}

/** A build to remember. `goodUntil`: the first day on which a waiver expires. */
export interface FinishedBuild {
  readonly result: BuildResult;
  readonly found: readonly Diagnostic[];
  readonly goodUntil: string | undefined;
}

/** The result of the last build where nothing that it read or wrote has changed since (by time and size); else undefined. */
export function nothingChanged(options: BuildOptions, project: Project, report: Report): BuildResult | undefined {
  const cache = readCache(join(options.out, cacheFile));
  if (cache === undefined || cache.key !== keyOf(options, project)) return undefined;
  if (cache.goodUntil !== null && project.workspace.today > cache.goodUntil) return undefined;
  const inputs = inputFiles(options, project);
  const known = Object.keys(cache.stamps);
  if (inputs.some((path) => cache.stamps[path] === undefined)) return undefined;
  const same = known.every((path) => stampOf(path) === cache.stamps[path]);
  if (!same) return undefined;
  sayAgain(cache.found, report);
  return { ...cache.result, unchanged: cache.result.unchanged + cache.result.written, written: 0, removed: 0 };
}

/** Remembers a build that found no error. */
export function rememberBuild(
  options: BuildOptions,
  project: Project,
  { result, found, goodUntil }: FinishedBuild,
  outputs: readonly string[],
): void {
  const stamps: Record<string, string> = {};
  for (const path of [...inputFiles(options, project), ...outputs.map((path) => join(options.out, path))]) {
    const stamp = stampOf(path);
    if (stamp !== undefined) stamps[path] = stamp;
  }
  const cache: Cache = {
    key: keyOf(options, project),
    goodUntil: goodUntil ?? null,
    stamps,
    result,
    found: found.map(({ span, ...one }) => ({
      ...one,
      at: span ? { path: span.file.path, start: span.start, end: span.end } : null,
    })),
  };
  writeInside(options.out, cacheFile, JSON.stringify(cache), () => undefined);
}

/** Paths of findings and manifest are relative to the working folder, so it counts too. */
function keyOf(options: BuildOptions, project: Project): string {
  const config = project.config.file?.path ?? null;
  const { paths, targets, environments, release = null } = options;
  const verified = options.proveWith !== undefined;
  const chosen = [paths, targets, environments, release];
  return JSON.stringify([toolVersion(), process.cwd(), project.root, config, ...chosen, verified]);
}

function sayAgain(found: readonly KeptFinding[], report: Report): void {
  const files = new Map<string, SourceFile | undefined>();
  for (const { at, ...one } of found) {
    if (at && !files.has(at.path))
      files.set(
        at.path,
        readSource(at.path, () => undefined),
      );
    const file = at ? files.get(at.path) : undefined;
    report(at && file ? { ...one, span: { file, start: at.start, end: at.end } } : one);
  }
}

function inputFiles(options: BuildOptions, project: Project): string[] {
  const rules = discoverRules(
    options.paths.length > 0 ? options.paths : project.rulesFolders,
    project.rulesFolders,
    () => undefined,
  );
  const files = rules.flatMap((rule) => (rule.sidecar === undefined ? [rule.path] : [rule.path, rule.sidecar]));
  files.push(...pythonAround(rules.map((rule) => rule.path)));
  const config = project.config.file?.path;
  if (config !== undefined) files.push(resolve(config));
  for (const root of new Set([project.root, packageRoot])) {
    for (const folder of overlayFolders) {
      const path = join(root, folder);
      if (existsSync(path)) files.push(...filesBelow(path, ['.yml', '.yaml', '.hbs', '.txt']));
    }
  }
  const exceptions = join(project.root, exceptionsFolder);
  if (existsSync(exceptions)) files.push(...filesBelow(exceptions, ['.yml', '.yaml']));
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
