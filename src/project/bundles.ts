import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Publishing } from '../config.ts';
import { type Diagnostic, diagnostic, type Report } from '../diagnostics/diagnostic.ts';
import { listTables } from '../mapping/list-tables.ts';
import type { BundleFile, BundleFinding, BundleInput, Member, NamedList } from '../targets/bundle.ts';
import type { Target } from '../targets/target.ts';
import { inEnvironment, type Workspace } from '../workspace.ts';
import type { BuildOptions } from './build.ts';
import { bundleUnit } from './bundle-unit.ts';
import { chosenEnvironments } from './choices.ts';
import { shownPath } from './files.ts';
import { internalError } from './internal-error.ts';
import { type ManifestArtifact, type ManifestBundle, type ManifestUnit, sha256 } from './manifest.ts';
import type { Project } from './open-project.ts';
import type { Counts } from './settle-manifest.ts';
import { commitStaged, compareInside, stageInside, staysInside } from './write-output.ts';

/** What bundles are made from: everything that is published once the build is done. */
export interface Published {
  readonly units: readonly ManifestUnit[];
  readonly unitsBefore: readonly ManifestUnit[];
  readonly before: readonly ManifestBundle[];
  /** Texts that are not on disk, by path below the output folder: `check` writes none. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Writes (or compares) the files that each environment has beside those of its rules, and answers what belongs there. Environments and
 * targets that were not asked for keep theirs; those that are published no more hold what is left switched off for a
 * release, or give back what they merged into.
 */
export async function bundleAll(
  published: Published,
  options: BuildOptions,
  project: Project,
  counts: Counts,
  report: Report,
): Promise<readonly ManifestBundle[]> {
  const places = placesOf(published.before, options, project);
  const kept = published.before.filter((bundle) => !places.some((place) => isSame(place, bundle)));
  const isWhole = options.targets.length === 0 && options.environments.length === 0;
  const wrong = new Set((project.config.wrongEnvironments ?? []).map(({ name }) => name));
  const waits = ({ environment }: ManifestBundle): boolean => !isWhole || wrong.has(environment ?? '');
  const made: ManifestBundle[] = kept.filter(waits);
  const gone = kept.filter((bundle) => !waits(bundle));
  for (const place of isWhole ? [...places, ...gone.map((bundle) => goneFrom(bundle, project))] : places) {
    const before = published.before.find((bundle) => isSame(place, bundle));
    const artifacts = await bundleOne(place, before?.artifacts ?? [], published, { options, project, counts, report });
    if (artifacts.length > 0) made.push({ ...madeOf(place), artifacts });
  }
  return made;
}

interface Place {
  readonly environment: string | null;
  readonly target: Pick<Target, 'name' | 'bundler'>;
  readonly options: ManifestBundle['options'];
  readonly author: string | undefined;
  readonly workspace: Workspace;
}

interface Work {
  readonly options: BuildOptions;
  readonly project: Project;
  readonly counts: Counts;
  readonly report: Report;
}

function placesOf(before: readonly ManifestBundle[], options: BuildOptions, project: Project): readonly Place[] {
  return chosenEnvironments(options, project).flatMap(([name, publishing]) =>
    project.workspace.targets
      .filter((target) => publishing.targets.includes(target.name))
      .map((target) => placeOf(name, target, publishing, project))
      .filter((place) => place.target.bundler !== undefined || before.some((bundle) => isSame(place, bundle))),
  );
}

function isSame({ environment, target }: Place, bundle: ManifestBundle): boolean {
  return environment === bundle.environment && target.name === bundle.target;
}

function placeOf(name: string | undefined, target: Target, publishing: Publishing, { workspace }: Project): Place {
  const options = publishing.options[target.name] ?? {};
  const { author } = publishing;
  return { environment: name ?? null, target, options, author, workspace: inEnvironment(workspace, publishing) };
}

/** Where nothing is published any more, with what it was made with. */
function goneFrom(bundle: ManifestBundle, { workspace }: Project): Place {
  const { environment, target: name, options, author } = bundle;
  const target = workspace.targets.find((one) => one.name === name) ?? { name, bundler: undefined };
  return { environment, target, options, author, workspace };
}

function madeOf({ environment, target, options, author }: Place): Omit<ManifestBundle, 'artifacts'> {
  return { environment, target: target.name, options, ...(author === undefined ? {} : { author }) };
}

/** The files of one environment and target that belong there now. Where they cannot be made, those of the last build stay. */
async function bundleOne(
  place: Place,
  before: readonly ManifestArtifact[],
  published: Published,
  work: Work,
): Promise<readonly ManifestArtifact[]> {
  const { project, report } = work;
  const { target } = place;
  const folder = place.environment === null ? target.name : `${place.environment}/${target.name}`;
  try {
    const make = await target.bundler?.();
    if (make === undefined) return [];
    const bundle = make(inputOf(place, folder, published, work));
    for (const finding of bundle.findings) report(findingOf(finding, place));
    if (bundle.files === undefined) return before;
    const left = (bundle.untouched ?? []).map((path) => `${folder}/${path}`);
    return [
      ...before.filter(({ path }) => left.includes(path)),
      ...(await putFiles(bundle.files, folder, before, work)),
    ];
  } catch (error) {
    report({ ...internalError(error, shownPath(join(project.root, folder))), target: target.name });
    return before;
  }
}

/** Puts files in their places. What could not be written stays as the last build left it. */
async function putFiles(
  files: readonly BundleFile[],
  folder: string,
  before: readonly ManifestArtifact[],
  { options, counts, report }: Work,
): Promise<readonly ManifestArtifact[]> {
  const stage = options.check ? compareInside : stageInside;
  const put: ManifestArtifact[] = [];
  for (const { path: inside, kind, content, own } of files) {
    const path = `${folder}/${inside}`;
    const bytes = typeof content === 'string' ? content : await packed(content);
    const outcome = commitStaged(stage(options.out, path, bytes, report), report);
    if (outcome === 'failed') put.push(...before.filter((artifact) => artifact.path === path));
    else {
      counts[outcome] += 1;
      put.push({ path, kind, sha256: sha256(own ?? bytes) });
    }
  }
  return put;
}

/** A plain build without packages loads nothing of it. */
async function packed(members: readonly Member[]): Promise<Uint8Array> {
  const { tarGz } = await import('./archive.ts');
  return tarGz(members);
}

function inputOf(
  { environment, target, options: chosen, author, workspace }: Place,
  folder: string,
  { units, unitsBefore, texts }: Published,
  { options, report }: Work,
): BundleInput {
  const textAt = (path: string): string | undefined => texts.get(path) ?? textOf(options.out, path);
  const isHere = (unit: ManifestUnit): boolean => unit.environment === environment && unit.target === target.name;
  const own = units.filter(isHere).sort((a, b) => compare(keyOf(a), keyOf(b)));
  const now = new Set(own.flatMap(pathsOf));
  const removed = unitsBefore.filter(isHere).flatMap(pathsOf);
  const missing = (path: string): void =>
    report(diagnostic('bundle-incomplete', { path: shownPath(join(options.out, path)) }, { target: target.name }));
  return {
    environment: environment ?? undefined,
    options: chosen,
    author,
    units: own.flatMap((unit) => bundleUnit(unit, folder, textAt, missing)),
    removed: [...new Set(removed)]
      .filter((path) => !now.has(path))
      .map((path) => path.slice(folder.length + 1))
      .sort(),
    lists: listsOf(own, workspace),
    existing: (path) => textOf(options.out, `${folder}/${path}`),
    render: (template, data) => workspace.template(target.name, template)(data),
  };
}

function pathsOf({ artifacts, lastGood = [] }: ManifestUnit): readonly string[] {
  return [...artifacts, ...lastGood].map(({ path }) => path);
}

function listsOf(units: readonly ManifestUnit[], workspace: Workspace): readonly NamedList[] {
  const names = [...new Set(units.flatMap((unit) => unit.lists ?? []))].sort();
  const tables = listTables(workspace.lists.keys());
  return names.flatMap((name) => {
    const [values, table] = [workspace.lists.get(name), tables.get(name)];
    return values === undefined || table === undefined ? [] : [{ name, table, values }];
  });
}

function textOf(out: string, path: string): string | undefined {
  const full = join(out, path);
  return staysInside(path) && existsSync(full) ? readFileSync(full, 'utf8') : undefined;
}

function findingOf({ severity, says, source = '', rule }: BundleFinding, { environment, target }: Place): Diagnostic {
  const at = { target: target.name, ...(rule === undefined ? {} : { rule }), severity };
  return diagnostic('target-bundle', { target: target.name, environment, says, source }, at);
}

function keyOf({ rule, logType, home, status }: ManifestUnit): string {
  return [rule, logType, home, status].join('\u0000');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
