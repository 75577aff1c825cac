import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import type { JsonObject } from '../../../src/ir/json.ts';
import type { Rule } from '../../../src/ir/rule.ts';
import { openPython } from '../../../src/project/open-python.ts';
import { readRule } from '../../../src/source/rule-file.ts';
import { pathInPython } from './python.ts';

/** A folder with a rule in Python, read. */
export interface Fixture {
  readonly name: string;
  /** Below `test/python`. */
  readonly folder: string;
  readonly rule: Rule | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** Folders of fixtures that hold no rule of their own. */
const shared = ['global_helpers', 'data_models'];

/** Reads every rule of a folder of fixtures, one a folder. */
export function readFixtures(kind: 'fixtures' | 'refused'): Fixture[] {
  return readdirSync(`${root}${kind}`)
    .filter((name) => !shared.includes(name))
    .map((name) => {
      const folder = `${kind}/${name}`;
      const diagnostics: Diagnostic[] = [];
      const path = `${root}${folder}/rule.yml`;
      const file = { path, text: readFileSync(path, 'utf8') };
      const python = openPython(path);
      const rule = readRule({ file, sidecar: undefined, withTests: true, python }, (found) => diagnostics.push(found));
      return { name, folder, rule, diagnostics };
    });
}

/** The data models that fixtures use, as the oracle takes them. */
export function readModels(logTypes: readonly string[]): JsonObject {
  const { sources } = openPython(`${root}fixtures/rule.yml`);
  return Object.fromEntries(
    logTypes.flatMap((logType): [string, JsonObject][] => {
      const model = sources.dataModel(logType);
      if (model === undefined || 'fault' in model) return [];
      const mappings = Object.fromEntries([...model.mappings].map(([name, mapping]) => [name, { ...mapping }]));
      const { module } = model;
      const path = module === undefined || 'fault' in module ? '' : module.file.path;
      return [[logType, { mappings, module: path.replace(/^.*(?=fixtures\/data_models)/, pathInPython('')) }]];
    }),
  );
}

/** The text of a file of a fixture. */
export function textOf(path: string): string {
  return readFileSync(`${root}${path}`, 'utf8');
}
