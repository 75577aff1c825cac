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
    beside: (filename) => checkout.python(join(folder, filename), stemOf(filename)),
    neighbours: () => readdirSync(folder).filter((name) => name.endsWith('.py')),
    sources: {
      module: (name) => modulesOf(checkout)(name, folder),
      dataModel: (logType) => dataModelsOf(checkout)(logType),
    },
  };
}

const modules = new WeakMap<Checkout, (name: string, folder: string) => Read<PythonModule>>();
const dataModels = new WeakMap<Checkout, (logType: string) => Read<PythonDataModel>>();

function modulesOf(checkout: Checkout): (name: string, folder: string) => Read<PythonModule> {
  return kept(modules, checkout, () => {
    const found = new Map<string, Read<PythonModule>>();
    return (name, folder) => {
      const key = `${name}\0${folder}`;
      if (!found.has(key)) found.set(key, findModule(name, folder, checkout));
      return found.get(key);
    };
  });
}

function dataModelsOf(checkout: Checkout): (logType: string) => Read<PythonDataModel> {
  return kept(dataModels, checkout, () => {
    const found = new Map<string, Read<PythonDataModel>>();
    return (logType) => {
      if (!found.has(logType)) found.set(logType, findDataModel(logType, checkout));
      return found.get(logType);
    };
  });
}

function kept<T>(all: WeakMap<Checkout, T>, checkout: Checkout, make: () => T): T {
  const made = all.get(checkout) ?? make();
  all.set(checkout, made);
  return made;
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
  const named = checkout.pythonFiles().filter((path) => endings.some((ending) => path.endsWith(sep + ending)));
  const globals = named.filter((path) => isGlobal(path, checkout));
  return (
    onlyOne(globals, read, name) ??
    among([folder]) ??
    onlyOne(named, read, name) ??
    onlyOne(filesOfGlobal(name, checkout), read, name)
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

/** The files of helpers whose GlobalID is the name. */
function filesOfGlobal(name: string, checkout: Checkout): string[] {
  return checkout.yamlFiles().flatMap((path) => {
    const yaml = checkout.text(path);
    if (yaml === undefined || 'fault' in yaml || !saysGlobal(yaml.text)) return [];
    const [, id] = /^GlobalID:\s*["']?([\w.-]+)/m.exec(yaml.text) ?? [];
    const [, file] = /^Filename:\s*["']?([\w.-]+\.py)/m.exec(yaml.text) ?? [];
    return id === name && file !== undefined ? [join(dirname(path), file)] : [];
  });
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
