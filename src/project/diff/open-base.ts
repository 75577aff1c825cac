import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Report } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ManifestUnit } from '../manifest.ts';
import { parseManifest } from '../manifest.ts';
import type { Project } from '../open-project.ts';
import { openProject } from '../open-project.ts';
import { staysInside } from '../write-output.ts';
import { filesOfCommit, topOf } from './git-files.ts';

/** What is compared with: another state of the rules, or artifacts as a build left them. */
export type Base = { readonly label: string; readonly close: () => void } & (
  | { readonly kind: 'rules'; readonly project: Project }
  | {
      readonly kind: 'artifacts';
      readonly units: readonly ManifestUnit[];
      /** The text of an artifact; undefined where it is not there. */
      readonly read: (path: string) => string | undefined;
    }
);

/** Opens a folder (of artifacts with their manifest, or another checkout), else a commit. What is wrong is reported. */
export function openBase(name: string, project: Project, report: Report): Base | undefined {
  const isFolder = existsSync(name) && statSync(name).isDirectory();
  if (isFolder) return existsSync(join(name, 'manifest.json')) ? artifactsIn(name, report) : checkoutAt(name, project);
  const fail = (detail: string): undefined => void report(diagnostic('diff-base', { name, detail }));
  const found = topOf(project.root);
  if (typeof found === 'string') return fail(found);
  const files = filesOfCommit(name, project.root);
  if (typeof files === 'string') return fail(files);
  const below = relative(realpathSync(found.top), realpathSync(project.root));
  const opened = openAt(join(files.root, below), project);
  const short = files.commit.slice(0, 12);
  const label = short.startsWith(name) ? short : `${name} (${short})`;
  return { kind: 'rules', project: opened, label, close: files.remove };
}

function checkoutAt(name: string, project: Project): Base {
  return { kind: 'rules', project: openAt(resolve(name), project), label: name, close: () => undefined };
}

/** The same project in another folder. What was wrong with it then is of no interest now. */
function openAt(root: string, { root: ours, config, workspace }: Project): Project {
  const path = config.file && join(root, relative(ours, resolve(config.file.path)));
  const configPath = path !== undefined && existsSync(path) ? path : undefined;
  return openProject({ configPath, root, today: workspace.today }, () => undefined);
}

function artifactsIn(folder: string, report: Report): Base | undefined {
  const text = readText(join(folder, 'manifest.json'));
  const manifest = text === undefined ? undefined : parseManifest(text);
  if (manifest === undefined) {
    report(diagnostic('diff-base', { name: folder, detail: 'its manifest.json is none that rulegen wrote' }));
    return undefined;
  }
  const read = (path: string): string | undefined => (staysInside(path) ? readText(join(folder, path)) : undefined);
  return { kind: 'artifacts', units: manifest.units, read, label: folder, close: () => undefined };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
