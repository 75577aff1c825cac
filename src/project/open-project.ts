import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Workspace } from '../compile.ts';
import type { Config } from '../config.ts';
import { isOpenLogType } from '../config.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nearNames } from '../diagnostics/near.ts';
import { wholeFile } from '../diagnostics/source.ts';
import { compileTemplate, EnvelopeError, type Template } from '../envelope/envelope.ts';
import { unknownKeys } from '../mapping/check-fields.ts';
import { withGeneric } from '../mapping/generic.ts';
import type { DataModel, LogType, Mapping } from '../mapping/log-type.ts';
import type { Entity } from '../mapping/mapping.ts';
import { readConfig } from '../source/config-file.ts';
import { readDataModel } from '../source/data-model-file.ts';
import { readLogType } from '../source/log-type-file.ts';
import { readMapping } from '../source/mapping-file.ts';
import { targets } from '../targets/index.ts';
import type { Target } from '../targets/target.ts';
import { filesBelow, readSource } from './files.ts';
import { loadLists } from './load-lists.ts';
import { packageRoot } from './package-root.ts';
import { readSnapshot } from './snapshots.ts';

/** A user's repository, opened: configuration read, everything else read when first asked for. */
export interface Project {
  /** The folder of the configuration file, else the working folder. Overlays are looked for here. */
  readonly root: string;
  readonly config: Config;
  readonly workspace: Workspace;
  /** The rules folders, absolute. */
  readonly rulesFolders: readonly string[];
}

export interface OpenOptions {
  readonly configPath?: string | undefined;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** The folders whose files lie over the package's own, by the same relative path. */
export const overlayFolders = ['targets', 'templates', 'log-types', 'data-models', 'lists'] as const;

/** Opens the project of the working folder. Reports what is wrong with the configuration and the files read along the way. */
export function openProject(options: OpenOptions, report: Report): Project {
  const configPath = options.configPath ?? (existsSync('rulegen.yml') ? 'rulegen.yml' : undefined);
  const file = configPath === undefined ? undefined : readSource(configPath, report);
  const root = configPath === undefined ? process.cwd() : resolve(configPath, '..');
  const config = readConfig(
    file,
    report,
    targets.map((target) => target.name),
  );
  checkConfig(config, report);
  return {
    root,
    config,
    rulesFolders: config.rules.map((folder) => resolve(root, folder)),
    workspace: openWorkspace(root, config, options.today, report),
  };
}

function openWorkspace(root: string, config: Config, today: string, report: Report): Workspace {
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
  const lists = loadLists(root, report);
  const logType = once((name: string): LogType | undefined =>
    isName(name) ? read(['log-types', `${name}.yml`], (file) => readLogType(file, report)) : undefined,
  );
  const mappingFile = twice((target: string, name: string): Mapping | undefined =>
    isName(name)
      ? read(['targets', target, `${name}.yaml`], (file) => {
          const mapping = readMapping(file, target, report);
          const owner = targets.find((t) => t.name === target);
          if (mapping && owner) checkHomes(mapping, owner, report);
          return mapping;
        })
      : undefined,
  );
  // Who acts in an event does not depend on where it is stored: those of the target's own file, else of any.
  const entitiesOf = (name: string, first: string): readonly Entity[] => {
    for (const target of [first, ...targets.map((t) => t.name)]) {
      const entities = mappingFile(target, name)?.homes[0]?.entities ?? [];
      if (entities.length > 0) return entities;
    }
    return [];
  };
  return {
    targets,
    config,
    today,
    lists,
    logType,
    model: once((name: string): DataModel | undefined =>
      isName(name) ? read(['data-models', `${name}.yml`], (file) => readDataModel(file, report)) : undefined,
    ),
    mapping: twice((target: string, name: string): Mapping | undefined => {
      const owner = targets.find((t) => t.name === target);
      const mapping = mappingFile(target, name);
      // In place of a file that cannot be read nothing stands in: where the events are would not be what the file says.
      if (mapping === undefined && isName(name) && overlay('targets', target, `${name}.yaml`)) return undefined;
      const schema = logType(name);
      if (owner === undefined || (schema === undefined && !(isName(name) && isOpenLogType(config, name))))
        return mapping;
      // The package's own files are held against their schemas by its tests.
      if (mapping && schema && root !== packageRoot && overlay('targets', target, `${name}.yaml`)?.startsWith(root))
        for (const finding of fieldFindings(mapping, schema)) report(finding);
      const { generic, variant } = owner;
      const entities = entitiesOf(name, target);
      return withGeneric({ target, generic, variant, logType: name, schema, mapping, entities });
    }),
    mapped: once((target: string) =>
      namesBelow(root, join('targets', target), '.yaml').filter((name) => !mappingFile(target, name)?.noHome),
    ),
    template: twice((target: string, name: string): Template => {
      const path = overlay('templates', target, `${name}.hbs`);
      if (path === undefined) throw new EnvelopeError(`there is no template templates/${target}/${name}.hbs`);
      return compileTemplate(`templates/${target}/${name}.hbs`, readFileSync(path, 'utf8'));
    }),
  };
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

function checkConfig(config: Config, report: Report): void {
  const span = config.file && wholeFile(config.file);
  const known = targets.map((t) => t.name);
  for (const publishing of [config.base, ...config.environments]) {
    for (const name of publishing.targets) {
      if (!known.includes(name))
        report(diagnostic('unknown-target', { name, known, near: nearNames(name, known) }, { span }));
    }
    for (const target of targets) {
      for (const problem of target.checkOptions(publishing.options[target.name] ?? {}))
        report(diagnostic('target-options', { target: target.name, problem }, { span }));
    }
  }
}

/** Names become file names: nothing else is ever looked up. */
function isName(name: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name) && !name.includes('..');
}

function once<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const had = made.get(key);
    if (had !== undefined || made.has(key)) return had as T; // the map holds exactly what `make` gave for this key
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

function twice<T>(make: (a: string, b: string) => T): (a: string, b: string) => T {
  const joined = once((key: string) => {
    const [a = '', b = ''] = key.split('\u0000');
    return make(a, b);
  });
  return (a, b) => joined(`${a}\u0000${b}`);
}
