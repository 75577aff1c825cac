import type { AttackTags } from '../../attack/index.ts';
import { attackAt } from '../../attack/index.ts';
import type { Json } from '../../ir/json.ts';
import type { SeverityLevel } from '../../ir/rule.ts';
import type { MappedRule } from '../../mapping/mapping.ts';
import type { Settings } from '../target.ts';
import type { EntityColumn } from './ast.ts';
import { digest } from './hoist.ts';
import { riskScores } from './severity.ts';

/**
 * Characters that a stanza may have so that `<domain> - <stanza> - Rule`, as Enterprise Security names its copies, stays within the 99
 * that its editor takes.
 */
export const longestStanza = 81;

/** `<app> - <name> - Rule`, shortened with a mark of the whole name where it is too long. */
export function stanzaName(app: string, rule: MappedRule): { readonly name: string; readonly shortened: boolean } {
  const several = rule.apart === undefined ? '' : ` (${rule.apart})`;
  const full = oneLine(rule.rule.displayName || rule.rule.id)
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .replaceAll('$', '\uff04')
    .replace(/\\+$/, '');
  const room = longestStanza - `${app} -  - Rule`.length - [...several].length;
  const characters = [...(full === '' ? rule.rule.id.replace(/[^\w.-]+/g, ' ') : full)];
  const shortened = characters.length > room;
  const name = shortened
    ? `${characters
        .slice(0, room - 8)
        .join('')
        .trimEnd()} ${digest(full)}`
    : characters.join('');
  return { name: `${app} - ${name}${several} - Rule`, shortened };
}

/** The text on one line, without control characters and those that reorder what a reader sees. */
export function oneLine(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/\s+/g, ' ')
    .trim();
}

/** JSON on one line with `$` escaped, so that no text of the author reads as a token. Pass `tokens` for texts whose tokens are ours. */
export function jsonLine(value: unknown, tokens = false): string {
  const text = JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g,
    escaped,
  );
  return tokens ? text : text.replaceAll('$', '\\u0024');
}

function escaped(c: string): string {
  return `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

type Kind = 'TTP' | 'Anomaly' | 'Hunting';

/** What the search is to Enterprise Security: a finding with risk, risk alone, or neither. */
export function kindOf(createAlert: boolean, risk: readonly unknown[]): Kind {
  if (createAlert) return 'TTP';
  return risk.length > 0 ? 'Anomaly' : 'Hunting';
}

/** The annotations: keys sorted, ATT&CK ids of the wanted version, every other framework of the rule under a key of its own. */
export function annotations(
  rule: MappedRule,
  kind: Kind,
  tags: AttackTags,
): Readonly<Record<string, readonly string[] | string>> {
  const entries: Record<string, readonly string[] | string> = {
    data_source: [rule.logType],
    panther_rule_id: [rule.rule.id],
    type: kind,
    type_list: [kind],
  };
  const { metadata } = rule.rule;
  if (metadata.tags.length > 0) entries['tags'] = metadata.tags;
  for (const { framework, ids } of metadata.reports) {
    const key = frameworkKey(framework);
    if (key !== 'mitre_attack' && ids.length > 0 && !Object.hasOwn(entries, key)) entries[key] = ids;
  }
  const techniques = withoutParents(tags.techniques.map(({ id }) => id));
  if (techniques.length > 0) entries['mitre_attack'] = techniques;
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The rule's ATT&CK ids in the configuration's version. */
export function attackTags(rule: MappedRule, settings: Settings): AttackTags {
  return attackAt(rule.rule.metadata.attack, settings.attackVersion);
}

function frameworkKey(framework: string): string {
  const key = framework
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return key === 'mitre_att_ck' || key === 'mitre' ? 'mitre_attack' : key || 'framework';
}

/** Never a technique beside one of its own sub-techniques. */
function withoutParents(ids: readonly string[]): readonly string[] {
  return ids.filter((id) => !ids.some((other) => other.startsWith(`${id}.`)));
}

export type Risk =
  | {
      readonly risk_object_field: string;
      readonly risk_object_type: 'user' | 'system' | 'other';
      readonly risk_score: number;
    }
  | { readonly threat_object_field: string; readonly threat_object_type: 'ip_address' | 'url' };

/** Risk objects of the entities, then threat objects. A lone source address is the risk object itself. */
export function riskOf(entities: readonly EntityColumn[], severity: SeverityLevel): readonly Risk[] {
  const score = riskScores[severity];
  const object = (field: string, type: 'user' | 'system' | 'other'): Risk => ({
    risk_object_field: field,
    risk_object_type: type,
    risk_score: score,
  });
  const objects: Risk[] = [];
  const threats: Risk[] = [];
  const sources: string[] = [];
  for (const { name, type, role } of entities) {
    if (type === 'account' || type === 'mailbox') objects.push(object(name, 'user'));
    else if (type === 'host') objects.push(object(name, 'system'));
    else if (type === 'cloud-resource') objects.push(object(name, 'other'));
    else if (type === 'url') threats.push({ threat_object_field: name, threat_object_type: 'url' });
    else if (role === 'source' || role === 'actor') sources.push(name);
    else objects.push(object(name, 'system'));
  }
  if (objects.length === 0) return [...sources.map((name) => object(name, 'system')), ...threats];
  return [
    ...objects,
    ...sources.map((name): Risk => ({ threat_object_field: name, threat_object_type: 'ip_address' })),
    ...threats,
  ];
}

/** What the analyst does next: the runbook, then what the author knows of false positives and where to read more. */
export function nextSteps(rule: MappedRule): string {
  const { runbook, falsePositives, references } = rule.rule.metadata;
  const parts = [
    ...(runbook ? [runbook.trim()] : []),
    ...(falsePositives.length > 0
      ? [`Known false positives:\n${falsePositives.map((text) => `- ${text}`).join('\n')}`]
      : []),
    ...(references.length > 0 ? [`References:\n${references.map((text) => `- ${text}`).join('\n')}`] : []),
  ];
  // `[[action|name]]` is a link to an action there.
  return parts.join('\n\n').replace(/\[(?=\[)/g, '[\u200b');
}

/** Identity and age of the rule. `publish_time` is in seconds, left out where the author states no date. */
export function metadataJson(rule: MappedRule, settings: Settings): string {
  const { status, version, date, modified } = rule.rule.lifecycle;
  const deprecated = status?.toLowerCase() === 'deprecated' ? '1' : '0';
  const seconds = epochOf(modified ?? date);
  const plain: Readonly<Record<string, Json>> = {
    deprecated,
    detection_id: settings.uuid,
    detection_version: version ?? '1',
  };
  const text = jsonLine(plain);
  return seconds === undefined ? text : `${text.slice(0, -1)},"publish_time":${seconds}.0}`;
}

function epochOf(date: string | undefined): number | undefined {
  const time = date === undefined ? Number.NaN : Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) ? undefined : time / 1000;
}
