import { genericName } from '../../mapping/generic.ts';
import { exceptionLines } from '../exception-lines.ts';
import type { Artifact, FidelityLine, WrapInput } from '../target.ts';
import { filterMacro } from './alert.ts';
import type { SplQuery } from './ast.ts';
import type { Options } from './options.ts';
import { readOptions, sourcetypesOf } from './options.ts';
import { printSearch } from './print.ts';
import { scheduleFor } from './schedule.ts';
import { alertSeverities, severityWords } from './severity.ts';
import {
  annotations,
  attackTags,
  jsonLine,
  kindOf,
  metadataJson,
  nextSteps,
  oneLine,
  riskOf,
  stanzaName,
} from './stanza.ts';

/** The search as a file of its own, the saved search around it, and (for Enterprise Security) the filter macro that it names. */
export function wrapRule(input: WrapInput<SplQuery>): readonly Artifact[] {
  const { rule, settings, text, render } = input;
  const options = readOptions(settings.options, rule.logType, rule.home);
  const base = settings.folder === '' ? settings.stem : `${settings.folder}/${settings.stem}`;
  const comments = commentLines(input);
  const artifacts: Artifact[] = [
    { path: `${base}.spl`, kind: 'spl', content: `${comments.map(splComment).join('\n')}\n${text}\n` },
    {
      path: `${base}.savedsearches.conf`,
      kind: 'savedsearches.conf',
      content: render('savedsearches.conf', { ...stanzaData(input, options), comments }),
    },
  ];
  if (options.profile === 'es') {
    const source = sourceMacro(rule, options);
    const data = { name: filterMacro(settings.stem), stanza: stanzaName(options.app, rule).name, source };
    artifacts.push({ path: `${base}.macros.conf`, kind: 'macros.conf', content: render('macros.conf', data) });
  }
  return artifacts;
}

/** The macro that says where the events are, by their source types; undefined where the search names another source. */
function sourceMacro(
  { home, logType }: WrapInput<SplQuery>['rule'],
  { macro, sourceMacros }: Options,
): { readonly name: string; readonly definition: string; readonly description: string } | undefined {
  const { macro: name } = home.source;
  if (macro !== undefined || typeof name !== 'string') return undefined;
  if (home.name !== genericName && sourceMacros === 'external') return undefined;
  // `_json` is anything: who uses it says by a macro of their own what is meant.
  const types = sourcetypesOf(home) ?? [];
  if (types.length === 0 || types.includes('_json')) return undefined;
  const terms = types.map((type) => `sourcetype="${type}"`);
  const description = `Where events of ${logType} are. Put your own index and source type here.`;
  return { name, definition: terms.length === 1 ? terms.join('') : `(${terms.join(' OR ')})`, description };
}

/** Everything that the template may write. Absent texts are `""`. */
function stanzaData(input: WrapInput<SplQuery>, options: Options): Readonly<Record<string, unknown>> {
  const { rule, settings, query, text } = input;
  const { columns } = query;
  const { alert, lifecycle } = rule.rule;
  const schedule = scheduleFor(settings, options, alert.threshold, alert.windowMinutes);
  const risk = riskOf(columns.entities, settings.severity);
  const kind = kindOf(lifecycle.createAlert, risk);
  const { name } = stanzaName(options.app, rule);
  const title = shownText(columns.title, rule.title);
  const steps = nextSteps(rule);
  const es = options.profile === 'es';
  return {
    stanza: name,
    es,
    description: savedDescription(input),
    notable: es && lifecycle.createAlert,
    risk: es && risk.length > 0,
    riskMessage: title,
    riskObjects: jsonLine(risk),
    cron: schedule.cron,
    earliest: schedule.earliest,
    latest: schedule.latest,
    indexEarliest: schedule.indexEarliest ?? '',
    indexLatest: schedule.indexLatest ?? '',
    annotations: jsonLine(annotations(rule, kind, attackTags(rule, settings))),
    metadata: metadataJson(rule, settings),
    entities: jsonLine([{ risk_object_field: 'N/A', risk_object_type: 'N/A', risk_score: 0 }]),
    nesFields: columns.entities.map((entity) => entity.name).join(','),
    ruleTitle: title,
    ruleDescription: shownText(columns.description, rule.description) || title,
    securityDomain: options.securityDomain,
    severity: severityWords[settings.severity],
    alertSeverity: alertSeverities[settings.severity],
    nextSteps: steps === '' ? '' : jsonLine({ version: 1, data: steps }),
    digestMode: es ? 1 : 0,
    disabled: settings.enabled ? 'false' : 'true',
    suppressFields: columns.key,
    suppressPeriod: `${Math.max(1, alert.windowMinutes)}m`,
    search: text,
    drilldowns: jsonLine(drilldowns(input), true),
  };
}

/** The token of a column, or the constant text itself. */
function shownText(column: string | undefined, value: WrapInput<SplQuery>['rule']['title']): string {
  if (column !== undefined) return `$${column}$`;
  return value.kind === 'literal' && typeof value.value === 'string' ? value.value : '';
}

/** The description of the saved search itself, never blank. */
function savedDescription({ rule }: WrapInput<SplQuery>): string {
  const { description } = rule.rule.metadata;
  const text = oneLine(description ?? '') || oneLine(rule.rule.displayName) || rule.rule.id;
  return text.endsWith('\\') ? `${text} .` : text;
}

/** From an alert back to its events: by the person or machine where there is one. */
function drilldowns({ rule, query }: WrapInput<SplQuery>): readonly Readonly<Record<string, string>>[] {
  const { entities } = query.columns;
  const entity = entities.find(({ name }) => name === 'user') ?? entities[0];
  const base = query.base.kind === 'and' ? query.base.operands : [query.base];
  const source = base.filter(
    (part, i) =>
      part.kind === 'macro' || (part.kind === 'term' && i < 2 && /^(index|sourcetype)$/.test(part.field ?? '')),
  );
  const search = printSearch({ kind: 'and', operands: entity ? source : base });
  return [
    {
      name: entity ? `${rule.logType} events of $${entity.name}$` : `${rule.logType} events like these`,
      search: entity ? `${search} "$${entity.name}$"` : search,
      earliest_offset: '$info_min_time$',
      latest_offset: '$info_max_time$',
    },
  ];
}

/** What the artifact says of itself: the rule, and where the search differs from it. */
function commentLines({ rule, settings, fidelity }: WrapInput<SplQuery>): readonly string[] {
  const { displayName, id } = rule.rule;
  const { author } = rule.rule.metadata;
  const by = author ?? settings.author;
  return [
    `${displayName} (${id})`,
    ...(by === undefined ? [] : [`Author: ${by}`]),
    `Source: ${rule.logType}, ${rule.home.title}`,
    ...(fidelity.length === 0 ? ['Exact: the search matches what the rule matches.'] : fidelity.map(fidelityLine)),
    ...exceptionLines(rule.rule),
  ].map((line) => oneLine(line));
}

function fidelityLine({ direction, scope, code, row, says, waived }: FidelityLine): string {
  const where = row === undefined ? '' : ` (${row})`;
  return `${direction}, ${scope}: ${code}${where}: ${says}${waived === undefined ? '' : ` Waived: ${waived}`}`;
}

/** Splunk's comment, three backticks on each side and none inside. */
function splComment(line: string): string {
  return `\`\`\` ${line.replaceAll('`', "'")} \`\`\``;
}
