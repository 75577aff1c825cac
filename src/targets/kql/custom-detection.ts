import { isoDuration, type RuleParts } from './arm.ts';
import type { KqlQuery } from './ast.ts';
import { column } from './build.ts';
import { printQuery } from './print.ts';

/** An entity of Defender, by the column of the result that holds it. */
interface Asset {
  readonly type: 'impactedUserAsset' | 'impactedDeviceAsset' | 'impactedMailboxAsset';
  /** What Defender calls the column: `accountUpn` for `AccountUpn`. */
  readonly identifier: string;
  readonly column: string;
}

/**
 * The rule as a custom detection of Defender XDR over Sentinel's tables, as Microsoft Graph takes it.
 * https://learn.microsoft.com/graph/api/resources/security-detectionrule
 */
export function customDetection(
  parts: RuleParts,
  query: KqlQuery,
  header: string,
  runbook: string | undefined,
): string {
  const assets = assetsOf(parts.entityMappings);
  const detection = {
    displayName: parts.name,
    isEnabled: parts.enabled,
    queryCondition: { queryText: `${header}\n${printQuery(withAssets(query, assets))}` },
    schedule: {
      frequency: isoDuration(parts.frequencyMinutes),
      lookback: isoDuration(Math.max(parts.periodMinutes, parts.frequencyMinutes)),
    },
    detectionAction: {
      alertTemplate: {
        title: parts.displayNameFormat === '' ? parts.name : parts.displayNameFormat,
        description: parts.description,
        severity: parts.severity.toLowerCase(),
        category: parts.tactics[0] ?? 'SuspiciousActivity',
        recommendedActions: runbook ?? null,
        mitreTechniques: parts.techniques,
        impactedAssets: assets.map(({ type, identifier }) => ({
          '@odata.type': `#microsoft.graph.security.${type}`,
          identifier,
        })),
      },
      organizationalScope: null,
      responseActions: [],
    },
  };
  return `${JSON.stringify(detection, null, 2)}\n`;
}

/** A custom detection that is switched off. Each property stands on a line of its own. */
export function disabledDetection(detection: string): string {
  return detection.replace(/^( {2}"isEnabled": )true,$/m, '$1false,');
}

/** The first account, the first host and the first mailbox; Defender knows a second account as the target's. */
function assetsOf(entities: RuleParts['entityMappings']): readonly Asset[] {
  const columnsOf = (type: string, identifiers: readonly string[]): readonly string[] =>
    entities
      .filter((entity) => entity.type === type)
      .flatMap(({ fields }) => fields.find(({ identifier }) => identifiers.includes(identifier))?.column ?? []);
  const found: Asset[] = [];
  const add = (type: Asset['type'], identifier: string, name: string | undefined): void => {
    if (name !== undefined) found.push({ type, identifier, column: name });
  };
  const [account, target] = columnsOf('Account', ['FullName']);
  add('impactedUserAsset', 'accountUpn', account);
  add('impactedUserAsset', 'targetAccountUpn', target);
  if (account === undefined) add('impactedUserAsset', 'accountName', columnsOf('Account', ['Name'])[0]);
  add('impactedDeviceAsset', 'deviceName', columnsOf('Host', ['HostName'])[0]);
  add('impactedMailboxAsset', 'recipientEmailAddress', columnsOf('Mailbox', ['MailboxPrimaryAddress'])[0]);
  return found;
}

/** The query with its entities under the names that Defender looks for. */
function withAssets(query: KqlQuery, assets: readonly Asset[]): KqlQuery {
  const named = assets
    .map((asset) => ({
      name: asset.identifier.replace(/^./, (first) => first.toUpperCase()),
      value: column(asset.column),
    }))
    .filter(({ name, value }) => !(value.kind === 'column' && value.name === name));
  return named.length === 0 ? query : { ...query, stages: [...query.stages, { kind: 'extend', columns: named }] };
}
