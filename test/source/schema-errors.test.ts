import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { generate } from '../../scripts/generate.mjs';
import { positionOf } from '../../src/diagnostics/source.ts';
import { rule, sidecar } from '../../src/generated/validators.js';
import { forSchema, schemaDiagnostics } from '../../src/source/schema-errors.ts';
import { conditionNames } from '../../src/source/simple-detection/match-conditions.ts';
import { readYaml } from '../../src/source/yaml.ts';

const head = 'AnalysisType: rule\nRuleID: A\nEnabled: true\nSeverity: Low\nLogTypes: [X]\n';

function check(text: string): string[] {
  const document = readYaml({ path: 'a.yml', text }, () => {});
  if (!document) throw new Error('not YAML');
  rule(forSchema(document.value));
  return schemaDiagnostics(rule.errors ?? [], document).map((d) => {
    const at = d.span && positionOf(d.span.file, d.span.start);
    return `${at?.line}:${at?.column} ${d.message} ${d.fix}`;
  });
}

describe('a schema’s errors in plain words', () => {
  test.each([
    ['no error', '', []],
    ['type', 'Threshold: "3"\n', ['6:12 "Threshold" must be a whole number; this is text. Write a whole number.']],
    [
      'type with a number',
      'Description: 3.10\n',
      ['6:14 "Description" must be text or null; this is the number 3.10. Write text or null.'],
    ],
    ['limit', 'Threshold: 0\n', ['6:12 "Threshold" must be at least 1. Correct the value.']],
    ['length', 'Author: ""\n', ['6:9 "Author" must not be empty. Correct the value.']],
    ['unknown', 'Tag: [a]\n', ['6:1 There is no key "Tag" here. Did you mean "Tags"?']],
    [
      'nearest of several forms, inside lists',
      'DynamicSeverities:\n  - ChangeTo: High\n    Conditions:\n      - {Key: a, Condition: Exist}\n',
      ['9:29 "Exist" is no value of "Condition". Did you mean "Exists"?'],
    ],
    [
      'none of several forms',
      'GroupBy: [5]\n',
      ['6:11 "GroupBy" must be text or a mapping; this is the number 5. Write text or a mapping.'],
    ],
    [
      'a key of none of several forms',
      'GroupBy: [{Kez: a}]\n',
      ['6:12 There is no key "Kez" here. Did you mean "Key"?'],
    ],
    [
      'a slash in a key',
      'Reports: {"a/b~c": {x: 1}}\n',
      ['6:20 "a/b~c" must be a list, text, a number or null; this is a mapping. Write a list, text, a number or null.'],
    ],
  ])('%s', (_, text, expected) => {
    expect(check(head + text)).toEqual(expected);
  });

  test('several at once, in order, each once', () => {
    expect(check('Enabled: 1\nFoo: 1\nRuleID: 5\n').map((line) => line.replace(/ .*/, ''))).toEqual([
      '1:1',
      '1:1',
      '1:1',
      '1:10',
      '2:1',
      '3:9',
    ]);
  });
});

test('the generated validators are those of the schemas: else run `npm run generate`', async () => {
  for (const [path, text] of Object.entries(await generate()))
    expect(readFileSync(path, 'utf8') === text, path).toBe(true);
});

describe('the published schemas', () => {
  const schema = (name: string): Record<string, Record<string, { description?: string; $ref?: string }>> =>
    JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as never;
  const published = schema('rule');

  test('list every Condition that the reader knows', () => {
    expect(published['$defs']?.['matchCondition']).toMatchObject({ enum: conditionNames });
  });

  test.each(['rule', 'sidecar'])('%s: every key is described', (name) => {
    for (const [key, property] of Object.entries(schema(name)['properties'] ?? {})) {
      const shared = property.$ref?.split('/').at(-1) ?? '';
      expect(property.description ?? published['$defs']?.[shared]?.description, key).toMatch(/\.$/);
    }
  });

  test('the keys of a sidecar are keys of a rule', () => {
    for (const key of Object.keys(schema('sidecar')['properties'] ?? {}))
      expect(published['properties'], key).toHaveProperty([key]);
    expect(sidecar({ RuleID: 'A' })).toBe(false);
    expect(sidecar({ Condition: 'a exists', GroupBy: ['a'] })).toBe(true);
  });
});
