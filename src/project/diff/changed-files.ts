import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { RuleFile } from '../discover.ts';
import { discoverRules } from '../discover.ts';
import { filesBelow } from '../files.ts';
import { sha256 } from '../manifest.ts';
import type { Project } from '../open-project.ts';
import { overlayFolders } from '../open-project.ts';
import { otherKindOf } from '../other-files.ts';
import { pythonAround } from '../python-checkout.ts';

/** Rule files of two states of a project that may compile to something else. */
export interface ChangedFiles {
  readonly before: readonly RuleFile[];
  readonly after: readonly RuleFile[];
}

/** The files whose own text differs; all of them where something differs that every rule may depend on. */
export function changedFiles(before: Project, after: Project): ChangedFiles {
  const old = rulesIn(before);
  const now = rulesIn(after);
  if (sharedDigest(before, old) !== sharedDigest(after, now)) return { before: old, after: now };
  const texts = new Map(old.map((file) => [nameOf(file.path, before), digestOf(file)]));
  const has = new Map(now.map((file) => [nameOf(file.path, after), digestOf(file)]));
  return {
    before: old.filter((file) => has.get(nameOf(file.path, before)) !== digestOf(file)),
    after: now.filter((file) => texts.get(nameOf(file.path, after)) !== digestOf(file)),
  };
}

/** The rules of the rules folders; none where there is no such folder. */
export function rulesIn({ rulesFolders }: Project): readonly RuleFile[] {
  const folders = rulesFolders.filter((folder) => existsSync(folder));
  return discoverRules(folders, rulesFolders, () => undefined).filter(({ path }) => otherKindOf(path) === undefined);
}

function nameOf(path: string, { root }: Project): string {
  return relative(root, path).split(sep).join('/');
}

function digestOf({ path, sidecar }: RuleFile): string {
  return sha256([path, ...(sidecar === undefined ? [] : [sidecar])].map(textOf).join('\0'));
}

/** Configuration, overlays, exceptions and Python: whatever more than one rule may depend on. */
function sharedDigest(project: Project, rules: readonly RuleFile[]): string {
  const { root, config } = project;
  const folders = [...overlayFolders, 'exceptions'].map((name) => join(root, name)).filter((path) => existsSync(path));
  const files = [
    ...(config.file === undefined ? [] : [resolve(config.file.path)]),
    ...folders.flatMap((folder) => filesBelow(folder, ['.yml', '.yaml', '.hbs', '.txt', '.csv'])),
    ...pythonAround(rules.map(({ path }) => path)),
  ];
  // Checkouts of Python are known by their real path.
  const named = files.map((path) => `${relative(root, path)}\0${textOf(path)}`);
  return sha256([...new Set(named)].sort().join('\0'));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
