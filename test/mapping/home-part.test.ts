import { describe, expect, test } from 'vitest';
import { contextOf } from '../../src/ir/evaluate.ts';
import { printCondition } from '../../src/ir/print.ts';
import { homesFor } from '../../src/mapping/choose-homes.ts';
import { holdsEvent } from '../../src/mapping/home-part.ts';
import type { Home } from '../../src/mapping/mapping.ts';
import type { Unit } from '../../src/unit.ts';
import { tableOf } from '../source/condition-table/placed.ts';
import { compileText, open } from '../support/project.ts';

const project = open('test/golden/home-parts/rulegen.yml');

const ruleText = (condition: string, more = ''): string =>
  `AnalysisType: rule\nRuleID: A.Rule\nEnabled: true\nSeverity: Low\nLogTypes: [Golden.Parts]\n${more}Condition: |\n${condition.replace(/^/gm, '  ')}\n`;

function unitsOn(target: string, condition: string, more = ''): readonly Unit[] {
  return compileText(ruleText(condition, more), project).filter((unit) => unit.target === target);
}

const homesOf = (units: readonly Unit[]): readonly string[] => units.map(({ home, status }) => `${home} ${status}`);

describe('which homes a rule is built for', () => {
  test('all that its condition does not exclude', () => {
    expect(homesOf(unitsOn('kql', 'action eq "delete"'))).toEqual([
      'SignIns_CL built',
      'Changes_CL built',
      'Exports_CL built',
    ]);
    expect(homesOf(unitsOn('kql', 'category eq "change"\naction eq "delete"'))).toEqual(['Changes_CL built']);
    expect(homesOf(unitsOn('kql', 'category not_in ["change", "export"]\naction eq "x"'))).toEqual([
      'SignIns_CL built',
    ]);
    expect(homesOf(unitsOn('kql', 'category starts_with "ex"\naction eq "x"'))).toEqual(['Exports_CL built']);
    expect(homesOf(unitsOn('kql', 'category eq "change" or action eq "x"'))).toHaveLength(3);
  });

  test('none is an error that says what the homes hold', () => {
    const [unit, ...more] = unitsOn('kql', 'category eq "other"\naction eq "delete"');
    expect(more).toEqual([]);
    expect(unit).toMatchObject({ status: 'refused', home: '', diagnostics: [{ code: 'no-home-holds' }] });
    expect(unit?.diagnostics[0]?.why).toContain('Changes_CL: category eq "change"');
    expect(unit?.diagnostics[0]?.fix).toContain('`homes: { kql: { Golden.Parts: generic } }`');
  });

  test('a home that is named is the only one, and its condition still counts', () => {
    const named = 'Homes: { kql: Exports_CL }\n';
    expect(homesOf(unitsOn('kql', 'action eq "x"', named))).toEqual(['Exports_CL built']);
    expect(unitsOn('kql', 'category eq "change"\naction eq "x"', named)).toMatchObject([
      { status: 'refused', diagnostics: [{ code: 'no-home-holds' }] },
    ]);
  });

  test('a field that a part of the events never has excludes rules that need it', () => {
    const condition = tableOf('address cidr "10.0.0.0/8"');
    // Nothing else of a home matters here.
    const without = { when: tableOf('address is_null') } as Home;
    expect(homesFor(condition, [without], () => undefined).homes).toEqual([]);
    expect(homesFor(tableOf('address is_null'), [without], () => undefined).homes).toEqual([without]);
  });
});

describe('what tells its texts apart', () => {
  const units = unitsOn('spl', 'action eq "delete"');

  test('files and identifiers', () => {
    const paths = units.flatMap((unit) => unit.artifacts.map(({ path }) => path));
    expect(paths).toContain('a_rule.golden_parts_signins.spl');
    expect(paths).toContain('a_rule.golden_parts_others.spl');
    expect(new Set(paths).size).toBe(paths.length);
    expect(new Set(units.map(({ proof }) => proof?.settings.uuid)).size).toBe(2);
  });

  test('stanzas', () => {
    const stanzas = units.flatMap(({ artifacts }) =>
      artifacts.flatMap(({ content }) => content.match(/^\[.*Rule\]$/gm) ?? []),
    );
    expect(stanzas.map((line) => /\((\w+)\)/.exec(line)?.[1]).sort()).toEqual(['others', 'signins']);
  });

  test('nothing, where one home is left', () => {
    const [unit] = unitsOn('spl', 'category eq "signin"\naction eq "delete"');
    expect(unit?.artifacts.map(({ path }) => path)).toContain('a_rule.spl');
    expect(unit?.proof?.mapped.apart).toBeUndefined();
  });
});

describe('what the home answers', () => {
  const textOn = (target: string, condition: string, home: string): string | undefined =>
    unitsOn(target, condition).find((unit) => unit.home === home)?.artifacts[0]?.content;

  test('a row without a column there is left out; one with a column stays', () => {
    const condition = 'category in ["signin", "change"]\naction eq "delete"';
    expect(textOn('kql', condition, 'SignIns_CL')).not.toContain('ategory');
    expect(textOn('kql', condition, 'Changes_CL')).toContain('Category in ("signin", "change")');
  });

  test('a row that never holds there is left out of an alternative', () => {
    const text = textOn(
      'kql',
      '(category eq "change" and user eq "a") or (category eq "signin" and user eq "b")',
      'SignIns_CL',
    );
    expect(text).toContain('User == "b"');
    expect(text).not.toContain('User == "a"');
  });

  test('a row that it does not decide is refused as ever', () => {
    const [unit] = unitsOn('spl', 'category eq "signin"\nother eq "x"');
    expect(unit).toMatchObject({ status: 'refused', diagnostics: [{ code: 'unmapped-field' }] });
    const undecided = unitsOn('kql', 'action eq "x"\nnot address eq "10.0.0.1"').find((u) => u.home === 'Changes_CL');
    expect(undecided).toMatchObject({ status: 'refused', diagnostics: [{ code: 'unmapped-field' }] });
  });
});

test('events that no home holds are told where the rule may match some', () => {
  const note = expect.stringContaining('no home of the log type holds');
  expect(unitsOn('kql', 'action eq "delete"')[0]?.notes).toContainEqual(note);
  expect(unitsOn('kql', 'category in ["change", "other"]\naction eq "x"')[0]?.notes).toContainEqual(note);
  expect(unitsOn('kql', 'category in ["change", "signin"]\naction eq "x"')[0]?.notes).not.toContainEqual(note);
});

test('an event is in the homes whose condition holds', () => {
  const homes = project.workspace.mapping('kql', 'Golden.Parts')?.homes ?? [];
  const holding = (event: Record<string, string>): readonly string[] =>
    homes.filter((home) => holdsEvent(home, contextOf(event))).map(({ name }) => name);
  expect(holding({ category: 'change' })).toContain('Changes_CL');
  expect(holding({ category: 'change' })).not.toContain('SignIns_CL');
  expect(holding({ category: 'other' }).filter((name) => name.endsWith('_CL'))).toEqual([]);
  expect(homes.flatMap(({ when }) => (when ? printCondition(when) : []))).toHaveLength(3);
});
