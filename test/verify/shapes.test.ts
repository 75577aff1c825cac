import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { JsonObject } from '../../src/ir/json.ts';
import { printCondition } from '../../src/ir/print.ts';
import { verify } from '../../src/verify/verify-rule.ts';
import { tableOf } from '../source/condition-table/placed.ts';
import { open } from '../support/project.ts';
import { ruleWith } from '../support/rules.ts';

const { config, workspace } = open('test/verify/shapes/rulegen.yml');

/** Conditions on values of odd shapes, and the targets that say them. */
const conditions: readonly (readonly [condition: string, ...targets: string[]])[] = [
  ['annotations.`authorization.k8s.io/decision` eq "forbid"', 'spl', 'kql'],
  ['annotations.`a.b`.`c d` eq "x"', 'spl', 'kql'],
  ['not annotations.`x.y` exists', 'spl', 'kql'],
  ['annotations contains "x.y"', 'spl', 'kql', 'sigma'],
  ['labels.`a.b/c` eq "x"', 'spl', 'kql'],
  ['labels.`a.b/c` is_null', 'spl', 'kql'],
  ['any matrix (any @ (@ eq "x"))', 'spl', 'kql'],
  ['any matrix (@ contains "x")', 'spl', 'kql'],
  ['any rows (id eq "1" and any tags (@ eq "t"))', 'kql'],
  ['any rows (any tags (@ starts_with "t"))', 'spl', 'kql', 'sigma'],
  ['any rows (any items (id eq "1" and kind eq "k"))', 'spl', 'kql'],
  ['all rows (id ne "1")', 'spl', 'kql'],
  ['none rows (id eq "1" and `dotted.key` eq "x")', 'spl', 'kql'],
  ['any rows (`dotted.key` eq "x")', 'spl', 'kql'],
  ['one rows (id eq "1")', 'spl', 'kql'],
  ['rows[-1].items[0].id eq "1"', 'spl', 'kql'],
  ['any rows ($.labels.plain eq "x" and id eq "1")', 'spl', 'kql'],
  ['any entries (parse_json(payload).user eq "root")', 'spl', 'kql'],
  ['any entries (name eq "n" and parse_json(payload).`a.b` eq "x")', 'spl', 'kql'],
  ['parse_json(body).list[0].`x.y` eq "root"', 'spl', 'kql'],
  ['any parse_json(body).list (id eq "1")', 'spl', 'kql'],
  ['parameters.NEW_VALUE eq "on"', 'spl', 'kql', 'sigma'],
  ['parameters.NEW_VALUE ne "on"', 'spl', 'kql', 'sigma'],
  ['parameters.new_value is_null', 'spl', 'kql', 'sigma'],
];

describe.each(conditions)('%s', (table, ...said) => {
  test('is said or refused, and what is said differs as declared at most', async () => {
    const rule = ruleWith(tableOf(table), 'Made.Shapes');
    const verdicts = await verify({ rule, folder: '' }, config.base, undefined, workspace);
    const wrong = verdicts.filter(({ status }) => !['agrees', 'differs-as-declared', 'refused'].includes(status));
    expect(wrong.map(tell)).toEqual([]);
    const built = verdicts.filter(({ status }) => status !== 'refused').map(({ target }) => target);
    for (const target of said) expect(built, `${target}: ${printCondition(rule.condition)}`).toContain(target);
  });
});

describe('two keys that differ by case alone', () => {
  const declaredOn = async (condition: string, parameters: Record<string, string>) => {
    const rule = ruleWith(tableOf(condition), 'Made.Shapes');
    const verdicts = await verify({ rule, folder: '' }, config.base, undefined, workspace, [{ parameters }]);
    expect(verdicts).toHaveLength(3);
    return verdicts.map(({ target, status, explained }) => [
      target,
      status,
      explained.flatMap(({ code, direction, scope }) => (scope === 'condition' ? `${code} ${direction}` : [])),
    ]);
  };

  test('Panther takes the other one where the first is missing, which stores do not: declared', async () => {
    for (const [target, status, codes] of await declaredOn('parameters.NEW_VALUE eq "on"', { new_value: 'on' })) {
      expect([target, status]).toEqual([target, 'differs-as-declared']);
      expect(codes).toContain('key-case narrower');
    }
  });

  test('where both are there, each is itself', async () => {
    for (const [target, , codes] of await declaredOn('parameters.NEW_VALUE eq "on"', {
      NEW_VALUE: 'on',
      new_value: 'off',
    }))
      expect([target, codes]).toEqual([target, []]);
    for (const [target, , codes] of await declaredOn('parameters.new_value eq "on"', {
      NEW_VALUE: 'on',
      new_value: 'off',
    }))
      expect([target, codes]).toEqual([target, []]);
  });
});

test('a test of its own that spells keys in another case is judged as the log has them', async () => {
  const rule = ruleWith(tableOf('labels.plain eq "x"'), 'Made.Shapes');
  const span = { file: rule.file, start: 0, end: 0 };
  const flips = async (log: JsonObject): Promise<readonly string[]> => {
    const tested = { ...rule, tests: [{ name: 'spelt', expected: true, log, extras: {}, span }] };
    const verdicts = await verify({ rule: tested, folder: '' }, config.base, undefined, workspace);
    return verdicts.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code));
  };
  expect(await flips({ Labels: { PLAIN: 'x' } })).not.toContain('own-test-flips');
  // With both spellings the log type's own is no name for the other, and the stores still answer otherwise.
  expect(await flips({ LABELS: { plain: 'x' }, Labels: { plain: 'y' } })).toContain('own-test-flips');
});

function tell({
  target,
  diagnostics,
  undeclared,
}: {
  readonly target: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly undeclared: readonly { readonly case: string }[];
}): string {
  return [target, ...diagnostics.map(({ message }) => message), ...undeclared.map((one) => one.case)].join(': ');
}
