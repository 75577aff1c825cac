import type { Artifact, WrapInput } from '../target.ts';
import { armTemplate, isoDuration, type RuleParts } from './arm.ts';
import type { KqlQuery } from './ast.ts';
import { sentinelAttack } from './attack.ts';
import { customDetection } from './custom-detection.ts';
import { headerOf } from './header.ts';
import { tableOf } from './home.ts';
import { readOptions } from './options.ts';
import { limits } from './sentinel-limits.ts';
import { severityName } from './severity.ts';
import { descriptionOf, nameOf, tagsOf } from './texts.ts';

/** The query as a file of its own, and the analytics rule around it: as Microsoft's repository writes them, and as Repositories deploys them. */
export function wrapRule(input: WrapInput<KqlQuery>): readonly Artifact[] {
  const { rule, settings } = input;
  const header = headerOf(rule, settings, input.fidelity);
  const query = `${header}\n${input.text}`;
  const parts = partsOf(input, fitted(query, input.text));
  const base = `${settings.folder === '' ? '' : `${settings.folder}/`}${settings.stem}`;
  return [
    { path: `${base}.kql`, kind: 'kql', content: `${query}\n` },
    {
      path: `${base}.yaml`,
      kind: 'sentinel-analytics-rule',
      content: input.render('analytics-rule.yaml', envelope(input, parts)),
    },
    { path: `arm/${base}.json`, kind: 'sentinel-arm', content: armTemplate(parts) },
    ...(isCustomDetection(input)
      ? [
          {
            path: `defender/${base}.json`,
            kind: 'defender-custom-detection',
            content: customDetection(parts, input.query, header, rule.rule.metadata.runbook),
          },
        ]
      : []),
  ];
}

/** Defender's rules that run at once take no comment and few tables, so that a rule of every minute stays Sentinel's alone. */
function isCustomDetection({ query, settings }: Pick<WrapInput<KqlQuery>, 'query' | 'settings'>): boolean {
  return readOptions(settings.options).defender && !query.alert.nrt;
}

/** A query with its comment, or without where that would pass Sentinel's limit of 10,000 characters. */
function fitted(query: string, bare: string): string {
  return query.length <= limits.query.most ? query : bare;
}

function partsOf(input: WrapInput<KqlQuery>, query: string): RuleParts {
  const { rule, settings } = input;
  const { alert } = input.query;
  const { lifecycle, metadata } = rule.rule;
  const attack = sentinelAttack(metadata.attack, settings.attackVersion);
  return {
    id: settings.uuid,
    name: nameOf(rule),
    description: descriptionOf(rule, attack),
    severity: severityName(settings.severity),
    enabled: settings.enabled,
    nrt: alert.nrt,
    frequencyMinutes: alert.frequencyMinutes,
    periodMinutes: alert.periodMinutes,
    tactics: attack.tactics,
    techniques: attack.techniques,
    query,
    entityMappings: alert.entities,
    customDetails: alert.details,
    displayNameFormat: placeholder(alert.titleColumn),
    descriptionFormat: placeholder(alert.descriptionColumn),
    severityColumn: alert.severityColumn ?? '',
    createIncident: lifecycle.createAlert && readOptions(settings.options).createIncidents,
    grouped: alert.groupBy !== 'none',
    lookback: isoDuration(alert.groupMinutes),
    matchingMethod: alert.groupBy === 'rule' || alert.groupBy === 'none' ? 'AnyAlert' : 'Selected',
    groupByAlertDetails: alert.groupBy === 'title' ? ['DisplayName'] : [],
    groupByCustomDetails: alert.groupBy === 'key' ? ['DedupKey'] : [],
  };
}

function envelope({ rule, settings }: WrapInput<KqlQuery>, parts: RuleParts): Readonly<Record<string, unknown>> {
  const { displayNameFormat, descriptionFormat, severityColumn } = parts;
  return {
    ...parts,
    ...description(parts.description),
    status: 'Available',
    connectors: tableOf(rule.home).connectors,
    kind: parts.nrt ? 'NRT' : 'Scheduled',
    scheduled: !parts.nrt,
    queryFrequency: duration(parts.frequencyMinutes),
    queryPeriod: duration(parts.periodMinutes),
    tags: tagsOf(rule, sentinelAttack(rule.rule.metadata.attack, settings.attackVersion)),
    override: displayNameFormat + descriptionFormat + severityColumn !== '',
    version: versionOf(rule.rule.lifecycle.version),
  };
}

/** Several plain lines stand as a block, anything else as one quoted text. */
function description(text: string): { readonly description: string; readonly descriptionBlock: string } {
  const plain = /^[^\s\u0000-\u001f][^\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]*$/.test(
    text,
  );
  const whole = !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
  const block = text.includes('\n') && plain && whole && !/[ \n]$/.test(text);
  return { description: text, descriptionBlock: block ? text : '' };
}

function placeholder(column: string | undefined): string {
  return column === undefined ? '' : `{{${column}}}`;
}

/** Minutes as `15m`, `2h`, `1d`, as rules in YAML write them. */
function duration(minutes: number): string {
  if (minutes % 1440 === 0) return `${minutes / 1440}d`;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}

/** Three numbers, as the format demands; anything else of the author's counts as the first version. */
function versionOf(version: string | undefined): string {
  const match = /^(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?$/.exec(version?.trim() ?? '');
  return match ? `${match[1]}.${match[2] ?? 0}.${match[3] ?? 0}` : '1.0.0';
}
