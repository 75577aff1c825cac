import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { matrix } from '../../src/cli/targets.ts';
import { coveragePage, coverageTable, withCoverage } from '../../src/docs/coverage.ts';
import { operatorsPage, reasonsPage, supportPage } from '../../src/docs/pages.ts';
import { compileAll } from '../../src/project/compile-all.ts';
import { open, root } from '../support/project.ts';

const project = open('rulegen.yml');
const units = compileAll(project, () => {});
const targets = project.workspace.targets.map((target) => target.name);

it.each([
  ['operators.md', operatorsPage()],
  ['reasons.md', reasonsPage()],
  ['support.md', supportPage(matrix({ project }, 'markdown'))],
  ['coverage.md', coveragePage(units, targets)],
])('docs/%s is what `npm run docs` writes', (name, text) => {
  expect(readFileSync(`${root}/docs/${name}`, 'utf8')).toBe(text);
});

it('the README has the table of `npm run docs`', () => {
  const readme = readFileSync(`${root}/README.md`, 'utf8');
  expect(readme).toContain(coverageTable(units, targets));
  expect(withCoverage(readme, coverageTable(units, targets))).toBe(readme);
});

it('the README names every command', () => {
  const readme = readFileSync(`${root}/README.md`, 'utf8');
  for (const command of ['build', 'test', 'lint', 'explain', 'targets']) expect(readme).toContain(`rulegen ${command}`);
});
