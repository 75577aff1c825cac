import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { buildProject } from '../../src/project/build.ts';
import { filesBelow } from '../../src/project/files.ts';
import type { Manifest } from '../../src/project/manifest.ts';
import { openProject } from '../../src/project/open-project.ts';

/** What one build said, and what is on disk after it. */
export interface Built {
  readonly found: readonly Diagnostic[];
  readonly written: number;
  readonly removed: number;
}

/** A folder of files that is built in this process. */
export interface Repository {
  readonly build: (more?: {
    readonly check?: boolean;
    readonly paths?: readonly string[];
    readonly targets?: readonly string[];
    readonly environments?: readonly string[];
    readonly release?: string;
  }) => Promise<Built>;
  readonly write: (files: Readonly<Record<string, string>>) => void;
  readonly remove: (...paths: readonly string[]) => void;
  readonly has: (path: string) => boolean;
  readonly read: (path: string) => string;
  readonly bytes: (path: string) => Buffer;
  /** Paths below `dist`, sorted. */
  readonly built: () => readonly string[];
  readonly manifest: () => Manifest;
  readonly path: (path: string) => string;
}

/** Makes a repository in a temporary folder; its configuration is `rulegen.yml`. */
export function repository(files: Readonly<Record<string, string>>): Repository {
  const root = mkdtempSync(join(tmpdir(), 'rulegen-built-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const path = (one: string): string => join(root, one);
  const write: Repository['write'] = (some) => {
    for (const [name, text] of Object.entries(some)) {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), text);
    }
  };
  write({ 'rulegen.yml': '', ...files });
  return {
    path,
    write,
    remove: (...paths) => {
      for (const one of paths) rmSync(path(one), { recursive: true });
    },
    has: (one) => existsSync(path(one)),
    read: (one) => readFileSync(path(one), 'utf8'),
    bytes: (one) => readFileSync(path(one)),
    built: () => filesBelow(path('dist'), ['']).map((one) => one.slice(path('dist').length + 1)),
    manifest: () => JSON.parse(readFileSync(path('dist/manifest.json'), 'utf8')) as Manifest, // written by the build
    build: async ({ check = false, paths = [], targets = [], environments = [], release } = {}) => {
      const found: Diagnostic[] = [];
      const report = (one: Diagnostic): void => {
        found.push(one);
      };
      const project = openProject({ configPath: path('rulegen.yml'), today: '2026-01-01' }, report);
      const result = await buildProject(
        { paths: paths.map(path), targets, environments, out: path('dist'), check, release },
        project,
        report,
      );
      return { found, written: result.written, removed: result.removed };
    },
  };
}
