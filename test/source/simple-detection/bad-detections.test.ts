import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { rule as fitsSchema } from '../../../src/generated/validators.js';
import { read, ruleText } from '../rule-file/read.ts';
import { readDetection } from './read.ts';

describe('each mistake has its place', () => {
  test.each([
    ['no mapping', '- a', ['1:3 detection-form']],
    ['nothing to compare', '- {Key: a}', ['1:3 detection-form']],
    ['no field', '- {Condition: Equals, Value: 1}', ['1:3 detection-form']],
    ['two fields', '- {Key: a, KeyPath: b, Condition: IsNull}', ['1:3 detection-form']],
    ['an unknown Condition', '- Key: a\n  Condition: Equal\n  Value: 1', ['2:14 unknown-match-condition']],
    ['a Condition that is no name', '- {Key: a, Condition: [Equals]}', ['1:23 detection-form']],
    ['a misspelt key', '- {Keey: a, Condition: IsNull}', ['1:4 unknown-key', '1:3 detection-form']],
    ['no value', '- {Key: a, Condition: Equals}', ['1:3 detection-value']],
    ['a null value', '- {Key: a, Condition: Equals, Value: null}', ['1:38 detection-value']],
    ['a list as Value', '- {Key: a, Condition: Equals, Value: [1]}', ['1:38 detection-value']],
    ['a mapping as Value', '- {Key: a, Condition: Equals, Value: {b: 1}}', ['1:38 detection-value']],
    ['Value and Values', '- {Key: a, Condition: Contains, Value: x, Values: [y]}', ['1:3 detection-value']],
    ['Values where one is taken', '- {Key: a, Condition: Equals, Values: [x]}', ['1:31 detection-value']],
    ['Value where a list is taken', '- {Key: a, Condition: IsIn, Value: x}', ['1:29 detection-value']],
    ['an empty list', '- {Key: a, Condition: IsIn, Values: []}', ['1:29 detection-value']],
    ['a list in a list', '- {Key: a, Condition: IsIn, Values: [x, [y]]}', ['1:41 detection-value']],
    ['a value nobody asked for', '- {Key: a, Condition: IsNull, Value: x}', ['1:31 detection-value']],
    ['a number where text is compared', '- {Key: a, Condition: StartsWith, Value: 5}', ['1:42 detection-value']],
    ['true where order is compared', '- {Key: a, Condition: IsLessThan, Value: true}', ['1:42 detection-value']],
    ['a number where case is ignored', '- {Key: a, Condition: IEquals, Value: 5}', ['1:39 detection-value']],
    ['three fields', '- {Condition: Equals, Values: [{Key: a}, {Key: b}, {Key: c}]}', ['1:31 detection-value']],
    ['one field', '- {Condition: Equals, Values: [{Key: a}]}', ['1:31 detection-value']],
    [
      'fields for a test that takes none',
      '- {Condition: IsNull, Values: [{Key: a}, {Key: b}]}',
      ['1:3 detection-value'],
    ],
    [
      'fields through a wildcard',
      '- {Condition: Equals, Values: [{KeyPath: "a[*]"}, {Key: b}]}',
      ['1:31 detection-form'],
    ],
    [
      'enrichment',
      '- {Enrichment: {Table: t, Selector: s, FieldPath: f}, Condition: IsNull}',
      ['1:4 detection-enrichment'],
    ],
    ['All that is no list', '- {All: {Key: a}}', ['1:9 wrong-type']],
    ['All beside something', '- {All: [], Key: a}', ['1:13 detection-form']],
    ['two combinators', '- {All: [], Any: []}', ['1:13 detection-form']],
    ['a constant with a field', '- {Condition: AlwaysTrue, Key: a}', ['1:27 detection-form']],
    ['a list test without Expressions', '- {Key: a, Condition: AnyElement}', ['1:3 wrong-type']],
    ['a list test with a Value', '- {Key: a, Condition: AnyElement, Value: 1}', ['1:35 detection-form']],
    ['a comparison with Expressions', '- {Key: a, Condition: IsNull, Expressions: []}', ['1:31 detection-form']],
    ['an empty DeepKey', '- {DeepKey: [], Condition: IsNull}', ['1:13 wrong-type']],
    ['a DeepKey from an index', '- {DeepKey: [0, a], Condition: IsNull}', ['1:13 wrong-type']],
    ['a DeepKey that is text', '- {DeepKey: a.b, Condition: IsNull}', ['1:13 wrong-type']],
    ['an empty Key', '- {Key: "", Condition: IsNull}', ['1:9 wrong-type']],
    ['a Key that is a number', '- {Key: 5, Condition: IsNull}', ['1:9 wrong-type']],
    ['an empty KeyPath', '- {KeyPath: "", Condition: IsNull}', ['1:13 wrong-type']],
    ['a KeyPath with an empty key', '- {KeyPath: a..b, Condition: IsNull}', ['1:13 bad-key-path']],
    ['a KeyPath with an open bracket', '- {KeyPath: "a[1", Condition: IsNull}', ['1:13 bad-key-path']],
    ['a KeyPath from a wildcard', '- {KeyPath: "[*].a", Condition: IsNull}', ['1:13 bad-key-path']],
    ['a KeyPath with a half index', '- {KeyPath: "a[1.5]", Condition: IsNull}', ['1:13 bad-key-path']],
    ['a KeyPath that ends in a dot', '- {KeyPath: "a.", Condition: IsNull}', ['1:13 bad-key-path']],
  ])('%s', (_, detection, expected) => {
    expect(readDetection(detection).found).toEqual(expected);
  });

  test('all mistakes of a detection in one pass', () => {
    const { found } = readDetection(
      '- {Key: a, Condition: Equal}\n- Any:\n    - {Key: b}\n    - {Key: c, Condition: IsIn}\n',
    );
    expect(found).toEqual(['1:23 unknown-match-condition', '3:7 detection-form', '4:7 detection-value']);
  });

  test.each([
    ['- {Key: a, Condition: equals, Value: 1}', 'Did you mean "Equals"'],
    ['- {Key: a, Condition: IsGreaterOrEqual, Value: 1}', 'IsGreaterThanOrEqual'],
    ['- {Key: a, Condition: Exist}', '"Exists"'],
    ['- {Key: a, Conditon: Exists}', '"Condition"'],
  ])('%s suggests', (detection, suggestion) => {
    expect(readDetection(detection).diagnostics[0]?.fix).toContain(suggestion);
  });
});

describe('the schema and the reader', () => {
  const scalar = fc.constantFrom<unknown>(
    'a',
    '',
    'a.b',
    'a[*].b',
    1,
    1.5,
    true,
    null,
    [],
    {},
    ['a'],
    [{ Key: 'a' }, { Key: 'b' }],
  );
  const condition = fc.constantFrom<unknown>(
    'Equals',
    'IsIn',
    'IsNull',
    'AnyElement',
    'AlwaysTrue',
    'Has',
    'equals',
    5,
    null,
  );
  const { expression } = fc.letrec<{ expression: unknown }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 3 },
      fc.record(
        {
          Key: scalar,
          KeyPath: scalar,
          DeepKey: scalar,
          Condition: condition,
          Value: scalar,
          Values: scalar,
          Foo: scalar,
          Enrichment: scalar,
        },
        { requiredKeys: [] },
      ),
      fc.record({ Key: scalar, Condition: condition, Value: scalar }, { requiredKeys: ['Key', 'Condition'] }),
      fc.record({ All: fc.array(tie('expression'), { maxLength: 2 }) }),
      fc.record({ None: tie('expression') }),
      fc.record({
        Key: fc.constant('a'),
        Condition: fc.constant('AnyElement'),
        Expressions: fc.array(tie('expression'), { maxLength: 2 }),
      }),
    ),
  }));

  test('what the schema refuses, the reader reports; and it never throws', () => {
    fc.assert(
      fc.property(fc.array(expression, { maxLength: 3 }), (detection) => {
        const keys = { AnalysisType: 'rule', RuleID: 'A', Enabled: true, Severity: 'Low', LogTypes: ['X'] };
        const plain = { ...keys, Detection: JSON.parse(JSON.stringify(detection)) as unknown };
        const { rule } = read(stringify(plain));
        if (!fitsSchema(plain)) expect(rule).toBeUndefined();
      }),
      { numRuns: 1500 },
    );
  });
});

test('inline filters are read like a detection', () => {
  const { rule, found } = read(ruleText({ InlineFilters: '[{All: [{KeyPath: a.b, Condition: Equals, Value: 1}]}]' }));
  expect(found).toEqual([]);
  expect(rule?.filter).toMatchObject({ kind: 'test', operator: 'eq' });
  expect(read(ruleText({ InlineFilters: '[{KeyPath: a.b}]' })).found).toEqual(['7:17 detection-form']);
});
