import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule, RuleTest } from '../../src/ir/rule.ts';
import type { Value } from '../../src/ir/value.ts';
import { parseTable, parseTemplate, parseValue } from '../../src/source/condition-table/index.ts';
import { readRule } from '../../src/source/rule-file.ts';
import type { Unwritable, WrittenRule } from '../../src/source/write-rule/index.ts';
import { writeRule } from '../../src/source/write-rule/index.ts';
import { differences } from '../../src/source/write-rule/same-rule.ts';
import { condition as anyCondition, value as anyValue } from './condition-table/arbitrary.ts';

const python = `# Our own notes
AnalysisType: rule
Filename: some_rule.py # the body
RuleID: "Some.Rule"
DisplayName: 'Some  rule'
Enabled: true
LogTypes:
  - Okta.SystemLog
Severity:   High
Description: >
  Folded
  text.
DedupPeriodMinutes: 15 # minutes

# What must hold
Tests:
  - Name: yes
    ExpectedResult: true
    Log: { "eventType": "a", "list": [1, 2.0, 3,], }
`;

const placed = (text: string) => ({ text, file: { path: 'x', text }, at: (n: number) => n });
const fail = (found: { readonly message: string }): never => {
  throw new Error(found.message);
};
const table = (text: string): Rule['condition'] => parseTable(placed(text), fail) ?? { kind: 'false' };
const value = (text: string): Value => parseValue(placed(text), fail) ?? { kind: 'literal', value: null };
const title = (text: string): Value => parseTemplate(placed(text), fail);

/** A rule as lifting leaves it: the YAML read with a stand-in for the Python, then changed. */
function lifted(text: string, change: (rule: Rule) => Partial<Rule>, sidecar?: string): Rule {
  const stand = text
    .replace(/^(\s*)Filename: \S+/m, '$1Condition: "true"')
    .replace(/"Filename": "[^"]*"/, '"Condition": "true"');
  const rule = readRule(
    {
      file: { path: 'a.yml', text: stand },
      sidecar: sidecar === undefined ? undefined : { path: 's.yml', text: sidecar },
      withTests: true,
    },
    fail,
  );
  if (rule === undefined) throw new Error('the rule cannot be read');
  return { ...rule, ...change(rule) };
}

function write(
  text: string,
  change: (rule: Rule) => Partial<Rule>,
  more: { sidecar?: string; passes?: (rule: Rule, test: RuleTest) => boolean; notes?: readonly string[] } = {},
): WrittenRule | Unwritable {
  return writeRule({
    rule: lifted(text, change, more.sidecar),
    file: { path: 'a.yml', text },
    sidecar: more.sidecar === undefined ? undefined : { path: 's.yml', text: more.sidecar },
    notes: more.notes ?? [],
    passes: more.passes ?? (() => true),
  });
}

function textOf(written: WrittenRule | Unwritable): string {
  if ('problem' in written) throw new Error(written.problem);
  return written.text;
}

const condition = table('eventType in ["a", "b"]\nany target (type eq "User")');

describe('writing a rule without its Python', () => {
  it('puts the condition before the tests and leaves every other line as it was', () => {
    expect(textOf(write(python, () => ({ condition })))).toBe(
      python
        .replace('Filename: some_rule.py # the body\n', '# the body\n')
        .replace(
          '# What must hold\n',
          'Condition: |\n  eventType in ["a", "b"]\n  any target (type eq "User")\n# What must hold\n',
        ),
    );
  });

  it('writes everything that the Python computes, and reads it back', () => {
    const written = write(python, (rule) => ({
      condition,
      raises: table('not eventType type_is "string"'),
      alert: {
        ...rule.alert,
        title: title('{actor.id}: "quoted" {{braces}} # no comment'),
        description: title('By {actor.id}'),
        reference: title('https://example.com/{actor.id}'),
        runbook: title('Ask {actor.id}\nThen ask again'),
        destinations: value('if(severity eq "x", ["one"], [])'),
        key: value('default(actor.id, "<none>")'),
        keyParts: [value('default(actor.id, "<none>")')],
        keyedBy: 'group-by',
        distinct: value('lower(actor.id)'),
        severity: {
          otherwise: 'Low',
          cases: [
            { when: table('a eq 1\nb eq 2'), severity: 'Critical' },
            { when: table('true'), severity: 'Info' },
          ],
        },
        outputs: [
          { name: 'null', value: value('actor') },
          { name: 'a: b', value: value('first(target, type eq "User").id') },
        ],
      },
    }));
    expect(textOf(written).split('\n').slice(7, 42)).toEqual(
      `  - Okta.SystemLog
Severity: Low
Description: >
  Folded
  text.
DedupPeriodMinutes: 15 # minutes

AlertTitle: '{actor.id}: "quoted" {{braces}} # no comment'
AlertDescription: By {actor.id}
AlertReference: https://example.com/{actor.id}
AlertRunbook: |-
  Ask {actor.id}
  Then ask again
AlertDestinations: if(severity eq "x", ["one"], [])
GroupBy:
  - default(actor.id, "<none>")
Unique: lower(actor.id)
DynamicSeverities:
  - ChangeTo: Critical
    Conditions: |
      a eq 1
      b eq 2
  - ChangeTo: Info
    Conditions: |
      true
AlertContext:
  "null": actor
  a: b: first(target, type eq "User").id
Condition: |
  eventType in ["a", "b"]
  any target (type eq "User")
Raises: |
  eventType not_type_is "string"
# What must hold
Tests:`
        .replace('  a: b:', '  "a: b":')
        .split('\n'),
    );
  });

  it('keeps outputs in their order where names are numbers', () => {
    const outputs = ['b', '1', '0'].map((name) => ({ name, value: value('actor') }));
    const written = write(python, ({ alert }) => ({ condition, alert: { ...alert, outputs } }));
    expect(textOf(written)).toContain('AlertContext:\n  - KeyName: b\n    KeyValue: actor\n  - KeyName: "1"\n');
  });

  it('keeps line breaks, margins and what has no final line break', () => {
    const text = `${python.replace(/^(?=.)/gm, '  ').trimEnd()}`.replaceAll('\n', '\r\n');
    const written = textOf(write(text, () => ({ condition })));
    expect(written).not.toMatch(/[^\r]\n/);
    expect(written).toContain('\r\n  Condition: |\r\n    eventType in');
    const without = 'AnalysisType: rule\nFilename: a.py\nRuleID: A.B\nEnabled: true\nLogTypes: [X.Y]\nSeverity: Low';
    expect(textOf(write(without, () => ({ condition: table('a eq 1') })))).toBe(
      'AnalysisType: rule\nRuleID: A.B\nEnabled: true\nLogTypes: [X.Y]\nSeverity: Low\nCondition: |\n  a eq 1\n',
    );
  });

  it('writes into a file in braces', () => {
    const text =
      '{"AnalysisType": "rule", "RuleID": "A.B", "Enabled": true, "LogTypes": ["X.Y"], "Severity": "Low", "Filename": "a.py"}\n';
    expect(textOf(write(text, () => ({ condition: table('a eq 1\nb eq 2') })))).toBe(
      '{"Condition": "a eq 1\\nb eq 2\\n", "AnalysisType": "rule", "RuleID": "A.B", "Enabled": true, "LogTypes": ["X.Y"], "Severity": "Low"}\n',
    );
  });

  it('leaves what the YAML says itself as it is written, unless the Python says otherwise', () => {
    const text = python.replace(
      'DedupPeriodMinutes',
      'GroupBy: [{Key: actor}]\nAlertTitle:   "{actor.id}"\nDedupPeriodMinutes',
    );
    expect(textOf(write(text, () => ({ condition })))).toContain(
      '\nGroupBy: [{Key: actor}]\nAlertTitle:   "{actor.id}"\n',
    );
    const other = write(text, ({ alert }) => ({ condition, alert: { ...alert, title: title('Other {x}') } }));
    expect(textOf(other)).toContain('\nGroupBy:\n  - actor\nAlertTitle: Other {x}\n');
  });

  it('takes a key out of the sidecar that the Python says otherwise, and nothing else', () => {
    const sidecar = 'AlertTitle: "{a}"\n# why\nWaivers:\n  - { Target: spl, Code: row-dropped, Reason: known }\n';
    const same = write(python, () => ({ condition }), { sidecar });
    expect('sidecar' in same && same.sidecar).toBe(sidecar);
    const other = write(
      python,
      ({ alert }) => ({ condition, alert: { ...alert, title: title('{b}'), key: title('{b}') } }),
      { sidecar },
    );
    expect('sidecar' in other && other.sidecar).toBe(sidecar.replace('AlertTitle: "{a}"\n', ''));
    expect(textOf(other)).toContain('AlertTitle: "{b}"\n');
  });

  it('names what a partial lift left out, in a comment and in a key of its own', () => {
    const loss = { construct: 'get_counter()', why: 'state outside the event' };
    const losses = [loss, { ...loss }];
    const text = textOf(write(python, () => ({ condition, losses })));
    expect(text).toMatch(/# Not all of the Python could be said: .*\nCondition: \|\n/);
    expect(text).toContain('Losses:\n  - Construct: get_counter()\n    Why: state outside the event\n');
  });

  it('says what else is left out', () => {
    const text = textOf(write(python, () => ({ condition }), { notes: ['In title(), "x"\nis left out.'] }));
    expect(text).toContain('# In title(), "x"\\nis left out.\nCondition: |\n');
  });

  it('refuses what would print without end, and what would not mean the same', () => {
    let deep: Value = value('a.b');
    for (let i = 0; i < 40; i++) deep = { kind: 'call', name: 'concat', args: [deep, deep] };
    const test = (subject: Value): Rule['condition'] => ({
      kind: 'test',
      subject,
      operator: 'truthy',
      operands: [],
      ignoreCase: false,
      flags: [],
    });
    expect(write(python, () => ({ condition: test(deep) }))).toMatchObject({
      problem: expect.stringMatching(/parts as a table/),
    });
    const one: Rule['condition'] = { kind: 'true' };
    const severed = write(python, ({ alert }) => ({ condition: one, alert: { ...alert, windowMinutes: 99 } }));
    expect(severed).toMatchObject({ problem: 'Threshold would not mean the same' });
  });

  it('says that a rule with a title has one alert at a time all the same', () => {
    const text = python.replace('DedupPeriodMinutes', 'AlertTitle: "{actor.id}"\nDedupPeriodMinutes');
    const key: Value = { kind: 'literal', value: 'Some.Rule' };
    const written = write(text, ({ alert }) => ({ condition, alert: { ...alert, key, keyedBy: 'rule-id' } }));
    expect(textOf(written)).toContain('GroupBy:\n  - const("Some.Rule")\nCondition:');
  });
});

const mocked = (tests: string): string => python.replace(/Tests:[\s\S]*$/, `Tests:${tests}`);

describe('tests with mocks', () => {
  const passes = (_: Rule, test: RuleTest): boolean => test.expected;

  it('lose them where the result is the same, and are left out where it is not', () => {
    const text = mocked(`
  - Name: same
    Mocks:
      - objectName: CONSTANT
        returnValue: >-
          ["x"]
    ExpectedResult: true # kept
    Log: { a: 1 }
  # about the next one
  - Name: 'other: one'
    ExpectedResult: false
    Log: { a: 1 }
    Mocks: [{ objectName: get_x, returnValue: true }]

  - Name: plain
    ExpectedResult: false
    Log: { a: 2 }
`);
    const written = write(text, () => ({ condition }), { passes });
    expect(textOf(written)).toContain(`Tests:
  - Name: same
    # Mocks (CONSTANT) taken out: without them the result is the same.
    ExpectedResult: true # kept
    Log: { a: 1 }
  # about the next one
  # The test "other: one" is left out: it replaces parts of the Python (get_x).

  - Name: plain
`);
    expect(written).toMatchObject({ unmocked: ['same'], leftOut: ['other: one'] });
  });

  it.each([
    [
      'in braces',
      '\n  - { Name: a, Mocks: [{ objectName: x, returnValue: 1 }], ExpectedResult: true, Log: { a: 1 } }\n',
    ],
    [
      'in braces at the end',
      '\n  - { Name: a, ExpectedResult: true, Log: { a: 1 }, Mocks: [{ objectName: x, returnValue: 1 }] }\n',
    ],
    [
      'first of a test',
      '\n  - Mocks: [{ objectName: x, returnValue: 1 }]\n    Name: a\n    ExpectedResult: true\n    Log: { a: 1 }\n',
    ],
    [
      'last of the file',
      '\n- Name: a\n  ExpectedResult: true\n  Log: { a: 1 }\n  Mocks: [{ objectName: x, returnValue: 1 }]',
    ],
    [
      'in a list in brackets',
      ' [{ Name: a, ExpectedResult: true, Log: { a: 1 }, Mocks: [{ objectName: x, returnValue: 1 }]}]\n',
    ],
    [
      'below a lone dash',
      '\n  -\n    Name: a\n    ExpectedResult: true\n    Log: { a: 1 }\n    Mocks: [{ objectName: x, returnValue: 1 }]\n',
    ],
  ])('%s', (_, tests) => {
    const kept = write(mocked(tests), () => ({ condition }), { passes: () => true });
    expect('rule' in kept && kept.rule.tests.map((test) => [test.name, Object.keys(test.extras)])).toEqual([['a', []]]);
    const gone = write(mocked(tests), () => ({ condition }), { passes: () => false });
    expect('rule' in gone && gone.rule.tests).toEqual([]);
    expect(textOf(gone)).toContain('# The test "a" is left out');
  });
});

describe('any rule', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom('a: b', ' x', 'x ', '\n', '- a', '#', 'null', '1', '~', '|', '\u0085', 'a\n b'),
  );
  const hole = fc.oneof(
    text.map((t): Value => ({ kind: 'literal', value: t })),
    anyValue(0, 2).filter((v) => v.kind !== 'literal'),
  );
  const blank = (v: Value): boolean => v.kind === 'literal' && String(v.value).trim() === '';
  const anyTitle = fc
    .array(hole, { minLength: 1, maxLength: 3 })
    .filter((args) => !args.every(blank))
    .map((args): Value => ({ kind: 'call', name: 'concat', args }));
  const name = text.filter((t) => t.trim() !== '' && t === t.trim());

  it('is written so that it reads back, or refused', () => {
    let written = 0;
    const runs = 300;
    fc.assert(
      fc.property(
        fc.record({
          condition: anyCondition(0, 3),
          raises: anyCondition(0, 2),
          when: anyCondition(0, 1),
          title: anyTitle,
          key: anyValue(0, 2),
          distinct: anyValue(0, 2),
          output: anyValue(0, 2),
          name,
        }),
        ({ condition: c, raises, when, title: said, key, distinct, output, name: called }) => {
          const result = write(python, ({ alert }) => ({
            condition: c,
            raises,
            alert: {
              ...alert,
              title: said,
              runbook: said,
              key,
              keyParts: [key],
              keyedBy: 'group-by',
              distinct,
              severity: { otherwise: 'High', cases: [{ when, severity: 'Low' }] },
              outputs: [{ name: called, value: output }],
            },
          }));
          if ('text' in result) written += 1;
          // An argument that must be a literal of one kind may be simplified to one of another: the table has no spelling for it.
          else expect(result.found.map(({ code }) => code)).toEqual(['table-arguments']);
        },
      ),
      { numRuns: runs },
    );
    expect(written).toBeGreaterThan(runs * 0.98);
  });
});

describe('differences', () => {
  it('names each part that is not the same', () => {
    const rule = lifted(python, () => ({ condition }));
    expect(differences(rule, rule)).toEqual([]);
    expect(differences(rule, { ...rule, condition: table('a eq 1') })).toEqual(['Condition']);
    expect(differences(rule, { ...rule, raises: table('a eq 1') })).toEqual(['Raises']);
    const retitled = { ...rule.alert, title: title('{a}'), distinct: value('b') };
    expect(differences(rule, { ...rule, alert: retitled, tests: [] })).toEqual(['AlertTitle', 'Unique', 'Tests']);
  });
});
