import type { Json } from '../../ir/json.ts';
import { printTemplate } from '../../ir/print.ts';
import type { Rule, SeverityLevel } from '../../ir/rule.ts';
import type { MappedRule } from '../../mapping/mapping.ts';
import { otherReports } from '../other-reports.ts';
import type { Limit, Settings } from '../target.ts';
import type { Level, SigmaDocument, Status } from './document.ts';
import { fieldOf } from './fields.ts';
import type { SigmaOptions } from './options.ts';
import { tagsOf } from './tags.ts';
import { apartIn, longestTitle, oneLine, titleOf, titleWith, wellFormed } from './title.ts';

/** What a rule's document says beside its log source and detection. */
export type Head = Omit<SigmaDocument, 'logsource' | 'detection' | 'correlation' | 'name'>;

/** The document's metadata, and a sentence for all that is changed or left out. */
export function headOf(
  mapped: MappedRule,
  settings: Settings,
  options: SigmaOptions,
): { readonly head: Head; readonly notes: readonly string[]; readonly limits: readonly Limit[] } {
  const { rule } = mapped;
  const { metadata, lifecycle } = rule;
  const { profile } = options;
  const notes: string[] = [];
  const portable = profile === 'sigmahq';
  const title = titleOf(rule.displayName, rule.id, profile);
  if (title !== rule.displayName) notes.push(`the title is written "${title}" by Sigma's conventions`);
  const { description, links } = descriptionOf(metadata.description, portable);
  if (links.length > 0) notes.push('links of the description are moved to the references');
  if (portable && (description ?? '').length < 16)
    notes.push('SigmaHQ wants a description of at least 16 characters (key Description)');
  const references = [...new Set([...metadata.references, ...links].map(oneLine))].filter((r) => r !== '');
  const kept = portable ? references.filter((r) => !/attack\.mitre\.org/i.test(r)) : references;
  if (kept.length < references.length) notes.push('links to attack.mitre.org are left out: the tags say the same');
  const tags = tagsOf(metadata, settings.attackVersion, profile);
  if (portable && lifecycle.date === undefined) notes.push('SigmaHQ wants a date of first publication (key Date)');
  if (portable && settings.author === undefined)
    notes.push('SigmaHQ wants an author (key Author, or author in the configuration)');
  const { date } = lifecycle;
  const modified = date !== undefined && (lifecycle.modified ?? '') > date ? lifecycle.modified : undefined;
  const head: Head = {
    title: mapped.apart === undefined ? title : titleWith(title, apartIn(mapped.apart, profile), profile),
    id: settings.uuid,
    status: statusOf(lifecycle.status),
    description,
    license: options.license,
    references: kept,
    author: settings.author === undefined ? undefined : oneLine(settings.author) || undefined,
    date,
    modified,
    tags: tags.tags,
    fields: portable ? [] : fieldsOf(mapped),
    falsepositives: falsePositivesOf(metadata.falsePositives, portable),
    level: levelOf(settings.severity),
    extras: extrasOf(rule, settings, profile),
  };
  return {
    head,
    notes: [...notes, ...contentNotes(rule, settings, portable)],
    limits: [...titleLimit(rule.displayName, rule.id, options), ...tagLimit(tags.omitted)],
  };
}

/** A name that is longer than a title may be. */
function titleLimit(displayName: string, id: string, { profile }: SigmaOptions): readonly Limit[] {
  const most = longestTitle[profile];
  const { length } = Array.from(titleOf(displayName, id, profile, Number.POSITIVE_INFINITY));
  if (length <= most) return [];
  const source =
    profile === 'spec'
      ? 'https://github.com/SigmaHQ/sigma-specification/tree/main/json-schema'
      : 'https://github.com/SigmaHQ/pySigma-validators-sigmaHQ, sigmahq_title_length';
  const says = `the title has ${length} characters and may have ${most}: it is cut.`;
  return [{ says, source, key: 'DisplayName', severity: 'warning' }];
}

function tagLimit(omitted: readonly string[]): readonly Limit[] {
  if (omitted.length === 0) return [];
  const source = 'https://sigmahq.io/sigma-specification/specification/sigma-appendix-tags.html';
  return [{ says: `no tag for ${omitted.join(', ')}.`, source, key: 'Reports', severity: 'warning' }];
}

/** Panther's severity as Sigma's level. */
export function levelOf(severity: SeverityLevel): Level {
  switch (severity) {
    case 'Info':
      return 'informational';
    case 'Low':
      return 'low';
    case 'Medium':
      return 'medium';
    case 'High':
      return 'high';
    case 'Critical':
      return 'critical';
  }
}

/** New rules are experimental, as SigmaHQ's begin. */
function statusOf(status: string | undefined): Status {
  switch (status?.trim().toLowerCase()) {
    case 'stable':
    case 'production':
      return 'stable';
    case 'test':
    case 'testing':
    case 'beta':
      return 'test';
    case 'deprecated':
      return 'deprecated';
    default:
      return 'experimental';
  }
}

/** SigmaHQ keeps links out of descriptions. */
function descriptionOf(
  text: string | undefined,
  portable: boolean,
): { description: string | undefined; links: string[] } {
  const lines = wellFormed(text ?? '')
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd());
  const clean = lines.join('\n').trim();
  if (!portable) return { description: clean || undefined, links: [] };
  const links: string[] = [];
  const moved = clean.replace(/\bhttps?:\/\/[^\s<>"')\]]+/gi, (link) => {
    const [, url = link, rest = ''] = /^(.*?)([.,;:!?]*)$/s.exec(link) ?? [];
    links.push(url);
    return `the references${rest}`;
  });
  return { description: moved || undefined, links };
}

/** SigmaHQ wants a capital first letter, and `Unknown` where nothing is known. */
function falsePositivesOf(given: readonly string[], portable: boolean): readonly string[] {
  const texts = [...new Set(given.map(oneLine))].filter((text) => Array.from(text).length >= 2);
  if (!portable) return texts;
  const useful = texts.filter((text) => !/^(none|pentest|penetration test(ing)?)\.?$/i.test(text));
  return useful.length === 0 ? ['Unknown'] : useful.map((text) => text.charAt(0).toUpperCase() + text.slice(1));
}

function fieldsOf({ summary }: MappedRule): readonly string[] {
  const names = summary.flatMap(({ value }) => {
    const field = fieldOf(value, { quantifiers: [] });
    return 'unsupported' in field ? [] : [field.name];
  });
  return [...new Set(names)];
}

/** Facts of a rule without a key in Sigma; empty ones are left out. */
function extrasOf(
  rule: Rule,
  settings: Settings,
  profile: SigmaOptions['profile'],
): readonly (readonly [string, Json])[] {
  const { lifecycle, metadata, alert } = rule;
  const shared: (readonly [string, Json | undefined])[] = [
    ['rule_id', rule.id],
    ['version', lifecycle.version],
    ['enabled', settings.enabled ? undefined : false],
    ['create_alert', lifecycle.createAlert ? undefined : false],
  ];
  const more: (readonly [string, Json | undefined])[] = [
    ['alert_title', printTemplate(alert.title)],
    ['runbook', metadata.runbook],
    ['threshold', BigInt(alert.threshold)],
    ['dedup_minutes', BigInt(alert.windowMinutes)],
    ['dedup_key', alert.keyedBy === 'rule-id' ? undefined : printTemplate(alert.key)],
    ['severities', alert.severity.cases.length > 0 ? alert.severity.cases.map((c) => c.severity) : undefined],
    [
      'outputs',
      alert.outputs.length > 0
        ? Object.fromEntries(alert.outputs.map((o) => [o.name, printTemplate(o.value)]))
        : undefined,
    ],
    ['tags', metadata.tags.length > 0 ? metadata.tags : undefined],
    [
      'reports',
      metadata.reports.length > 0 ? Object.fromEntries(metadata.reports.map((r) => [r.framework, r.ids])) : undefined,
    ],
  ];
  return (profile === 'spec' ? [...shared, ...more] : shared).flatMap(([key, value]) =>
    value === undefined || value === '' ? [] : [[key, value] as const],
  );
}

/** What of the alert a Sigma rule cannot carry. */
function contentNotes(rule: Rule, settings: Settings, portable: boolean): readonly string[] {
  const { alert, metadata, lifecycle } = rule;
  const notes: string[] = [];
  const dynamic = alert.title.kind !== 'literal';
  const where = portable ? 'has no place in Sigma' : 'stands under x_rulegen only';
  if (dynamic) notes.push(`the alert's own title ${where}: Sigma's title is constant`);
  if (alert.outputs.length > 0)
    notes.push(`the alert context (${alert.outputs.map((o) => o.name).join(', ')}) ${where}`);
  if (alert.severity.cases.length > 0)
    notes.push(`severity by case has no form in Sigma: the level is always ${levelOf(settings.severity)}`);
  if (portable && metadata.runbook) notes.push('the runbook has no place in SigmaHQ rules');
  const reports = otherReports(metadata).map(({ framework }) => framework);
  if (portable && reports.length > 0) notes.push(`ids of ${reports.join(', ')} have no place in SigmaHQ rules`);
  if (portable && metadata.summaryAttributes.length > 0)
    notes.push('summary attributes have no place in SigmaHQ rules');
  if (!settings.enabled) notes.push('Sigma cannot say that a rule is disabled: a comment or x_rulegen says it');
  if (!lifecycle.createAlert)
    notes.push('Sigma cannot say that a match is a signal without an alert: a comment or x_rulegen says it');
  return notes;
}
