import type { Document } from 'yaml';
import { tacticIds, tactic as tacticOf } from '../../attack/index.ts';
import { checkedTactics, isKnownTechnique, sentinelName } from './attack.ts';
import type { Path } from './rule-document.ts';
import { indexesAt, keysAt, scalarAt, textsAt } from './rule-document.ts';
import { bytesOf, limits } from './sentinel-limits.ts';

/** Reports what is wrong at a path of the rule. */
export type Fault = (path: Path, message: string) => void;

/** Entity types with the identifiers of which a mapping needs one, and those that it may have besides. `EntityMappingIdentifiers.cs` of the same model. */
const identifiers: Readonly<Record<string, { readonly strong: string; readonly more?: string }>> = {
  Account: {
    strong: 'FullName Sid Name AadUserId PUID ObjectGuid CloudAppAccountId',
    more: 'NTDomain DnsDomain UPNSuffix AadTenantId IsDomainJoined DisplayName',
  },
  IP: { strong: 'Address' },
  Host: {
    strong: 'FullName HostName NetBiosName AzureID OMSAgentID',
    more: 'DnsDomain NTDomain OSFamily OSVersion IsDomainJoined',
  },
  URL: { strong: 'Url' },
  DNS: { strong: 'DomainName' },
  File: { strong: 'Name', more: 'Directory' },
  FileHash: { strong: 'Algorithm Value' },
  Process: { strong: 'CommandLine ProcessId', more: 'ElevationToken CreationTimeUtc' },
  CloudApplication: { strong: 'AppId Name', more: 'InstanceName' },
  AzureResource: { strong: 'ResourceId' },
  Mailbox: { strong: 'MailboxPrimaryAddress', more: 'DisplayName Upn' },
};

const severities = ['Informational', 'Low', 'Medium', 'High'];
const tactics = new Set(
  tacticIds(18)
    .flatMap((id) => tacticOf(id, 18) ?? [])
    .map(sentinelName),
);
const icsTactics = new Set(['ImpairProcessControl', 'InhibitResponseFunction']);

/**
 * Limits of Sentinel that a rule's YAML breaks: names and lengths, numbers of details and entities, placeholders, severity, ATT&CK.
 * https://github.com/Azure/Azure-Sentinel/tree/master/.script/tests/detectionTemplateSchemaValidation/Models
 */
export function checkLimits(document: Document, fault: Fault): void {
  const text = (...path: Path): string => scalarAt(document, path) ?? '';
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text('id'))) fault(['id'], 'id must be a GUID.');
  const name = bytesOf(text('name'));
  if (name === 0 || name > limits.nameBytes.most)
    fault(['name'], `The name has ${name} bytes, not 1 to ${limits.nameBytes.most}.`);
  const { length } = text('description');
  if (length === 0 || length > limits.description.most)
    fault(['description'], `The description has ${length} characters, not 1 to ${limits.description.most}.`);
  if (!severities.includes(text('severity'))) fault(['severity'], `severity must be one of ${severities.join(', ')}.`);
  if (!/^\d+\.\d+\.\d+$/.test(text('version')) || text('version').length > 20)
    fault(['version'], 'version must be three numbers.');
  checkDetails(document, fault);
  checkEntities(document, fault);
  checkFormats(document, fault);
  checkAttack(document, fault);
}

function checkDetails(document: Document, fault: Fault): void {
  const keys = keysAt(document, ['customDetails']);
  if (keys.length > limits.details.most)
    fault(['customDetails'], `A rule has at most ${limits.details.most} custom details, not ${keys.length}.`);
  for (const key of keys) {
    if (!/^[a-zA-Z]\w*$/.test(key) || key.length > limits.detailKey.most)
      fault(
        ['customDetails', key],
        `${key} is no key of a custom detail: a letter, then up to 19 letters, digits, underscores.`,
      );
    const column = scalarAt(document, ['customDetails', key]) ?? '';
    if (!/^[a-zA-Z_]\w*$/.test(column))
      fault(
        ['customDetails', key],
        `A custom detail names a column of letters, digits and underscores, not ${column}.`,
      );
  }
}

function checkEntities(document: Document, fault: Fault): void {
  const at = ['entityMappings'];
  const all = indexesAt(document, at);
  if (all.length > limits.entities.most)
    fault(at, `A rule has at most ${limits.entities.most} entity mappings, not ${all.length}.`);
  for (const i of all) {
    const type = scalarAt(document, [...at, i, 'entityType']) ?? '';
    const fields = [...at, i, 'fieldMappings'];
    const used = indexesAt(document, fields).map((j) => scalarAt(document, [...fields, j, 'identifier']) ?? '');
    const known = identifiers[type];
    if (used.length === 0 || used.length > limits.identifiers.most)
      fault(fields, `An entity has 1 to ${limits.identifiers.most} identifiers, not ${used.length}.`);
    if (known === undefined) {
      fault([...at, i, 'entityType'], `${type} is no type of entity that is known here.`);
      continue;
    }
    const strong = known.strong.split(' ');
    const allowed = [...strong, ...(known.more?.split(' ') ?? [])];
    const strange = used.filter((one) => !allowed.includes(one));
    if (strange.length > 0) fault(fields, `${type} has no identifier ${strange.join(', ')}.`);
    if (!used.some((one) => strong.includes(one))) fault(fields, `${type} needs one of ${strong.join(', ')}.`);
    if (new Set(used).size < used.length) fault(fields, `${type} names an identifier twice.`);
  }
}

function checkFormats(document: Document, fault: Fault): void {
  for (const [key, most] of [
    ['alertDisplayNameFormat', limits.nameBytes.most],
    ['alertDescriptionFormat', limits.description.most],
  ] as const) {
    const path = ['alertDetailsOverride', key];
    const format = scalarAt(document, path) ?? '';
    const { length } = [...format.matchAll(/\{\{/g)];
    if (length > limits.placeholders.most)
      fault(path, `${key} has at most ${limits.placeholders.most} placeholders, not ${length}.`);
    if (format.length > most) fault(path, `${key} has at most ${most} characters, not ${format.length}.`);
  }
}

function checkAttack(document: Document, fault: Fault): void {
  const listed = textsAt(document, ['tactics']);
  const strange = listed.filter((name) => !tactics.has(name) && !icsTactics.has(name));
  if (strange.length > 0) fault(['tactics'], `Sentinel's checks know no tactic ${strange.join(', ')}.`);
  for (const id of textsAt(document, ['relevantTechniques'])) {
    if (!isKnownTechnique(id)) fault(['relevantTechniques'], `Sentinel's checks do not know the technique ${id}.`);
    else if (!checkedTactics(id).some((tactic) => listed.includes(sentinelName(tactic))))
      fault(
        ['relevantTechniques'],
        `${id} stands under none of its tactics: ${checkedTactics(id).map(sentinelName).join(', ')}.`,
      );
  }
}
