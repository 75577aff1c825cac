import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compile, sampleColumns, table } from './harness.ts';
import { bind } from './microsoft.ts';

interface AnalyticsRule {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly severity: string;
  readonly queryFrequency: string;
  readonly queryPeriod: string;
  readonly tactics: readonly string[];
  readonly relevantTechniques: readonly string[];
  readonly query: string;
  readonly entityMappings: readonly unknown[];
  readonly customDetails?: Readonly<Record<string, string>>;
  readonly alertDetailsOverride?: Readonly<Record<string, string>>;
  readonly incidentConfiguration: {
    readonly createIncident: boolean;
    readonly groupingConfiguration: Readonly<Record<string, unknown>>;
  };
  readonly version: string;
  readonly kind: string;
}

function rule(condition: string, more = '', settings = {}): AnalyticsRule {
  const made = compile(table(condition, more), { settings });
  expect(made.compiled.refusals).toEqual([]);
  const artifact = made.artifacts.find((a) => a.path === 'x/test_rule.yaml');
  return parse(artifact?.content ?? '') as AnalyticsRule; // the document is what the assertions below look at
}

describe('the analytics rule', () => {
  it('is what the CI model of Azure-Sentinel accepts', () => {
    const made = rule(
      's eq "a"',
      'Reports:\n  MITRE ATT&CK: [TA0001:T1199, TA0005:T1562.001]\nDescription: One\nRunbook: Two\nReference: https://example.com/\nVersion: "2.1"\nGroupBy: [ip]\nDedupPeriodMinutes: 90\nAlertContext:\n  - KeyName: "9 odd name with spaces and more"\n    KeyValue: { KeyPath: o.k }\n',
    );
    expect(made).toMatchObject({
      name: 'A test',
      severity: 'Medium',
      queryFrequency: '15m',
      queryPeriod: '30m',
      tactics: ['InitialAccess', 'DefenseEvasion'],
      relevantTechniques: ['T1199', 'T1562.001'],
      version: '2.1.0',
      kind: 'Scheduled',
      requiredDataConnectors: [{ connectorId: 'Sample', dataTypes: ['Sample_CL'] }],
      eventGroupingSettings: { aggregationKind: 'AlertPerResult' },
    });
    expect(made.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5/);
    expect(made.description).toContain('One\n\nRunbook: Two\n\nReferences: https://example.com/');
    expect(made.incidentConfiguration).toEqual({
      createIncident: true,
      groupingConfiguration: {
        enabled: true,
        reopenClosedIncident: false,
        lookbackDuration: 'PT90M',
        matchingMethod: 'Selected',
        groupByEntities: [],
        groupByAlertDetails: [],
        groupByCustomDetails: ['DedupKey'],
      },
    });
    for (const [key, column] of Object.entries(made.customDetails ?? {})) {
      expect(key).toMatch(/^[a-zA-Z]\w{0,19}$/);
      expect(column).toMatch(/^[a-zA-Z_]\w*$/);
    }
  });

  it('holds the query of the .kql file, comments and all, and that binds', () => {
    const made = compile(table('s is_null\nt eq "\\n// x"'));
    const [kqlFile, yamlFile] = made.artifacts;
    const inside = (parse(yamlFile?.content ?? '') as AnalyticsRule).query;
    expect(inside).toBe(kqlFile?.content);
    expect(
      inside.startsWith(
        '// Test.Rule: A test\n// Sample.Log in Sample_CL\n// wider: null-stored-as-empty (s is_null): ',
      ),
    ).toBe(true);
    expect(bind(inside, 'Sample_CL', sampleColumns).findings).toEqual([]);
  });

  it('makes no incident of a signal', () => {
    expect(rule('s eq "a"', 'CreateAlert: false').incidentConfiguration.createIncident).toBe(false);
    expect(rule('s eq "a"', '', { options: { createIncidents: false } }).incidentConfiguration.createIncident).toBe(
      false,
    );
  });

  it('says that a rule is switched off', () => {
    const made = compile(table('s eq "a"'), { settings: { enabled: false } });
    expect(made.artifacts[1]?.content).toContain('// This rule is switched off');
    expect(made.compiled.notes.join()).toContain('switch it off after import');
  });

  it('groups by the rule, the title or the key', () => {
    const grouping = (more: string) => rule('s eq "a"', more).incidentConfiguration.groupingConfiguration;
    expect(grouping('')).toMatchObject({ matchingMethod: 'AnyAlert' });
    expect(grouping('AlertTitle: "x {s}"')).toMatchObject({
      matchingMethod: 'Selected',
      groupByAlertDetails: ['DisplayName'],
    });
    expect(grouping('AlertTitle: fixed')).toMatchObject({ matchingMethod: 'AnyAlert' });
  });
});

describe('hostile text arrives intact and harmless', () => {
  const hostile = 'a "b" \'c\' {{x}} `d` // e */ $f$ | where true; 😀 \u202e \\ %s\n- id: evil\n# y';

  it('in title, name, description and values', () => {
    const quoted = JSON.stringify(hostile);
    const title = JSON.stringify(hostile.replaceAll('{{x}}', '{{{{x}}}}').concat(' {s}'));
    const yaml = `AnalysisType: rule\nRuleID: Test.Rule\nDisplayName: ${quoted}\nDescription: ${quoted}\nEnabled: true\nLogTypes: [Sample.Log]\nSeverity: Medium\nAlertTitle: ${title}\nCondition: ${JSON.stringify(`s eq ${quoted}`)}\n`;
    const made = compile(yaml);
    const [kqlFile, yamlFile] = made.artifacts;
    const read = parse(yamlFile?.content ?? '') as AnalyticsRule;
    expect(read.name).toBe(hostile);
    expect(read.description).toBe(hostile);
    expect(read.kind).toBe('Scheduled');
    expect(read.alertDetailsOverride).toEqual({ alertDisplayNameFormat: '{{AlertTitle}}' });
    expect(read.query).toBe(kqlFile?.content);
    expect(bind(read.query, 'Sample_CL', sampleColumns).findings).toEqual([]);
    expect(kqlFile?.content.split('\n').filter((line) => line.startsWith('Sample_CL'))).toHaveLength(1);
    expect(kqlFile?.content).not.toMatch(/[\u202e\u2028]/);
  });
});
