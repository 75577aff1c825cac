import { describe, expect, test } from 'vitest';
import type { Condition, Test } from '../../../src/ir/condition.ts';
import type { Json, JsonObject } from '../../../src/ir/json.ts';
import { printJson } from '../../../src/ir/json.ts';
import { printRow } from '../../../src/ir/print.ts';
import type { Value } from '../../../src/ir/value.ts';
import type { Home } from '../../../src/mapping/mapping.ts';
import { targets } from '../../../src/targets/index.ts';
import type { Target } from '../../../src/targets/target.ts';
import { event, formsOf } from '../../support/forms.ts';
import { open } from '../../support/project.ts';
import { eventWith, oddValues, prove } from '../../support/proof.ts';
import { rowsOf } from '../../support/rows.ts';

const project = open();

/** Lists of objects, by log type, with two keys of their elements. */
const listsOf: Readonly<Record<string, readonly (readonly [list: string, first: string, second: string])[]>> = {
  'Okta.SystemLog': [['target', 'type', 'alternateId']],
  'AWS.CloudTrail': [
    ['resources', 'type', 'ARN'],
    ['requestParameters.ipPermissions.items', 'ipProtocol', 'fromPort'],
  ],
  'GitHub.Audit': [['config', 'name', 'value']],
};

function withNegation(condition: Condition): Condition[] {
  return [condition, { kind: 'not', operand: condition }];
}

function quantified(list: Value, first: string, second: string): Condition[] {
  const of = (key: string): Value => ({ kind: 'reference', to: { scope: 'element', depth: 0, path: [key] } });
  const row = (key: string, operator: Test['operator'], ...operands: Json[]): Test => ({
    kind: 'test',
    subject: of(key),
    operator,
    operands: operands.map((value) => ({ kind: 'literal', value })),
    ignoreCase: false,
    flags: [],
  });
  const user = row(first, 'eq', 'User');
  const a = row(second, 'eq', 'a');
  const wheres: Condition[] = [
    user,
    a,
    row(second, 'in', 'a', 'b'),
    row(second, 'contains', 'a'),
    row(second, 'is_null'),
    { kind: 'not', operand: a },
    { kind: 'and', operands: [user, a] },
    { kind: 'or', operands: [user, a] },
    { kind: 'and', operands: [user, { kind: 'not', operand: a }] },
    { kind: 'and', operands: [{ kind: 'not', operand: user }, row(second, 'is_null')] },
  ];
  return wheres.flatMap((where) =>
    (['any', 'all', 'none', 'one'] as const).map(
      (quantifier): Condition => ({ kind: 'quantifier', quantifier, list, where }),
    ),
  );
}

function elementLists(first: string, second: string): (Json | undefined)[] {
  const element = (one: Json | undefined, two: Json | undefined): Json => ({
    ...(one === undefined ? {} : { [first]: one }),
    ...(two === undefined ? {} : { [second]: two }),
  });
  const elements = [
    element('User', 'a'),
    element('User', 'b'),
    element('App', 'a'),
    element('User', undefined),
    element('App', null),
    element('User', ''),
    element(undefined, 'A'),
    element('user', 'xay'),
    element(undefined, undefined),
  ];
  const pairs = elements.flatMap((one) => elements.map((two) => [one, two]));
  return [
    undefined,
    null,
    [],
    'User',
    {},
    element('User', 'a'),
    ...elements.map((one) => [one]),
    ...pairs,
    [null],
    ['User'],
  ];
}

/**
 * The rule of proof, row by row: on every event the text of one row alone answers as the row does, or a declared reason holds in the
 * direction of the difference; and where a reason holds, there is a difference.
 */
export function proveTarget(wanted: string): void {
  const target = targets.find((one) => one.name === wanted);
  if (target === undefined) throw new Error(wanted);
  const homes = Object.keys(listsOf).flatMap((name) =>
    (project.workspace.mapping(target.name, name)?.homes ?? []).map((home) => ({ name, home })),
  );
  // A form of one home that an earlier home of the target has as well is not asked again.
  const asked = new Set<string>();
  describe.each(homes)(`${wanted}: $name in $home.name`, ({ name, home }) => proveHome(target, name, home, asked));
}

function proveHome(target: Target, name: string, home: Home, asked: Set<string>): void {
  const logType = project.workspace.logType(name);
  if (logType === undefined) throw new Error(name);
  const lists = listsOf[name] ?? [];
  const forms = formsOf(logType, home).filter(({ form }) => {
    // Where one column holds whole events, every field is a place in it.
    const mark = `${home.fields.has('') ? 'whole ' : ''}${form}`;
    return !asked.has(mark) && asked.add(mark);
  });

  /** Everything that is wrong about one condition on some events. */
  const judge = async (
    conditions: readonly Condition[],
    events: readonly JsonObject[],
  ): Promise<{ readonly undeclared: readonly string[]; readonly idle: readonly string[] }> => {
    const runner = await target.runner();
    const undeclared = new Set<string>();
    const idle = new Set<string>();
    for (const condition of conditions) {
      const proven = prove(condition, name, target, home, runner, project);
      if (typeof proven === 'string') continue;
      for (const log of events) {
        for (const { enriched, rule, text, explained } of proven.ask(log)) {
          const codes = [...new Set(explained.filter((r) => r.test).map((r) => r.code))].join(' ');
          const shown = `${printRow(condition)} on ${printJson(log)}${enriched ? ' enriched' : ''}: rule ${rule}, text ${text}`;
          if (rule !== text && explained.length === 0) undeclared.add(shown);
          if (rule === text && codes !== '') idle.add(`${shown}: ${codes}`);
        }
      }
    }
    return { undeclared: [...undeclared], idle: [...idle] };
  };

  test.each(forms)('a reason holds if and only if text and row differ: $form', async ({ path }) => {
    const rows = rowsOf(event(...path));
    const events = oddValues.map((value) => eventWith(path, value));
    const { undeclared, idle } = await judge(rows.flatMap(withNegation), events);
    expect(undeclared).toEqual([]);
    expect(idle).toEqual([]);
  });

  test.each(lists)('over lists: %s', async (list, first, second) => {
    const conditions = quantified(event(...list.split('.')), first, second).flatMap(withNegation);
    const events = elementLists(first, second).map((value) => eventWith(list.split('.'), value));
    const { undeclared } = await judge(conditions, events);
    expect(undeclared).toEqual([]);
  });
}
