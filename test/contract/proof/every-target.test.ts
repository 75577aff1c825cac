import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { targets } from '../../../src/targets/index.ts';

test('every target has a file of proofs of its own', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.test.ts'));
  const names = files.map((file) => file.replace('.test.ts', '')).filter((name) => name !== 'every-target');
  expect(names.sort()).toEqual(targets.map(({ name }) => name).sort());
});
