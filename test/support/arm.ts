import { parse } from 'yaml';
import type { Unit } from '../../src/unit.ts';

interface Resource {
  readonly type: string;
  readonly name: string;
  readonly kind: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

const iso = (text: string): string =>
  text
    .replace(/^(\d+)d$/, (_, days) => `PT${Number(days) * 24}H`)
    .replace(/^(\d+)([mh])$/, (_, n, unit) => `PT${n}${unit.toUpperCase()}`);

/** Where the template for Sentinel's Repositories differs from the unit's analytics rule, which other tests hold to its schema. */
export function armProblems(content: string, unit: Unit): string[] {
  const yaml = unit.artifacts.find(({ kind }) => kind === 'sentinel-analytics-rule')?.content ?? '';
  const rule = parse(yaml) as Readonly<Record<string, unknown>>; // a mapping, as its own test says
  const { resources } = JSON.parse(content) as { resources: readonly Resource[] }; // what is missing fails below
  const [{ type, name, kind, properties } = { type: '', name: '', kind: '', properties: {} }] = resources;
  const text = (key: string): string => String(rule[key]);
  const wanted: Record<string, unknown> = {
    displayName: rule['name'],
    description: rule['description'],
    severity: rule['severity'],
    enabled: unit.proof?.settings.enabled,
    query: text('query').trimEnd(),
    ...(kind === 'NRT'
      ? {}
      : {
          queryFrequency: iso(text('queryFrequency')),
          queryPeriod: iso(text('queryPeriod')),
          triggerOperator: 'GreaterThan',
          triggerThreshold: 0,
        }),
    suppressionDuration: rule['suppressionDuration'],
    suppressionEnabled: rule['suppressionEnabled'],
    tactics: rule['tactics'],
    techniques: [...new Set((rule['relevantTechniques'] as string[]).map((id) => id.slice(0, 5)))],
    entityMappings: rule['entityMappings'],
    customDetails: rule['customDetails'],
    alertDetailsOverride: rule['alertDetailsOverride'],
    eventGroupingSettings: rule['eventGroupingSettings'],
    incidentConfiguration: rule['incidentConfiguration'],
  };
  const keys = [...new Set([...Object.keys(wanted), ...Object.keys(properties)])];
  const differs = keys.filter((key) => JSON.stringify(sorted(wanted[key])) !== JSON.stringify(sorted(properties[key])));
  return [
    ...differs.map((key) => `${key} differs: ${JSON.stringify(properties[key])}`),
    ...(kind === rule['kind'] ? [] : [`kind ${kind}`]),
    ...(type === 'Microsoft.OperationalInsights/workspaces/providers/alertRules' ? [] : [`type ${type}`]),
    ...(name === `[concat(parameters('workspace'),'/Microsoft.SecurityInsights/${text('id')}')]`
      ? []
      : [`name ${name}`]),
  ];
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}
