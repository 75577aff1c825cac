import { describe, expect, test } from 'vitest';
import { compileRule, type Workspace } from '../../src/compile.ts';
import { reasons } from '../../src/fidelity/reasons.ts';
import type { Condition, Quantifier } from '../../src/ir/condition.ts';
import { type Operator, operators } from '../../src/ir/operators.ts';
import type { Value } from '../../src/ir/value.ts';
import { targets } from '../../src/targets/index.ts';
import { event, formsOf } from '../support/forms.ts';
import { open } from '../support/project.ts';
import { rowsOf } from '../support/rows.ts';
import { ruleWith } from '../support/rules.ts';
import { tokensOf } from '../support/text-checks.ts';

const project = open();

const known: ReadonlySet<string> = new Set(Object.keys(reasons));

const homes = targets.flatMap((target) =>
  ['Okta.SystemLog', 'AWS.CloudTrail', 'GitHub.Audit'].flatMap((name) =>
    (project.workspace.mapping(target.name, name)?.homes ?? []).map((home) => ({ target, name, home })),
  ),
);

/** A form of one home that an earlier home of the target has as well is not asked again. */
const asked = new Set<string>();

describe.each(homes)('$target.name: $name in $home.name', ({ target, name, home }) => {
  const logType = project.workspace.logType(name);
  if (logType === undefined) throw new Error(name);
  const workspace: Workspace = { ...project.workspace, targets: [target] };
  const forms = formsOf(logType, home).filter(({ form }) => {
    const mark = `${target.name} ${form}`;
    return !asked.has(mark) && asked.add(mark);
  });
  const said = new Set<Operator>();

  const check = (condition: Condition): boolean => {
    const rule = ruleWith(condition, name, { [target.name]: home.name });
    const [unit, ...more] = compileRule({ rule, folder: '' }, project.config.base, undefined, workspace);
    expect(more).toEqual([]);
    if (unit === undefined) throw new Error('no unit');
    expect(unit.diagnostics.length > 0).toBe(unit.status === 'refused');
    for (const { message } of unit.diagnostics) {
      expect(message).toMatch(/\S+ \S+ \S+/);
      expect(message).not.toMatch(/undefined|\[object|NaN|\n/);
    }
    for (const line of unit.fidelity) expect(known).toContain(line.code);
    expect(unit.artifacts.length > 0).toBe(unit.status === 'built');
    for (const artifact of unit.artifacts) {
      expect(artifact.content).not.toMatch(/undefined|\[object/);
      if (/\.(spl|kql|yaral)$/.test(artifact.path)) tokensOf(artifact.content, target.name);
    }
    return unit.status === 'built';
  };

  test.each(forms)('every operator is said or refused on: $form', ({ path }) => {
    for (const row of rowsOf(event(...path))) {
      if (check(row)) said.add(row.operator);
      check({ kind: 'not', operand: row });
    }
  });

  test('each operator that the target claims to say is said on some form', () => {
    if (forms.some(({ form }) => form === 'schema string')) {
      // Only a home with a column for lists of plain values has a form on which membership can be said.
      const hasLists = home.native !== undefined || forms.some(({ form }) => form.includes('dynamic'));
      const claimed = (Object.keys(operators) as Operator[]).filter(
        (operator) => target.says(operator) === true && (operator !== 'has' || hasLists),
      ); // as above
      // A type that the log type declares is no question to the target.
      const asked = [...said].filter((operator) => operator !== 'type_is' || claimed.includes(operator));
      expect(asked.sort()).toEqual(claimed.sort());
    }
  });

  test.each(['any', 'all', 'none', 'one'] as Quantifier[])(
    '%s is said or refused over every form, with every operator',
    (quantifier) => {
      for (const { path } of forms) {
        const element = (...steps: string[]): Value => ({
          kind: 'reference',
          to: { scope: 'element', depth: 0, path: steps },
        });
        for (const where of [
          ...rowsOf(element()).slice(0, 12),
          ...rowsOf(element('type')).filter((_, i) => i % 5 === 0),
        ])
          check({ kind: 'quantifier', quantifier, list: event(...path), where });
      }
    },
  );

  test('compiles to the same bytes twice', () => {
    for (const { path } of forms.slice(0, 6)) {
      const condition = { kind: 'and', operands: rowsOf(event(...path)).slice(0, 3) } as const;
      const rule = ruleWith(condition, name, { [target.name]: home.name });
      const once = compileRule({ rule, folder: '' }, project.config.base, undefined, workspace);
      expect(compileRule({ rule, folder: '' }, project.config.base, undefined, workspace)).toEqual(once);
    }
  });
});
