import { readdirSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { wholeFile } from '../diagnostics/source.ts';
import { readPythonDataModel } from '../source/python/data-model.ts';
import type { PythonDataModel, PythonModule, RulePython, SyntaxFault } from '../source/python/modules.ts';
import { shownPath } from './files.ts';
import { packageRoot } from './package-root.ts';
import type { Checkout } from './python-checkout.ts';
import { checkoutAt, checkoutOf } from './python-checkout.ts';

type Read<T> = T | SyntaxFault | undefined;

/** The Python beside a rule file, and the helpers and data models of the checkout around it. Nothing outside it is read. */
export function openPython(rulePath: string): RulePython {
  const folder = dirname(resolve(rulePath));
  const checkout = checkoutOf(folder);
  return {
    beside: (filename) => checkout.ruleOwn(join(folder, filename), stemOf(filename)),
    neighbours: () => readdirSync(folder).filter((name) => name.endsWith('.py')),
    sources: {
      module: (name) => keep(knownOf(checkout).modules, `${name}\0${folder}`, () => findModule(name, folder, checkout)),
      dataModel: (logType) => keep(knownOf(checkout).dataModels, logType, () => findDataModel(logType, checkout)),
    },
  };
}

/** What is known of a checkout's names, each found out once. */
interface Known {
  /** By name and by the folder that asks. */
  readonly modules: Map<string, Read<PythonModule>>;
  readonly dataModels: Map<string, Read<PythonDataModel>>;
  /** The Python files by the last part of their path. */
  readonly byFilename: () => ReadonlyMap<string, readonly string[]>;
  /** The files of helpers by GlobalID. */
  readonly byGlobalId: () => ReadonlyMap<string, readonly string[]>;
}

const known = new WeakMap<Checkout, Known>();

function knownOf(checkout: Checkout): Known {
  const made = known.get(checkout) ?? {
    modules: new Map(),
    dataModels: new Map(),
    byFilename: once(() => gather(checkout.pythonFiles().map((path) => [basename(path), path]))),
    byGlobalId: once(() => gather(checkout.yamlFiles().flatMap((path) => globalOf(path, checkout)))),
  };
  known.set(checkout, made);
  return made;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function keep<T>(kept: Map<string, T>, key: string, find: () => T): T {
  const had = kept.get(key);
  if (had !== undefined || kept.has(key)) return had as T; // a kept undefined is one of T
  const found = find();
  kept.set(key, found);
  return found;
}

function gather(pairs: readonly (readonly [key: string, path: string])[]): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const [key, path] of pairs) all.set(key, [...(all.get(key) ?? []), path]);
  return all;
}

/** Helpers come first, as Panther puts their folder on the path; then the rule's own folder; then any one file of that name. */
function findModule(name: string, folder: string, checkout: Checkout): Read<PythonModule> {
  if (!/^[\p{ID_Start}_][\p{ID_Continue}]*(\.[\p{ID_Start}_][\p{ID_Continue}]*)*$/u.test(name)) return undefined;
  const below = name.split('.').join(sep);
  const endings = [`${below}.py`, join(below, '__init__.py')];
  const read = (path: string): Read<PythonModule> => checkout.python(path, name);
  const among = (folders: readonly string[]): Read<PythonModule> => {
    for (const at of folders)
      for (const ending of endings) {
        const module = read(join(at, ending));
        if (module !== undefined) return module;
      }
    return undefined;
  };
  const helper = among([join(checkout.root, 'global_helpers')]);
  if (helper !== undefined) return helper;
  const { byFilename, byGlobalId } = knownOf(checkout);
  const named = endings.flatMap((ending) =>
    (byFilename().get(basename(ending)) ?? []).filter((path) => path.endsWith(sep + ending)),
  );
  const globals = named.filter((path) => isGlobal(path, checkout));
  return (
    onlyOne(globals, read, name) ??
    among([folder]) ??
    onlyOne(named, read, name) ??
    onlyOne(byGlobalId().get(name) ?? [], read, name)
  );
}

function onlyOne(
  paths: readonly string[],
  read: (path: string) => Read<PythonModule>,
  name: string,
): Read<PythonModule> {
  const [only, ...more] = paths;
  if (only === undefined || more.length === 0) return only === undefined ? undefined : read(only);
  const module = read(only);
  if (module === undefined || 'fault' in module) return module;
  const fault = `several files could be the module ${name}: ${paths.map((path) => shownPath(path)).join(', ')}`;
  return { fault, file: module.file, span: wholeFile(module.file) };
}

/** A helper stands in a folder of that name, or beside a YAML file that says so. */
function isGlobal(path: string, checkout: Checkout): boolean {
  if (path.split(sep).includes('global_helpers')) return true;
  return ['.yml', '.yaml'].some((ending) => {
    const yaml = checkout.text(path.replace(/\.py$/, ending));
    return yaml !== undefined && 'text' in yaml && saysGlobal(yaml.text);
  });
}

function saysGlobal(text: string): boolean {
  return /^AnalysisType:\s*["']?global\b/m.test(text);
}

/** The GlobalID of a helper's YAML, with the file that it names. */
function globalOf(path: string, checkout: Checkout): (readonly [id: string, path: string])[] {
  const yaml = checkout.text(path);
  if (yaml === undefined || 'fault' in yaml || !saysGlobal(yaml.text)) return [];
  const [, id] = /^GlobalID:\s*["']?([\w.-]+)/m.exec(yaml.text) ?? [];
  const [, file] = /^Filename:\s*["']?([\w.-]+\.py)/m.exec(yaml.text) ?? [];
  return id === undefined || file === undefined ? [] : [[id, join(dirname(path), file)]];
}

/** The checkout's own data model, else the one that rulegen brings. */
function findDataModel(logType: string, checkout: Checkout): Read<PythonDataModel> {
  const folders = [join(checkout.root, 'data_models'), join(checkout.root, 'data-models')];
  const files = checkout.yamlFiles().filter((path) => folders.some((folder) => path.startsWith(folder + sep)));
  const found = files.flatMap((path) => readModel(path, logType, checkout) ?? []);
  const [only, other] = found;
  if (only !== undefined && other !== undefined && !('fault' in only)) {
    const fault = `${only.file.path} and ${other.file.path} are both data models of ${logType}`;
    return { fault, file: only.file, span: wholeFile(only.file) };
  }
  if (only !== undefined || !/^[\w.-]+$/.test(logType)) return only;
  const own = checkoutAt(packageRoot);
  return readModel(join(own.root, 'data-models', `${logType}.yml`), logType, own);
}

function readModel(path: string, logType: string, checkout: Checkout): Read<PythonDataModel> {
  const file = checkout.text(path);
  if (file === undefined || 'fault' in file || !file.text.includes(logType))
    return file && 'fault' in file ? file : undefined;
  return readPythonDataModel(file, logType, (filename) =>
    checkout.python(join(dirname(path), filename), stemOf(filename)),
  );
}

function stemOf(filename: string): string {
  return basename(filename).replace(/\.py$/, '');
}
