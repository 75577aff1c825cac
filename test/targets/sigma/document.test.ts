import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { conventionalStem } from '../../../src/targets/sigma/artifact.ts';
import { checkHome } from '../../../src/targets/sigma/logsource.ts';
import { checkOptions } from '../../../src/targets/sigma/options.ts';
import { titleOf } from '../../../src/targets/sigma/title.ts';
import { artifactOf, compile, read as readBack, rule, ruleText, settings, shapesHome } from './build.ts';

const read = (content: string) => parse(content) as Record<string, unknown>;

describe('metadata', () => {
  const full = ruleText(
    't eq "x"',
    [
      'Reports: { MITRE ATT&CK: ["TA0005:T1562.008", "TA0001:T1078", "TA0040"], CIS: ["3.10"] }',
      'Reference: https://example.com/a, https://attack.mitre.org/techniques/T1078/',
      'Runbook: "Call: the #owner"',
      'Status: Stable',
      'Version: "1.2"',
      'Date: 2024-01-02',
      'Modified: 2025-02-03',
      'Tags: [Acme, CVE-2024-12345]',
      'FalsePositives: ["planned work", "none"]',
      'SummaryAttributes: [t, o.t]',
      'AlertContext: [{ KeyName: who, KeyValue: { Key: t } }]',
    ].join('\n'),
  );

  it('writes SigmaHQ rules by their conventions', () => {
    const compiled = compile(full);
    const artifact = artifactOf(compiled);
    expect(readBack(artifact).findings).toEqual([]);
    expect(read(artifact.content)).toMatchObject({
      status: 'stable',
      references: ['https://example.com/a'],
      date: '2024-01-02',
      modified: '2025-02-03',
      tags: [
        'attack.initial-access',
        'attack.persistence',
        'attack.privilege-escalation',
        'attack.stealth',
        'attack.defense-impairment',
        'attack.impact',
        'attack.t1078',
        'attack.t1685.002',
        'cve.2024-12345',
      ],
      falsepositives: ['Planned work'],
    });
    expect(artifact.content).toMatch(/^# rule_id: Acme\.Shapes\n# version: 1\.2\ntitle: /);
    expect(compiled.notes.join('\n')).toMatch(/alert context \(who\)[\s\S]*runbook[\s\S]*summary/);
  });

  it('keeps the author’s tactics and everything else in the profile spec', () => {
    const content = artifactOf(compile(full, { profile: 'spec', attackVersion: 18 })).content;
    expect(read(content)).toMatchObject({
      tags: [
        'attack.initial-access',
        'attack.defense-evasion',
        'attack.impact',
        'attack.t1078',
        'attack.t1562.008',
        'cve.2024-12345',
      ],
      fields: ['t', 'o.t'],
      references: ['https://example.com/a', 'https://attack.mitre.org/techniques/T1078/'],
      falsepositives: ['planned work', 'none'],
      x_rulegen: {
        rule_id: 'Acme.Shapes',
        version: '1.2',
        runbook: 'Call: the #owner',
        outputs: { who: '{t}' },
        reports: { CIS: ['3.10'] },
      },
    });
  });

  it('tells what does not fit: a title that is too long, ids of ATT&CK without a tag', () => {
    const limitsOf = (yaml: string, options = {}) => (compile(yaml, options).limits ?? []).map(({ says }) => says);
    expect(limitsOf(ruleText('t eq "x"'))).toEqual([]);
    const long = ruleText('t eq "x"').replace(/^DisplayName: .*/m, `DisplayName: ${'Word '.repeat(30)}`);
    expect(limitsOf(long)).toEqual(['the title has 149 characters and may have 120: it is cut.']);
    expect(limitsOf(long, { profile: 'spec' })).toEqual([]);
    const odd = ruleText('t eq "x"', 'Reports:\n  MITRE ATT&CK: [TA0001:T9999]');
    expect(limitsOf(odd)).toEqual([expect.stringMatching(/^no tag for T9999/)]);
  });

  it('moves links out of the description', () => {
    const text = ruleText('t eq "x"').replace(
      /^Description: .*/m,
      'Description: See https://example.com/why. Then act.',
    );
    const compiled = compile(text);
    expect(read(artifactOf(compiled).content)).toMatchObject({
      description: 'See the references. Then act.',
      references: ['https://example.com/why'],
    });
    expect(compiled.notes).toContain('links of the description are moved to the references');
  });

  it('says what a disabled signal is', () => {
    const compiled = compile(ruleText('t eq "x"', 'CreateAlert: false').replace('Enabled: true', 'Enabled: false'));
    expect(artifactOf(compiled).content).toMatch(/^# rule_id: .*\n# enabled: false\n# create_alert: false\n/);
  });

  it('shows the fidelity above the rule, each on one line', () => {
    const line = {
      direction: 'wider',
      scope: 'condition',
      code: 'case-insensitive',
      class: 'representation',
      row: 't eq "a\\nb"\nselection: evil',
      says: 'The target compares text ignoring case.',
      waived: undefined,
    } as const;
    const { content } = artifactOf(compile(ruleText('t eq "x"')), [line]);
    const comments = content.split('\n').filter((l) => l.startsWith('#'));
    expect(comments).toEqual([
      '# rule_id: Acme.Shapes',
      '# wider: case-insensitive (t eq "a\\nb" selection: evil): The target compares text ignoring case.',
    ]);
    const spec = read(artifactOf(compile(ruleText('t eq "x"'), { profile: 'spec' }), [line]).content);
    expect(spec['x_rulegen']).toMatchObject({ fidelity: [expect.stringMatching(/^wider: case-insensitive/)] });
  });

  it.each([
    ['Detects a bad thing.', 'A Bad Thing'],
    ['aws root login', 'Aws Root Login'],
    ['Login from new country', 'Login from new Country'],
    ['AWS s3.bucket made public', 'AWS s3.bucket Made Public'],
    ['Two\nlines  here', 'Two Lines Here'],
    ['élan vital', 'Élan Vital'],
    ['', 'Acme.Shapes'],
  ])('writes the title %j as %j', (given, wanted) => {
    expect(titleOf(given, 'Acme.Shapes', 'sigmahq')).toBe(wanted);
  });

  it('cuts long titles between words', () => {
    const title = titleOf('Word '.repeat(60).trim(), 'id', 'sigmahq');
    expect(title.length).toBeLessThanOrEqual(120);
    expect(title).toMatch(/Word…$/);
  });

  it.each([
    ['okta_support_reset', 'okta_support_reset'],
    ['reset', 'acme_reset'],
    ['a', 'acme_a_rule'],
    ['okta_support_reset.v2', 'okta_support_reset_v2'],
    ['x'.repeat(40), `acme_${'x'.repeat(40)}`],
  ])('names the file of %s %s', (given, wanted) => {
    expect(conventionalStem(given, 'acme', '0e66dae6-562d-5142-be82-06c4d8b26f74')).toBe(wanted);
  });

  it('keeps names of very long ids apart', () => {
    const long = `a_${'b'.repeat(120)}`;
    const [one, two] = ['0e66dae6', '1f77dae6'].map((uuid) => conventionalStem(long, 'acme', uuid));
    expect(one).toMatch(/^[a-z0-9_]{10,90}$/);
    expect(one).not.toBe(two);
  });
});

describe('hostile text', () => {
  const nasty = [
    `'"\\ \`$token$ {{x}} {{{y}}} #{z}`,
    ': - ? | > & * ! % @',
    '# comment',
    '--- ',
    '*/ --> ]]>',
    'emoji 🦊 and العربية',
    '\u202egnp.exe\u2066',
    'line\u2028separator\u0085next\ufeff',
    'yes',
    '0123',
    '1:30',
    '2024-01-01',
    '~',
    '<<',
    ' leading and trailing ',
    'a: b',
  ];

  it.each(nasty)('arrives as it is in values and metadata: %j', (text) => {
    const json = JSON.stringify(text);
    const source = ruleText(
      `t in [${json}, "other"]\nj.k contains ${json}`,
      `Runbook: ${json}\nFalsePositives: [${json}]`,
    ).replace(/^DisplayName: .*/m, `DisplayName: ${json}`);
    for (const profile of ['sigmahq', 'spec'] as const) {
      const { content } = artifactOf(compile(source, { profile }));
      expect(content).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/);
      const document = read(content);
      const selection = (document['detection'] as Record<string, Record<string, unknown>>)['selection'] ?? {};
      const plain = Object.values(selection)
        .flat()
        .map((v) => String(v).replace(/\\([*?\\])/g, '$1'));
      expect(plain).toEqual([text, 'other', text]);
      if (profile === 'spec') {
        expect(document['x_rulegen']).toMatchObject({ runbook: text.trim() === text ? text : expect.anything() });
        expect(document['falsepositives']).toEqual(
          text.trim().length < 2
            ? undefined
            : [
                text
                  .replace(/\s+/g, ' ')
                  .replace(/[\u0085\u2028\ufeff]+/g, ' ')
                  .trim(),
              ],
        );
      }
    }
  });

  it('puts nothing of a rule’s text outside its place', () => {
    const source = ruleText('t eq "x"', 'Version: "1\\n---\\ntitle: evil"').replace(
      /^RuleID: .*/m,
      'RuleID: "A\\ntitle: evil"',
    );
    try {
      const { content } = artifactOf(compile(source));
      expect(parseAllDocuments(content)).toHaveLength(1);
      expect(read(content)['title']).toBe('Acme Shape Seen');
    } catch (error) {
      // The reader may refuse such an id before it comes here.
      expect(String(error)).toMatch(/RuleID|rule/i);
    }
  });
});

describe('a threshold', () => {
  const counted = (more: string) => ruleText('t eq "x"', more);

  it('is a second document that counts the first', () => {
    const compiled = compile(counted('Threshold: 5\nDedupPeriodMinutes: 90\nGroupBy: [u, o.t]'));
    const { content } = artifactOf(compiled);
    expect(readBack(artifactOf(compiled)).findings).toEqual([]);
    const [base, correlation] = parseAllDocuments(content).map((d) => d.toJS() as Record<string, unknown>);
    expect(base).toMatchObject({ title: 'Acme Shape Seen - Base', name: 'acme_shapes_base', level: 'informational' });
    expect(base?.['detection']).toEqual({ selection: { t: 'x' }, condition: 'selection' });
    expect(correlation).toMatchObject({
      title: 'Acme Shape Seen',
      correlation: {
        type: 'event_count',
        rules: ['acme_shapes_base'],
        'group-by': ['u', 'o.t'],
        timespan: '90m',
        condition: { gte: 5 },
      },
      level: 'high',
    });
    expect(correlation).not.toHaveProperty('logsource');
    expect(compiled.alertFidelity.narrower.map((r) => r.code)).toContain('window-tumbling');
    expect(compiled.alertFidelity.wider.map((r) => r.code)).not.toContain('key-computed');
  });

  it('groups by the fields of a title', () => {
    const compiled = compile(counted('Threshold: 2\nAlertTitle: "Seen by {t} on {u}"'));
    expect(artifactOf(compiled).content).toMatch(/group-by:\n {8}- t\n {8}- u\n/);
    expect(compiled.assumptions.join()).toMatch(/t, u/);
  });

  it('groups by what a key is computed from, declared', () => {
    const compiled = compile(counted('Threshold: 2\nAlertTitle: "Seen by {if(t eq \\"x\\", upper(u), o.t)}"'));
    expect(artifactOf(compiled).content).toMatch(/group-by:\n {8}- t\n {8}- u\n {8}- o\.t\n/);
    for (const direction of ['wider', 'narrower'] as const)
      expect(compiled.alertFidelity[direction].map((r) => r.code)).toContain('key-split');
    expect(compiled.assumptions.join()).toMatch(/converter that drops them/);
  });

  it('counts a key out of the pieces of a text by that text', () => {
    const key = 'first(split(t, "/"), @ starts_with "a")';
    const compiled = compile(counted(`Threshold: 2\nGroupBy: ['${key}']`));
    expect(artifactOf(compiled).content).toMatch(/group-by:\n {8}- t\n/);
    expect(compiled.alertFidelity.wider.map((r) => r.code)).toContain('key-split');
  });

  it('declares a key out of a list as a loss', () => {
    const compiled = compile(counted('Threshold: 2\nAlertTitle: "Seen by {first(e, t eq \\"x\\").u}"'));
    expect(compiled.alertFidelity.wider.map((r) => r.code)).toContain('key-computed');
    expect(artifactOf(compiled).content).toMatch(/group-by: \[\]/);
  });

  it('counts distinct values of a field, and refuses computed ones', () => {
    const text = artifactOf(compile(counted('Threshold: 3\nGroupBy: [u]\nUnique: o.t'))).content;
    expect(text).toMatch(/type: value_count[\s\S]*condition:\n {8}field: o\.t\n {8}gte: 3/);
    const missing = compile(counted('Threshold: 3\nUnique: str(default(o.t, "none"))'));
    expect(artifactOf(missing).content).toMatch(/field: o\.t\n/);
    expect(missing.alertFidelity.narrower.map((r) => r.code)).toContain('null-distinct');
    const unnamed = compile(counted('Threshold: 3\nUnique: if(u truthy, str(u), "None")'));
    expect(artifactOf(unnamed).content).toMatch(/field: u\n/);
    const emptied = compile(counted('Threshold: 3\nUnique: if(j truthy, str(j), "None")'));
    expect(emptied.refusals[0]?.why).toMatch(/empty in several ways/);
    const other = compile(counted('Threshold: 3\nUnique: if(t truthy, u, "None")'));
    expect(other.refusals[0]?.row).toBe('Unique');
    const refused = compile(counted('Threshold: 3\nUnique: lower(t)'));
    expect(refused.text).toBeUndefined();
    expect(refused.refusals[0]?.row).toBe('Unique');
  });

  it('alone has no suppression, which is declared', () => {
    expect(compile(ruleText('t eq "x"')).alertFidelity.wider.map((r) => r.code)).toEqual(['dedup-none']);
  });
});

describe('configuration and homes', () => {
  it('reports options that Sigma has not', () => {
    expect(checkOptions({ profile: 'spec', license: 'DRL-1.1', exceptions: 'filter' })).toEqual([]);
    expect(checkOptions({ profil: 'spec' })).toEqual(['sigma has no option "profil"; did you mean "profile"?']);
    expect(checkOptions({ profile: 'x', license: 'All rights reserved', exceptions: true })).toHaveLength(3);
  });

  it('writes the licence', () => {
    const given = settings(rule(ruleText('t eq "x"')));
    const compiled = compile(ruleText('t eq "x"'), { settings: { ...given, options: { license: 'DRL-1.1' } } });
    expect(read(artifactOf(compiled).content)['license']).toBe('DRL-1.1');
  });

  it('reports homes that are no log source', () => {
    expect(checkHome(shapesHome)).toEqual([]);
    expect(checkHome({ ...shapesHome, source: { definition: 'x' } })).toHaveLength(1);
    expect(checkHome({ ...shapesHome, source: { product: 'Acme Corp', servise: 'x' } })).toEqual([
      `The log source's product is in lower case, without spaces: "Acme Corp" is not.`,
      'A Sigma log source has no "servise"; did you mean "service"?',
    ]);
  });
});
