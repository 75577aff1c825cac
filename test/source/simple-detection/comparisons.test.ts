import { describe, expect, test } from 'vitest';
import { conditionNames } from '../../../src/source/simple-detection/match-conditions.ts';
import { readDetection } from './read.ts';

const text = 'Value: x';
const list = 'Values: [x, y]';

/** Condition, what it takes, what the table says. Together they are every comparison there is. */
const comparisons: readonly (readonly [condition: string, operand: string, table: string])[] = [
  ['Equals', text, 'f eq "x"'],
  ['Equals', 'Value: 1', 'f eq 1'],
  ['Equals', 'Value: 1.0', 'f eq 1.0'],
  ['Equals', 'Value: 9223372036854775808', 'f eq 9223372036854775808'],
  ['Equals', 'Value: true', 'f eq true'],
  ['Equals', 'Value: "true"', 'f eq "true"'],
  ['DoesNotEqual', text, 'f ne "x"'],
  ['IEquals', text, 'f ieq "x"'],
  ['IDoesNotEqual', text, 'f ine "x"'],
  ['IsIn', list, 'f in ["x", "y"]'],
  ['IsIn', 'Values: [1, x, true]', 'f in [1, "x", true]'],
  ['IsNotIn', list, 'f not_in ["x", "y"]'],
  ['IIsIn', list, 'f iin ["x", "y"]'],
  ['IIsNotIn', list, 'f not_iin ["x", "y"]'],
  ['StartsWith', text, 'f starts_with "x"'],
  ['StartsWith', list, 'f starts_with_any ["x", "y"]'],
  ['DoesNotStartWith', text, 'f not_starts_with "x"'],
  ['IStartsWith', text, 'f istarts_with "x"'],
  ['IDoesNotStartWith', text, 'f not_istarts_with "x"'],
  ['EndsWith', text, 'f ends_with "x"'],
  ['DoesNotEndWith', text, 'f not_ends_with "x"'],
  ['IEndsWith', text, 'f iends_with "x"'],
  ['IDoesNotEndWith', text, 'f not_iends_with "x"'],
  ['Contains', text, 'f contains "x"'],
  ['Contains', 'Value: 5', 'f contains 5'],
  ['Contains', list, 'f contains_any ["x", "y"]'],
  ['DoesNotContain', list, 'f not_contains_any ["x", "y"]'],
  ['IContains', text, 'f icontains "x"'],
  ['IDoesNotContain', text, 'f not_icontains "x"'],
  ['Has', text, 'f has "x"'],
  ['DoesNotHave', text, 'f not_has "x"'],
  ['IHas', text, 'f ihas "x"'],
  ['IDoesNotHave', text, 'f not_ihas "x"'],
  ['Exists', '', 'f exists'],
  ['DoesNotExist', '', 'f missing'],
  ['IsNull', '', 'f is_null'],
  ['IsNotNull', '', 'f is_not_null'],
  ['IsNullOrEmpty', '', 'f falsy'],
  ['IsNotNullOrEmpty', '', 'f truthy'],
  ['IsGreaterThan', 'Value: 5', 'f gt 5'],
  ['IsGreaterThan', 'Value: "b"', 'f gt "b"'],
  ['IsGreaterThanOrEquals', 'Value: 5', 'f gte 5'],
  ['IsGreaterThanOrEqual', 'Value: 5', 'f gte 5'],
  ['IsGreaterThanOrEqualTo', 'Value: 5.5', 'f gte 5.5'],
  ['IsLessThan', 'Value: -5', 'f lt -5'],
  ['IsLessThanOrEquals', 'Value: 5', 'f lte 5'],
  ['IsLessThanOrEqual', 'Value: 5', 'f lte 5'],
  ['IsLessThanOrEqualTo', 'Value: 5', 'f lte 5'],
  ['IsIPAddress', '', 'f ip_is "valid"'],
  ['IsIPAddressPublic', '', 'f ip_is "global"'],
  ['IsIPAddressPrivate', '', 'f ip_is "private"'],
  ['IsIPv4Address', '', 'f ip_is "v4"'],
  ['IsIPv6Address', '', 'f ip_is "v6"'],
  ['IsIPAddressInCIDR', 'Value: 10.0.0.0/8', 'f cidr "10.0.0.0/8"'],
  ['IsIPAddressInCIDR', 'Values: [10.0.0.0/8, "::1/128"]', 'f cidr_any ["10.0.0.0/8", "::1/128"]'],
];

describe('comparisons', () => {
  test.each(comparisons)('%s %s', (condition, operand, table) => {
    const read = readDetection(`- Key: f\n  Condition: ${condition}\n  ${operand}\n`);
    expect(read.found).toEqual([]);
    expect(read.table).toBe(table);
  });

  test('each Condition has its case', () => {
    const elsewhere = ['AlwaysTrue', 'AlwaysFalse', 'AllElements', 'AnyElement', 'NoElement', 'OnlyOneElement'];
    const here = comparisons.map(([condition]) => condition);
    expect(new Set([...here, ...elsewhere])).toEqual(new Set(conditionNames));
  });
});

describe('fields', () => {
  test.each([
    ['Key: a', 'a'],
    ['Key: a.b', '`a.b`'],
    ['Key: "authorization.k8s.io/decision"', '`authorization.k8s.io/decision`'],
    ['DeepKey: [a, b]', 'a.b'],
    ['DeepKey: [a, 0, "b.c"]', 'a[0].`b.c`'],
    ['KeyPath: a', 'a'],
    ['KeyPath: a.b', 'a.b'],
    ['KeyPath: "a[2].b"', 'a[2].b'],
    ['KeyPath: "a[-1]"', 'a[-1]'],
    [`KeyPath: 'a["b.c"].d'`, 'a.`b.c`.d'],
    ['KeyPath: "@type.x-y"', '`@type`.x-y'],
  ])('%s', (key, path) => {
    const read = readDetection(`- ${key}\n  Condition: IsNull\n`);
    expect(read.found).toEqual([]);
    expect(read.table).toBe(`${path} is_null`);
  });

  test('a row stands where its expression does', () => {
    const { condition } = readDetection('- Key: a\n  Condition: IsNull\n- Key: b\n  Condition: IsNull\n');
    expect(condition.kind === 'and' && condition.operands.map((o) => o.span?.start)).toEqual([2, 31]);
  });

  test.each([
    ['Equals', 'a.b eq_field c'],
    ['DoesNotEqual', 'a.b ne_field c'],
    ['IsGreaterThan', 'a.b gt_field c'],
    ['IsLessThanOrEqual', 'a.b lte_field c'],
    ['IsIn', 'a.b in_field c'],
    ['StartsWith', 'a.b starts_with_field c'],
    ['IContains', 'a.b icontains_field c'],
  ])('%s of two fields', (condition, table) => {
    const read = readDetection(`- Condition: ${condition}\n  Values: [{KeyPath: a.b}, {Key: c}]\n`);
    expect(read.found).toEqual([]);
    expect(read.table).toBe(table);
  });
});
