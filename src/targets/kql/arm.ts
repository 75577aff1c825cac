import type { KqlQuery } from './ast.ts';

type EntityMapping = KqlQuery['alert']['entities'][number];

/** What an analytics rule says, whatever the form: the template's data and the ARM resource are made of it. */
export interface RuleParts {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly severity: string;
  readonly enabled: boolean;
  readonly nrt: boolean;
  readonly frequencyMinutes: number;
  readonly periodMinutes: number;
  readonly tactics: readonly string[];
  readonly techniques: readonly string[];
  readonly query: string;
  readonly entityMappings: readonly EntityMapping[];
  readonly customDetails: KqlQuery['alert']['details'];
  readonly displayNameFormat: string;
  readonly descriptionFormat: string;
  readonly severityColumn: string;
  readonly createIncident: boolean;
  readonly grouped: boolean;
  readonly lookback: string;
  readonly matchingMethod: string;
  readonly groupByAlertDetails: readonly string[];
  readonly groupByCustomDetails: readonly string[];
}

/** The first version whose schema has rules of each kind. https://learn.microsoft.com/azure/templates/microsoft.securityinsights/alertrules */
const apiVersions = { Scheduled: '2022-11-01', NRT: '2023-12-01-preview' } as const;

/**
 * The analytics rule as the template that Sentinel's Repositories deploys: it gives the workspace.
 * https://learn.microsoft.com/azure/sentinel/ci-cd-custom-content
 */
export function armTemplate(parts: RuleParts): string {
  const kind = parts.nrt ? 'NRT' : 'Scheduled';
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: { workspace: { type: 'String' } },
    resources: [
      {
        type: 'Microsoft.OperationalInsights/workspaces/providers/alertRules',
        name: `[concat(parameters('workspace'),'/Microsoft.SecurityInsights/${parts.id}')]`,
        apiVersion: apiVersions[kind],
        kind,
        properties: literal(propertiesOf(parts)),
      },
    ],
  };
  return `${JSON.stringify(template, null, 2)}\n`;
}

function propertiesOf(parts: RuleParts): Readonly<Record<string, unknown>> {
  const override = {
    ...(parts.displayNameFormat === '' ? {} : { alertDisplayNameFormat: parts.displayNameFormat }),
    ...(parts.descriptionFormat === '' ? {} : { alertDescriptionFormat: parts.descriptionFormat }),
    ...(parts.severityColumn === '' ? {} : { alertSeverityColumnName: parts.severityColumn }),
  };
  return {
    displayName: parts.name,
    description: parts.description,
    severity: parts.severity,
    enabled: parts.enabled,
    query: parts.query,
    ...(parts.nrt ? {} : scheduleOf(parts)),
    suppressionDuration: 'PT5H',
    suppressionEnabled: false,
    tactics: parts.tactics,
    // The resource has techniques without their sub-techniques.
    techniques: [...new Set(parts.techniques.map((id) => id.replace(/\..*/, '')))],
    ...(parts.entityMappings.length === 0 ? {} : { entityMappings: parts.entityMappings.map(entityOf) }),
    ...(parts.customDetails.length === 0
      ? {}
      : { customDetails: Object.fromEntries(parts.customDetails.map(({ key, column }) => [key, column])) }),
    ...(Object.keys(override).length === 0 ? {} : { alertDetailsOverride: override }),
    eventGroupingSettings: { aggregationKind: 'AlertPerResult' },
    incidentConfiguration: {
      createIncident: parts.createIncident,
      groupingConfiguration: {
        enabled: parts.grouped,
        reopenClosedIncident: false,
        lookbackDuration: parts.lookback,
        matchingMethod: parts.matchingMethod,
        groupByEntities: [],
        groupByAlertDetails: parts.groupByAlertDetails,
        groupByCustomDetails: parts.groupByCustomDetails,
      },
    },
  };
}

function scheduleOf(parts: RuleParts): Readonly<Record<string, unknown>> {
  return {
    queryFrequency: isoDuration(parts.frequencyMinutes),
    queryPeriod: isoDuration(parts.periodMinutes),
    triggerOperator: 'GreaterThan',
    triggerThreshold: 0,
  };
}

function entityOf({ type, fields }: EntityMapping): Readonly<Record<string, unknown>> {
  const fieldMappings = fields.map(({ identifier, column }) => ({ identifier, columnName: column }));
  return { entityType: type, fieldMappings };
}

/** Minutes as `PT2H`, `PT15M`. */
export function isoDuration(minutes: number): string {
  return minutes % 60 === 0 ? `PT${minutes / 60}H` : `PT${minutes}M`;
}

/**
 * Texts in brackets would be expressions: a second bracket before them says that they are none.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
 */
function literal(value: unknown): unknown {
  if (typeof value === 'string') return value.startsWith('[') && value.endsWith(']') ? `[${value}` : value;
  if (Array.isArray(value)) return value.map(literal);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, literal(one)]));
}
