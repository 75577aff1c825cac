import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { printLintDocs } from '../../src/lint/docs.ts';
import { lintRule } from '../../src/lint/lint.ts';
import { groupByName } from '../../src/lint/names.ts';
import { lintRules } from '../../src/lint/rules.ts';
import { context, ruleOf, show } from './context.ts';

function casesOf(name: string, side: string, ending = '.yml'): string[] {
  const folder = new URL(`${name}/${side}/`, import.meta.url);
  return existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(ending)) : [];
}

function findingsOf(name: string, side: string, file: string): string[] {
  const url = new URL(`${name}/${side}/${file}`, import.meta.url);
  const rule = ruleOf(readFileSync(url, 'utf8'), file);
  const namesake = { id: 'Another.Rule', displayName: 'Another Rule' };
  const rulesByName = groupByName([namesake, rule]);
  return lintRule(rule, { ...context, rulesByName }).flatMap((found) => (found.code === name ? [show(found)] : []));
}

for (const { name, doc } of lintRules) {
  describe(name, () => {
    test('is documented and has cases', () => {
      for (const text of Object.values(doc)) expect(text.trim()).not.toBe('');
      expect(casesOf(name, 'good').length).toBeGreaterThan(0);
      expect(casesOf(name, 'bad').length).toBeGreaterThan(0);
      const expected = casesOf(name, 'bad').map((file) => file.replace('.yml', '.txt'));
      expect(casesOf(name, 'bad', '.txt')).toEqual(expected);
    });

    for (const file of casesOf(name, 'good')) {
      test(`good: ${file}`, () => expect(findingsOf(name, 'good', file)).toEqual([]));
    }

    for (const file of casesOf(name, 'bad')) {
      test(`bad: ${file}`, async () => {
        const found = findingsOf(name, 'bad', file);
        expect(found).not.toEqual([]);
        const expected = new URL(`${name}/bad/${file.replace('.yml', '.txt')}`, import.meta.url);
        await expect(found.join('')).toMatchFileSnapshot(expected.pathname);
      });
    }
  });
}

test('every folder of cases belongs to a lint rule', () => {
  const folders = readdirSync(new URL('.', import.meta.url), { withFileTypes: true }).filter((f) => f.isDirectory());
  const names: string[] = lintRules.map((lint) => lint.name);
  expect(folders.map((f) => f.name).filter((name) => !names.includes(name))).toEqual([]);
});

test('docs/lint.md is current', async () => {
  await expect(printLintDocs()).toMatchFileSnapshot(new URL('../../docs/lint.md', import.meta.url).pathname);
});
