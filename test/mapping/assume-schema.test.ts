import { describe, expect, test } from 'vitest';
import { reasonHolds } from '../../src/fidelity/holds.ts';
import { contextOf, evaluate } from '../../src/ir/evaluate.ts';
import type { Json, JsonObject } from '../../src/ir/json.ts';
import { printCondition } from '../../src/ir/print.ts';
import type { Rule } from '../../src/ir/rule.ts';
import { wholeCondition } from '../../src/ir/rule.ts';
import { simplify } from '../../src/ir/simplify/simplify.ts';
import { assumeSchema } from '../../src/mapping/assume-schema.ts';
import { leaveOut } from '../../src/mapping/leave-out.ts';
import { tableOf } from '../source/condition-table/placed.ts';
import { open } from '../support/project.ts';
import { ruleWith } from '../support/rules.ts';

const { workspace } = open();
const okta = assumeSchema(workspace.logType('Okta.SystemLog'), 'Okta.SystemLog');

function left(text: string): string {
  return printCondition(simplify(tableOf(text), { assume: okta }));
}

describe('an event of the log type is taken for granted:', () => {
  test.each<[string, string, string]>([
    ['a text is a text, or there is none', 'eventType type_is "string"', 'eventType is_not_null'],
    ['a text is no list', 'eventType type_is "list"', 'false'],
    ['a field below an object', 'actor.alternateId not_type_is "string"', 'actor.alternateId is_null'],
    ['a key in other case', 'eventtype type_is "string"', 'eventtype is_not_null'],
    ['a path through a list is missing', 'target.displayName type_is "list"', 'false'],
    ['elements are there and are objects', 'any target ( @ not_type_is "object" )', 'false'],
    ['fields of elements', 'any target ( type type_is "string" )', 'any target ( type is_not_null )'],
    ['an element by its index', 'target[0] type_is "object"', 'target[0] is_not_null'],
    [
      'the first element',
      'first(target, type eq "User") type_is "object"',
      'first(target, type eq "User") is_not_null',
    ],
    ['what a loop goes through', 'any iterate(target) ( type eq "User" )', 'any target ( type eq "User" )'],
    ['fields of what a loop goes through', 'any iterate(default(target, [])) ( @ type_is "list" )', 'false'],
    [
      'elements that are taken out of a list',
      'any slice(map(target, type eq "User", @), 0, 1) ( @ not_type_is "object" )',
      'false',
    ],
    ['a walk along objects', 'deep_walk(actor, ["alternateId"]) eq "a"', 'actor.alternateId eq "a"'],
    ['the log type', 'p_log_type eq "Okta.SystemLog"\neventType eq "a"', 'eventType eq "a"'],
    ['no other log type', 'p_log_type in ["AWS.CloudTrail", "GitHub.Audit"]', 'false'],
    ['open fields may hold anything', 'actor.detailEntry type_is "string"', 'actor.detailEntry type_is "string"'],
    ['fields of no schema', 'p_enrichment.x type_is "string"', 'p_enrichment.x type_is "string"'],
  ])('%s', (_, given, wanted) => {
    expect(left(given)).toBe(printCondition(tableOf(wanted)));
  });

  test('what a text holds as JSON has its types too', () => {
    const azure = assumeSchema(workspace.logType('Azure.MonitorActivity'), 'Azure.MonitorActivity');
    const shorter = simplify(tableOf('parse_json(properties.log).verb type_is "string"'), { assume: azure });
    expect(printCondition(shorter)).toBe('parse_json(properties.log).verb is_not_null');
  });

  test.each([
    'eventType eq 5',
    'device eq "x"',
    'target.displayName eq "x"',
    'target.displayName is_null',
    'eventType has "x"',
  ])('a mistake stays to be seen: %s', (text) => {
    expect(left(text)).toBe(printCondition(tableOf(text)));
  });
});

/** A rule whose Python raises where the second condition holds. */
function lifted(condition: string, raises: string): Rule {
  return { ...ruleWith(tableOf(condition), 'Okta.SystemLog'), raises: tableOf(raises) };
}

describe('what is left of a lifted rule', () => {
  test('loses the guards that its rows imply', () => {
    const rule = lifted(
      'default(outcome.reason, "") starts_with "x"\nany iterate(default(target, [])) ( type eq "User" )',
      'default(outcome.reason, "") not_type_is "string" or any iterate(default(target, [])) ( @ not_type_is "object" )',
    );
    const { rule: simple, fidelity } = leaveOut(rule, okta);
    expect(printCondition(simple.condition)).toBe(
      printCondition(tableOf('outcome.reason starts_with "x"\nany target ( type eq "User" )')),
    );
    expect(fidelity).toEqual({ wider: [], narrower: [] });
  });

  test('keeps the null test where the Python raises on a missing field', () => {
    const { condition } = leaveOut(lifted('actor.id not_starts_with "x"', 'actor.id not_type_is "string"'), okta).rule;
    expect(printCondition(condition)).toBe(
      printCondition(tableOf('actor.id not_starts_with "x"\nnot actor.id is_null')),
    );
  });

  test('declares that an explicit null may raise where a missing field does not', () => {
    const rule = lifted('eventType eq "a"', 'target exists and not iterate(target) exists');
    const { rule: simple, fidelity } = leaveOut(rule, okta);
    expect(printCondition(simple.condition)).toBe('eventType eq "a"');
    expect(fidelity.wider.map((reason) => reason.code)).toEqual(['missing-as-null']);
    expect(fidelity.narrower.map((reason) => reason.flipped)).toEqual([true]);
  });

  test('declares that an explicit null in an element may raise', () => {
    const rule = lifted(
      'eventType eq "a"',
      'any slice(map(target, detailEntry exists and detailEntry is_null, @), 0, 1) ( detailEntry is_null )',
    );
    const { rule: simple, fidelity } = leaveOut(rule, okta);
    expect(printCondition(simple.condition)).toBe('eventType eq "a"');
    const [reason] = fidelity.wider;
    expect(fidelity.wider.map(({ code }) => code)).toEqual(['missing-as-null']);
    const holds = (target: Json): boolean | undefined =>
      reason && reasonHolds(reason, 'wider', contextOf({ eventType: 'a', target }), undefined);
    expect([{ id: 'x' }, { id: 'x', detailEntry: null }].map((one) => holds([one]))).toEqual([false, true]);
  });

  test('answers as the rule does on events of the log type', () => {
    const rule = lifted(
      'p_log_type eq "Okta.SystemLog" and any iterate(if_missing(target, [])) ( lower(type) eq "user" )',
      'any iterate(if_missing(target, [])) ( @ not_type_is "object" or lower(type) missing )',
    );
    const { condition } = leaveOut(rule, okta).rule;
    const events: JsonObject[] = [
      { p_log_type: 'Okta.SystemLog' },
      { p_log_type: 'Okta.SystemLog', target: [] },
      { p_log_type: 'Okta.SystemLog', target: [{ type: 'USER' }] },
      { p_log_type: 'Okta.SystemLog', target: [{ type: 'USER' }, { id: 'x' }] },
      { p_log_type: 'Okta.SystemLog', target: [{ type: 'App' }] },
    ];
    const answers = events.map((event) => evaluate(condition, contextOf(event)));
    expect(answers).toEqual(events.map((event) => evaluate(wholeCondition(rule), contextOf(event))));
    expect(answers).toEqual([false, false, true, false, false]);
  });
});
