import { expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { buildProject } from '../../src/project/build.ts';
import { openProject } from '../../src/project/open-project.ts';
import { ruleText, scratch } from '../support/command-line.ts';

it('reports a fault in one target as our own, writes the others, and keeps what was good', async () => {
  const folder = scratch({ 'rules/a.yml': ruleText('A') });
  const found: Diagnostic[] = [];
  const report = (one: Diagnostic): void => void found.push(one);
  folder.write({ 'rulegen.yml': 'rules: [rules]\n' });
  const project = openProject({ configPath: folder.path('rulegen.yml'), today: '2026-01-01' }, report);
  const options = { paths: [], targets: [], environments: [], out: folder.path('dist'), check: false };
  await buildProject(options, project, report);
  expect(found).toEqual([]);
  const good = folder.list('dist/kql');
  folder.write({ 'rules/a.yml': ruleText('A', 'eventType eq "new"') });
  const targets = project.workspace.targets.map((target) =>
    target.name === 'kql'
      ? {
          ...target,
          compile: () => {
            throw new Error('boom');
          },
        }
      : target,
  );
  const result = await buildProject(options, { ...project, workspace: { ...project.workspace, targets } }, report);
  expect(found.map((one) => [one.code, one.target])).toEqual([['internal-error', 'kql']]);
  expect(result).toMatchObject({ built: 3, refused: 1 });
  expect(folder.read('dist/spl/a.spl')).toContain('new');
  expect(folder.list('dist/kql')).toEqual(good);
  expect(folder.read('dist/kql/a.kql')).not.toContain('new');
});
