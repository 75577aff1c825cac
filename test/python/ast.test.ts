import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { isFault } from '../../src/source/python/modules.ts';
import { parsePython } from '../../src/source/python/parse.ts';
import { textOf } from './support/fixtures.ts';
import { astDifferences } from './support/own-ast.ts';
import { type AskPython, startPython } from './support/python.ts';

const paths = readdirSync(fileURLToPath(new URL('.', import.meta.url)), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.py') && path !== 'refused/syntax-error/rule.py')
  .sort();

let ask: AskPython;

beforeAll(async () => {
  ask = await startPython();
  // A slow machine takes its time.
}, 180_000);

test.each(paths)('%s reads as CPython reads it', (path) => {
  const file = { path, text: textOf(path) };
  const own = parsePython(file, 'module');
  const body = isFault(own) ? own.fault : own.body;
  expect(astDifferences(file, body, JSON.parse(ask('dump_ast', 'dump', file.text))).slice(0, 5)).toEqual([]);
});
