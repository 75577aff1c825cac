import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Workspace } from '../compile.ts';
import type { Config, Publishing, WrongEnvironment } from '../config.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nearNames } from '../diagnostics/near.ts';
import type { Span } from '../diagnostics/source.ts';
import { wholeFile } from '../diagnostics/source.ts';
import { compileTemplate } from '../envelope/envelope.ts';
import { EnvelopeError, type Template } from '../envelope/formats.ts';
import { unknownKeys } from '../mapping/check-fields.ts';
import type { LogType, Mapping } from '../mapping/log-type.ts';
import { readConfig } from '../source/config-file.ts';
import { readDataModel } from '../source/data-model-file.ts';
import { readLogType } from '../source/log-type-file.ts';
import { readMapping } from '../source/mapping-file.ts';
import { withoutWrong } from '../source/wrong-environments.ts';
import { targets } from '../targets/index.ts';
import type { Target } from '../targets/target.ts';
import { filesBelow, readSource } from './files.ts';
import { loadExceptions, withLoaded } from './load-exceptions.ts';
import { loadLists, withLists } from './load-lists.ts';
import { packageRoot } from './package-root.ts';
import { readSnapshot } from './snapshots.ts';
import type { DataFiles } from './workspace-of.ts';
import { workspaceOf } from './workspace-of.ts';

/** A user's repository, opened: configuration read, everything else read when first asked for. */
export interface Project {
  /** The folder of the configuration file, else the working folder. Overlays are looked for here. */
  readonly root: string;
  readonly config: Config;
  readonly workspace: Workspace;
  /** The rules folders, absolute. */
  readonly rulesFolders: readonly string[];
  /** What is wrong with files of exceptions: what they say is left out, and all else goes on. */
  readonly wrongExceptions: readonly Diagnostic[];
}

export interface OpenOptions {
  readonly configPath?: string | undefined;
  /** Where there is no configuration file: the project's folder; the working folder where it is not given. */
  readonly root?: string | undefined;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** The folders whose files lie over the package's own, by the same relative path. */
export const overlayFolders = ['targets', 'templates', 'log-types', 'data-models', 'lists'] as const;

/** Opens the project of the working folder. Reports what is wrong with the configuration and the files read along the way. */
export function openProject(options: OpenOptions, report: Report): Project {
  const configPath =
    options.configPath ?? (options.root === undefined && existsSync('rulegen.yml') ? 'rulegen.yml' : undefined);
  const file = configPath === undefined ? undefined : readSource(configPath, report);
  const root = configPath === undefined ? (options.root ?? process.cwd()) : resolve(configPath, '..');
  const names = targets.map((target) => target.name);
  const written = checkConfig(readConfig(file, report, names), report);
  const lists = loadLists(
    root,
    written.environments.map(({ name }) => name),
    report,
  );
  const wrongExceptions: Diagnostic[] = [];
  const exceptions = loadExceptions(root, written, names, (found) => wrongExceptions.push(found));
  const config = withLists(withLoaded(written, exceptions), lists);
  return {
    root,
    config,
    wrongExceptions,
    rulesFolders: config.rules.map((folder) => resolve(root, folder)),
    workspace: openWorkspace(root, config, lists.everywhere, options.today, report),
  };
}

function openWorkspace(
  root: string,
  config: Config,
  lists: Workspace['lists'],
  today: string,
  report: Report,
): Workspace {
  const overlay = (...parts: string[]): string | undefined =>
    [root, packageRoot].map((base) => join(base, ...parts)).find((path) => existsSync(path));
  const read = <T extends object>(
    parts: readonly string[],
    parse: (file: NonNullable<ReturnType<typeof readSource>>) => T | undefined,
  ): T | undefined => {
    const path = overlay(...parts);
    const file = path === undefined ? undefined : readSource(path, report);
    return file && (readSnapshot<T>(parts, file) ?? parse(file));
  };
  const isOverlaid = (parts: readonly string[]): boolean => root !== packageRoot && existsSync(join(root, ...parts));
  const files: DataFiles = {
    lists,
    logType: (name) => read(['log-types', `${name}.yml`], (file) => readLogType(file, report)),
    model: (name) => read(['data-models', `${name}.yml`], (file) => readDataModel(file, report)),
    mapping: (target, name) =>
      read(['targets', target, `${name}.yaml`], (file) => {
        const mapping = readMapping(file, target, report);
        const owner = targets.find((t) => t.name === target);
        if (mapping && owner) checkHomes(mapping, owner, report);
        return mapping;
      }),
    hasMapping: (target, name) => overlay('targets', target, `${name}.yaml`) !== undefined,
    // The package's own files are held against their schemas by its tests.
    checkMapping: (mapping, schema) => {
      if (!isOverlaid(['targets', mapping.target, `${mapping.logType}.yaml`])) return;
      for (const finding of fieldFindings(mapping, schema)) report(finding);
    },
    mappingNames: (target) => namesBelow(root, join('targets', target), '.yaml'),
    template: (target, name): Template => {
      const path = overlay('templates', target, `${name}.hbs`);
      if (path === undefined) throw new EnvelopeError(`there is no template templates/${target}/${name}.hbs`);
      return compileTemplate(`templates/${target}/${name}.hbs`, readFileSync(path, 'utf8'));
    },
  };
  return workspaceOf(files, config, today);
}

/** The names of all log types with a schema, for suggestions. */
export function knownLogTypes(root: string): string[] {
  return namesBelow(root, 'log-types', '.yml');
}

function namesBelow(root: string, folder: string, ending: string): string[] {
  const names = new Set<string>();
  for (const base of [root, packageRoot]) {
    const path = join(base, folder);
    if (existsSync(path))
      for (const file of filesBelow(path, [ending])) names.add(file.slice(path.length + 1, -ending.length));
  }
  return [...names].sort();
}

/** Entries of a mapping that no event of the log type can reach, each at its key. */
function fieldFindings(mapping: Mapping, schema: LogType): Diagnostic[] {
  const { file } = mapping;
  return unknownKeys(mapping, schema).map(({ home, key, near }) => {
    const start = file.text.indexOf(key);
    const span = start === -1 ? wholeFile(file) : { file, start, end: start + key.length };
    return diagnostic('mapping-unknown-field', { key, home, logType: mapping.logType, near }, { span });
  });
}

function checkHomes(mapping: Mapping, target: Target, report: Report): void {
  for (const home of mapping.homes) {
    for (const problem of target.checkHome(home))
      report(
        diagnostic('home-facts', { target: target.name, home: home.name, problem }, { span: wholeFile(mapping.file) }),
      );
  }
}

/** Holds targets and options against what there is. Answers the configuration without the environments that are wrong. */
function checkConfig(config: Config, report: Report): Config {
  const base = publishingFindings(config.base, config.file && wholeFile(config.file));
  base.forEach(report);
  const inherited = new Set(base.map(({ message }) => message));
  const wrong = config.environments.flatMap((environment): WrongEnvironment[] => {
    const found = publishingFindings(environment, environment.span);
    const findings = found.filter(({ message }) => !inherited.has(message));
    return findings.length === 0 ? [] : [{ name: environment.name, findings }];
  });
  return withoutWrong(config, wrong, report);
}

function publishingFindings(publishing: Publishing, span: Span | undefined): readonly Diagnostic[] {
  const known = targets.map((t) => t.name);
  return [
    ...publishing.targets
      .filter((name) => !known.includes(name))
      .map((name) => diagnostic('unknown-target', { name, known, near: nearNames(name, known) }, { span })),
    ...targets.flatMap((target) =>
      target
        .checkOptions(publishing.options[target.name] ?? {})
        .map((problem) => diagnostic('target-options', { target: target.name, problem }, { span })),
    ),
  ];
}
