import { expect, it } from 'vitest';
import { actionsOf } from '../../src/catalog/actions.ts';
import { fitting, type IndexRule } from '../../src/catalog/client/filters.ts';
import { colour, languageOf } from '../../src/catalog/colour.ts';
import { conjunctsOf, isWithin } from '../../src/catalog/conjuncts.ts';
import { escapeText } from '../../src/catalog/html.ts';
import { indicatorsOf } from '../../src/catalog/indicators.ts';
import { textBlocks } from '../../src/catalog/text-block.ts';
import type { Condition } from '../../src/ir/condition.ts';
import { parseTable } from '../../src/source/condition-table/index.ts';
import { compileFile, open } from '../support/project.ts';

function table(text: string): Condition {
  const condition = parseTable({ text, file: { path: 'table', text }, at: (offset) => offset }, () => undefined);
  if (condition === undefined) throw new Error(text);
  return condition;
}

it('names rows of lists after the list, and tells exclusions by their negation', () => {
  expect(
    indicatorsOf(
      table('any target (type eq "User" and alternateId in ["b", "a"])\nactor.id not_in ["x"]\nnot (a is_null)'),
    ),
  ).toEqual([
    { field: 'a', kind: 'is_null', values: [], excluded: true },
    { field: 'actor.id', kind: 'in', values: ['"x"'], excluded: true },
    { field: 'target[].alternateId', kind: 'in', values: ['"b"', '"a"'], excluded: false },
    { field: 'target[].type', kind: 'eq', values: ['"User"'], excluded: false },
  ]);
});

it('takes operations from rows that want them, not from exclusions', () => {
  const condition = table('eventName in ["PutKey", "GetKey"]\neventName ne "ListKeys"\nuserName eq "root"');
  expect(actionsOf(condition, ['AWS.CloudTrail', 'AWS.S3'])).toEqual(['AWS GetKey', 'AWS PutKey']);
});

it.each([
  ['a eq "x"\nb eq "y"', 'a in ["x", "z"]', true],
  ['a in ["x", "z"]', 'a eq "x"', false],
  ['a not_in ["x", "z"]', 'a ne "x"', true],
  ['a ne "x"', 'a not_in ["x", "z"]', false],
  ['a eq "X"', 'a ieq "x"', false],
  ['a contains "x"', 'a eq "x"', false],
])('%j lies within %j: %s', (narrow, wide, within) => {
  expect(isWithin(conjunctsOf(table(narrow)), conjunctsOf(table(wide)))).toBe(within);
});

it('colours artifacts without changing their text', () => {
  const { units } = compileFile('rules/okta/okta_support_reset.yml', open());
  const artifacts = units.flatMap((unit) => unit.artifacts);
  expect(artifacts.length).toBeGreaterThan(4);
  for (const { path, content } of artifacts) {
    const { text } = colour(content, languageOf(path));
    expect(text.replace(/<\/?i[^>]*>/g, ''), path).toBe(escapeText(content));
    expect(text, path).toMatch(/<i class="[csknf]">/);
  }
});

it('shows the beginning of what has no room, and keeps the whole in a file', () => {
  const long = 'line of text\n'.repeat(5000);
  const text = (id: string, content: string) => ({
    id,
    text: content,
    language: 'plain' as const,
    label: id,
    file: id,
  });
  const blocks = textBlocks([text('long', long), text('short', 'a < b')], 3000, 'rule');
  expect(blocks.size).toBeLessThan(4500);
  expect(blocks.markup('short').text).toContain('a &lt; b');
  expect(blocks.files).toEqual([{ path: 'texts/rule/long.txt', content: long }]);
  expect(blocks.markup('long').text).toContain('texts/rule/long.txt');
});

it('finds rules by every word and choice, in less than 100 ms among 900', () => {
  const rule = (q: string, more: Partial<IndexRule> = {}): IndexRule => ({
    q,
    l: ['Okta.SystemLog'],
    a: ['TA0001', 'T1199'],
    s: 'High',
    o: ['exact', 'refused'],
    x: ['enabled', 'whole'],
    ...more,
  });
  const index = {
    targets: ['sigma', 'kql'],
    rules: [rule('reset of a password'), rule('key made', { l: ['AWS.CloudTrail'], s: 'Low', o: ['loss', 'exact'] })],
  };
  expect(fitting(index, { q: 'PASSWORD  reset' })).toEqual([true, false]);
  expect(fitting(index, { platform: 'AWS' })).toEqual([false, true]);
  expect(fitting(index, { target: 'kql' })).toEqual([false, true]);
  expect(fitting(index, { target: 'kql', fidelity: 'refused' })).toEqual([true, false]);
  expect(fitting(index, { fidelity: 'exact' })).toEqual([true, true]);
  expect(fitting(index, { technique: 'T1199', severity: 'Low' })).toEqual([false, true]);
  const many = { ...index, rules: Array.from({ length: 900 }, () => rule('word '.repeat(100))) };
  const began = performance.now();
  fitting(many, { q: 'a b c nothing', severity: 'High' });
  expect(performance.now() - began).toBeLessThan(100);
});
