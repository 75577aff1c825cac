import { describe, expect, test } from 'vitest';
import { mapOnto } from '../../src/compile.ts';
import { assumeSchema } from '../../src/mapping/assume-schema.ts';
import { leaveOut } from '../../src/mapping/leave-out.ts';
import type { MappedCondition, MappedTest } from '../../src/mapping/mapping.ts';
import { targets } from '../../src/targets/index.ts';
import { tableOf } from '../source/condition-table/placed.ts';
import { open } from '../support/project.ts';
import { ruleWith } from '../support/rules.ts';

const { config, workspace } = open();

function mapped(target: string, logType: string, table: string): MappedCondition {
  const rule = ruleWith(tableOf(table), logType);
  const owner = targets.find((t) => t.name === target);
  const home = workspace.mapping(target, logType)?.homes.find((one) => one.default);
  if (owner === undefined || home === undefined) throw new Error(target);
  const left = leaveOut(rule, assumeSchema(workspace.logType(logType), logType));
  return mapOnto(rule, { target: owner, logType, home, apart: undefined }, config.base, workspace, left).condition;
}

function testOf(condition: MappedCondition): MappedTest {
  if (condition.kind !== 'test') throw new Error(condition.kind);
  return condition;
}

const columnOf = (test: MappedTest): string | undefined =>
  test.subject.kind === 'reference' && test.subject.to.kind === 'column' ? test.subject.to.column.name : undefined;

describe('null tests', () => {
  test('on what is no field of the log type are refused, with what was meant', () => {
    const refused = mapped('kql', 'Okta.SystemLog', 'userAgent.rawUserAgent is_null');
    expect(refused.kind === 'refused' && refused.unmapped?.why).toBe('unknown-field');
    expect(refused.kind === 'refused' && refused.unmapped?.near).toEqual(['client.userAgent.rawUserAgent']);
  });

  test('on a field that the home does not keep are dropped, as a declared loss', () => {
    const dropped = mapped('kql', 'Okta.SystemLog', 'device is_null');
    expect(dropped.kind === 'dropped' && dropped.reason.code).toBe('null-test-unmapped');
    expect(mapped('kql', 'Okta.SystemLog', 'device eq "x"').kind).toBe('refused');
  });

  test.each(['errorCode is_null', 'errorCode eq null', 'errorCode missing'])(
    'read the column that tells presence: %s',
    (row) => {
      const test = testOf(mapped('yaral', 'AWS.CloudTrail', row));
      expect([columnOf(test), test.operator, test.operands]).toEqual([
        'security_result.action',
        'eq',
        [{ kind: 'literal', value: 'ALLOW' }],
      ]);
      expect(test.fidelity?.wider.map((r) => r.code)).toContain('null-stored-as-empty');
    },
  );

  test('leave other rows on such a field to its own column', () => {
    expect(columnOf(testOf(mapped('yaral', 'AWS.CloudTrail', 'errorCode eq "AccessDenied"')))).toBe(
      'security_result.rule_id',
    );
  });
});

describe('columns', () => {
  test('that split the text say so, except for tests of presence', () => {
    const split = testOf(mapped('yaral', 'Okta.SystemLog', 'outcome.reason eq "a"'));
    expect(split.fidelity?.wider.map((r) => [r.code, r.detail?.separator])).toEqual([['value-split', ',']]);
    expect(split.fidelity?.narrower.map((r) => r.code)).toEqual(['value-split']);
    expect(testOf(mapped('yaral', 'Okta.SystemLog', 'outcome.reason is_null')).fidelity?.wider).toEqual([]);
  });

  test.each([
    ['yaral', 'parse_json(debugContext.debugData.logOnlySecurityData).risk.level eq "HIGH"'],
    ['yaral', 'debugContext.debugData.logOnlySecurityData.risk.level eq "HIGH"'],
  ])('of parts of a JSON text are found through parse_json too (%s: %s)', (target, row) => {
    expect(columnOf(testOf(mapped(target, 'Okta.SystemLog', row)))).toBe('security_result.severity_details');
  });

  test('keep parse_json where the home has no column for what is inside', () => {
    const test = testOf(mapped('kql', 'AWS.CloudTrail', 'parse_json(requestParameters.policyDocument).Id eq "x"'));
    expect(test.subject.kind).toBe('at');
  });

  test('are found whatever the case of the keys, and through the data model', () => {
    expect(columnOf(testOf(mapped('kql', 'Okta.SystemLog', 'ACTOR.alternateid eq "x"')))).toBe(
      'OriginalActorAlternateId',
    );
    expect(columnOf(testOf(mapped('kql', 'Okta.SystemLog', 'udm("actor_user") eq "x"')))).toBe(
      'OriginalActorAlternateId',
    );
  });

  test('any of which may hold the value: rows ask some, null tests ask all', () => {
    expect(mapped('yaral', 'Okta.SystemLog', 'actor.alternateId eq "x"').kind).toBe('or');
    expect(mapped('yaral', 'Okta.SystemLog', 'actor.alternateId is_null').kind).toBe('and');
  });
});
