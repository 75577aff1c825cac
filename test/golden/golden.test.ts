import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isInput, outputsOf, readCase } from './case.ts';

// UPDATE_GOLDEN=1 writes what the compiler gives now; the difference is then read in review.
const updating = process.env['UPDATE_GOLDEN'] === '1';
const here = import.meta.dirname;

const cases = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(here, entry.name, 'rule.yml')))
  .map((entry) => entry.name)
  .sort();

function filesOf(name: string): string[] {
  const folder = join(here, name);
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !isInput(path))
    .sort();
}

function update(name: string, outputs: ReadonlyMap<string, string>): void {
  for (const path of filesOf(name)) if (!outputs.has(path)) rmSync(join(here, name, path));
  for (const [path, content] of outputs) {
    mkdirSync(dirname(join(here, name, path)), { recursive: true });
    writeFileSync(join(here, name, path), content);
  }
}

describe.each(cases)('%s', (name) => {
  const outputs = outputsOf(name);
  if (updating) update(name, outputs);

  test('has the files that the compiler gives, none missing and none stale', () => {
    expect(filesOf(name)).toEqual([...outputs.keys()].sort());
  });

  test.each([...outputs])('%s', (path, content) => {
    expect(content).toBe(readCase(name, path));
  });

  test('comes out the same a second time', () => {
    expect([...outputsOf(name)]).toEqual([...outputs]);
  });
});
