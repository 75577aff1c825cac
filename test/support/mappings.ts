import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { LogType, Mapping } from '../../src/mapping/log-type.ts';
import type { Column, FieldEntry, Home } from '../../src/mapping/mapping.ts';
import { readLogType } from '../../src/source/log-type-file.ts';
import { readMapping } from '../../src/source/mapping-file.ts';
import { root } from './project.ts';

/** A file of the repository. */
export function source(path: string): { path: string; text: string } {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

/** What a reader reads; a finding fails the test. */
export function strictly<T>(read: (report: (d: Diagnostic) => void) => T | undefined): T {
  const found: Diagnostic[] = [];
  const value = read((d) => found.push(d));
  expect(found.map((d) => `${d.code}: ${d.message}`)).toEqual([]);
  if (value === undefined) throw new Error('nothing was read');
  return value;
}

/** A log type of the package. */
export function logType(name: string): LogType {
  const known = logTypes.get(name) ?? strictly((report) => readLogType(source(`log-types/${name}.yml`), report));
  logTypes.set(name, known);
  return known;
}

const logTypes = new Map<string, LogType>();

/** Every mapping file of the package. */
export const mappingFiles = readdirSync(join(root, 'targets'), { withFileTypes: true })
  .filter((folder) => folder.isDirectory())
  .flatMap((folder) =>
    readdirSync(join(root, 'targets', folder.name))
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => ({ target: folder.name, path: `targets/${folder.name}/${file}` })),
  );

/** A mapping of the package, as its file says it. */
export function mappingOf({ target, path }: { target: string; path: string }): Mapping {
  const known = mappings.get(path) ?? strictly((report) => readMapping(source(path), target, report));
  mappings.set(path, known);
  return known;
}

const mappings = new Map<string, Mapping>();

/** Every column that an entry names, its branches' included. */
export function columnsOf(entry: FieldEntry): readonly Column[] {
  const inside = entry.where.flatMap((branch) => [...branch.fields.values()].flatMap(columnsOf));
  return [...entry.columns, ...inside, ...(entry.presence ? [entry.presence.column] : [])];
}

/** Every column that a home names. */
export const columns = (home: Home): readonly Column[] => [...home.fields.values()].flatMap(columnsOf);
