import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { matrix } from '../../src/cli/targets.ts';
import { operatorsPage, reasonsPage, supportPage } from '../../src/docs/pages.ts';
import { open, root } from '../support/project.ts';

it.each([
  ['operators.md', operatorsPage()],
  ['reasons.md', reasonsPage()],
  ['support.md', supportPage(matrix({ project: open('rulegen.yml') }, 'markdown'))],
])('docs/%s is what `npm run docs` writes', (name, text) => {
  expect(readFileSync(`${root}/docs/${name}`, 'utf8')).toBe(text);
});

it('the README names every command', () => {
  const readme = readFileSync(`${root}/README.md`, 'utf8');
  for (const command of ['build', 'test', 'lint', 'explain', 'targets']) expect(readme).toContain(`rulegen ${command}`);
});
