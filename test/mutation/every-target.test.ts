import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { targets } from '../../src/targets/index.ts';

test('faults are put into the texts of every target', () => {
  const files = readdirSync(import.meta.dirname);
  for (const { name } of targets) expect(files).toContain(`${name}.test.ts`);
});
