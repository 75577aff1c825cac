import type { Fidelity, Reason } from '../../fidelity/reason.ts';
import { both, exact, unite } from '../../fidelity/reason.ts';
import type { ReasonCode } from '../../fidelity/reasons.ts';
import { lowerCondition, topScope } from '../../lower/lower-condition.ts';
import type { Refusal } from '../../lower/lowering.ts';
import { sharedFidelity, sharedKeys } from '../../lower/shared-columns.ts';
import { unknownReasons, withKnownFields } from '../../lower/unknown-fields.ts';
import type { MappedRule } from '../../mapping/mapping.ts';
import type { Limit, LoweredRule, Settings } from '../target.ts';
import { assumptionsOf } from './assumptions.ts';
import type { KqlExpression, KqlQuery, KqlStage, Named } from './ast.ts';
import { binary, bool, call, seconds } from './build.ts';
import { isRefused } from './cell.ts';
import type { Content } from './content.ts';
import { readContent, readKey } from './content.ts';
import { dedupKey, firstEvent, lastEvent } from './custom-details.ts';
import type { Level } from './hoist.ts';
import { hoist, takeStages, topLevel } from './hoist.ts';
import { tableOf } from './home.ts';
import { nameLists } from './lets.ts';
import { some } from './map-expression.ts';
import { startMarks } from './marks.ts';
import type { Names } from './names.ts';
import { namesBeside } from './names.ts';
import { nrtFor, nrtSchedule } from './nrt.ts';
import { lowering, readerAt } from './operators.ts';
import { readOptions } from './options.ts';
import { printQuery } from './print.ts';
import type { Schedule } from './schedule.ts';
import { groupingMinutes, scheduleFor } from './schedule.ts';
import { limit, limits } from './sentinel-limits.ts';
import { shareParts } from './share.ts';
import { withoutHeaviest } from './shorten.ts';
import { textLimits } from './texts.ts';
import { plainText, readValue } from './values.ts';
import { hoppingStages, slidingStages } from './windows.ts';

const longestQuery = limits.query.most;

/**
 * Lowers a whole rule: which rows match, how matches are counted and grouped, what the analyst reads. `cut`: outputs that were left out already,
 * since the query with them is too long; `isTitleCut`: so was the title.
 */
export function lowerRule(
  mapped: MappedRule,
  settings: Settings,
  cut: readonly string[] = [],
  isTitleCut = false,
): LoweredRule<KqlQuery> {
  const { rule, fields, keyFields } = withKnownFields(mapped);
  const lowered = lowerCondition(rule.condition, lowering);
  const names = namesBeside(columnsOf(rule));
  const content = readContent(rule, lowered.kind === 'ast' ? lowered.ast : bool(true), settings, names, isTitleCut);
  const key = readKey(rule, content.title, names);
  const { threshold, windowMinutes } = rule.rule.alert;
  const counts = threshold > 1;
  const silences = rule.rule.lifecycle.createAlert;
  const nrt = nrtFor(rule, settings);
  const schedule = nrt.runs ? nrtSchedule : scheduleFor(settings, counts ? windowMinutes : 0);
  const grouping = groupingMinutes(windowMinutes);
  const unique = counts && rule.distinct ? readValue(rule.distinct, readerAt(topScope, undefined, true)) : undefined;
  const refusals: Refusal[] = lowered.kind === 'refusal' ? [...lowered.refusals] : [];
  const notes = [
    ...fields.map(
      ({ field }) => `no event of ${rule.logType} has ${field}: it counts as missing in what the alert says.`,
    ),
    ...content.notes,
    ...notesOf(rule, settings),
  ];
  const met: Limit[] = [
    ...textLimits(rule, settings),
    ...(cut.length === 0 ? [] : [limit('query', cutNote(cut), 'warning', 'AlertContext')]),
    ...(isTitleCut
      ? [limit('query', "the title is the rule's name: the query with its own title is too long for Sentinel.")]
      : []),
    ...content.limits,
    ...nrt.limits,
    ...schedule.limits,
    ...(silences ? grouping.limits : []),
  ];
  if (lowered.kind === 'constant') refusals.push(constantRefusal(rule, lowered.value));
  if (unique && isRefused(unique)) refusals.push(refusal(rule, 'Unique', unique.unsupported));
  if (key && isRefused(key)) {
    if (counts) refusals.push(refusal(rule, 'GroupBy', key.unsupported));
    else if (silences)
      notes.push(`each matching event alerts on its own, since the grouping key cannot be said: ${key.unsupported}.`);
  }
  const fidelity =
    lowered.kind === 'ast' ? unite([lowered.fidelity, sharedFidelity(rule.condition, rule.home)]) : exact;
  const eachAlone = key !== undefined && isRefused(key);
  const alertFidelity = unite([
    content.fidelity,
    alertFidelityOf(rule, eachAlone),
    both({ wider: unknownReasons(keyFields), narrower: [] }),
    sharedKeys(rule),
  ]);
  const failed = { query: undefined, fidelity, alertFidelity, notes, limits: met, assumptions: [] };
  if (lowered.kind !== 'ast' || refusals.length > 0) return { ...failed, refusals };
  const keyed = key && isRefused(key) ? undefined : key;
  const value = unique && !isRefused(unique) ? plainText(unique) : undefined;
  const parts = { condition: lowered.ast, content, key: keyed, eachAlone, distinct: value, schedule, nrt: nrt.runs };
  const plain = assemble(rule, { ...parts, names: names.fork() });
  const isLong = printQuery(plain).length > longestQuery;
  const query = isLong ? assemble(rule, { ...parts, names }, true) : plain;
  const length = printQuery(query).length;
  if (length > longestQuery) {
    const shorter = withoutHeaviest(mapped);
    if (shorter !== undefined) return lowerRule(shorter.rule, settings, [...cut, shorter.without]);
    if (!isTitleCut && !counts) return lowerRule(mapped, settings, cut, true);
    const why = `the query has ${length} characters, and Sentinel takes ${longestQuery}: keep long lists in a watchlist`;
    return { ...failed, refusals: [refusal(rule, 'Condition', why)] };
  }
  return {
    query,
    fidelity,
    alertFidelity,
    refusals: [],
    notes,
    limits: met,
    tables: query.lets.flatMap(({ watchlist }) => watchlist ?? []),
    uses: [nrt.runs ? 'near-real-time rules' : 'scheduled rules'],
    assumptions: assumptionsOf(query, rule),
  };
}

interface Parts {
  readonly condition: KqlExpression;
  readonly content: Content;
  readonly key: Named | undefined;
  /** There is a grouping key that cannot be said. */
  readonly eachAlone: boolean;
  readonly distinct: KqlExpression | undefined;
  readonly schedule: Schedule;
  readonly nrt: boolean;
  readonly names: Names;
}

/** `isTight`: the query is too long as it reads best. */
function assemble(rule: MappedRule, parts: Parts, isTight = false): KqlQuery {
  const { content, key, schedule, names } = parts;
  const { table, time, ingestion } = tableOf(rule.home);
  const { threshold, windowMinutes } = rule.rule.alert;
  const counts = threshold > 1;
  const recent = binary(call('ingestion_time'), '>', call('ago', seconds(schedule.every * 60)));
  const stages: KqlStage[] = [];
  const fresh = counts && ingestion ? names.fresh('IsFresh') : undefined;
  if (fresh !== undefined) stages.push({ kind: 'extend', columns: [{ name: fresh, value: recent }] });
  else if (ingestion && !parts.nrt) stages.push({ kind: 'where', conditions: [recent] });
  const markOf = startMarks();
  const level = topLevel(names, markOf);
  const distinctName = parts.distinct && names.fresh('DistinctValue');
  const made = [
    ...content.columns,
    ...(parts.distinct && distinctName ? [{ name: distinctName, value: parts.distinct }] : []),
  ];
  const all = [parts.condition, ...made.map((c) => c.value), ...(key ? [key.value] : [])];
  const shared = shareParts(all, names, markOf, isTight);
  const [condition = parts.condition, ...rest] = shared.expressions;
  stages.push(...filters(condition, shared.stages, level));
  const columns = made.map(({ name, value }, i) => ({ name, value: hoist(rest[i] ?? value, level) }));
  const keyColumn = key && { name: key.name, value: hoist(rest[made.length] ?? key.value, level) };
  stages.push(...takeStages(level));
  if (columns.length > 0) stages.push({ kind: 'extend', columns });
  // The key may read the title, which is a column only after the stage that makes it.
  if (keyColumn) stages.push({ kind: 'extend', columns: [keyColumn] });
  const byTitle = rule.rule.alert.keyedBy === 'title' && content.title.column !== undefined;
  const title = content.title.constant === undefined ? content.title.column : undefined;
  const window = {
    threshold,
    minutes: windowMinutes,
    key: key?.name ?? (byTitle ? title : undefined),
    title,
    time,
    fresh,
  };
  let titleColumn = content.title.column;
  const details = [...(key ? [{ key: dedupKey, column: key.name }] : []), ...content.details];
  if (counts) {
    const sliding = distinctName === undefined ? slidingStages(window, names) : undefined;
    const { stages: counting, span } = sliding ?? hoppingStages(window, distinctName ?? '', names);
    stages.push(...counting);
    titleColumn = sliding?.title ?? titleColumn;
    details.push({ key: firstEvent, column: span.first }, { key: lastEvent, column: span.last });
  }
  const named = nameLists(stages, names);
  return {
    lets: named.lets,
    table,
    stages: named.stages,
    alert: {
      nrt: parts.nrt,
      frequencyMinutes: schedule.every,
      periodMinutes: schedule.lookBack,
      groupMinutes: groupingMinutes(windowMinutes).minutes,
      groupBy: parts.eachAlone ? 'none' : key ? 'key' : byTitle && title !== undefined ? 'title' : 'rule',
      titleColumn,
      descriptionColumn: content.descriptionColumn,
      severityColumn: content.severityColumn,
      details,
      entities: content.entities,
    },
  };
}

/** Cheap rows first: those on columns, those on what is parsed from them, those that go through lists. */
function filters(condition: KqlExpression, made: readonly (readonly Named[])[], level: Level): KqlStage[] {
  const conjuncts = condition.kind === 'and' ? condition.operands : [condition];
  const gathers = (e: KqlExpression): boolean =>
    some(e, (part) => part.kind === 'gathered' || part.kind === 'computed');
  const names = new Set(made.flat().map((c) => c.name));
  const reads = (e: KqlExpression): boolean => some(e, (part) => part.kind === 'column' && names.has(part.name));
  const plain = conjuncts.filter((e) => !gathers(e));
  const early = plain.filter((e) => !reads(e));
  const parsed = plain.filter(reads);
  const late = conjuncts.filter(gathers).map((e) => hoist(e, level));
  const where = (conditions: readonly KqlExpression[]): KqlStage[] =>
    conditions.length > 0 ? [{ kind: 'where', conditions }] : [];
  const extensions = made.flatMap((columns): KqlStage[] => (columns.length > 0 ? [{ kind: 'extend', columns }] : []));
  return [...where(early), ...extensions, ...where(parsed), ...takeStages(level), ...where(late)];
}

function cutNote(names: readonly string[]): string {
  const fields = `the output field${names.length > 1 ? 's' : ''} ${names.join(', ')}`;
  return `${fields} ${names.length > 1 ? 'are' : 'is'} left out: a query of Sentinel has at most ${longestQuery} characters.`;
}

function columnsOf(rule: MappedRule): Iterable<string> {
  const columns = new Set<string>([tableOf(rule.home).time, tableOf(rule.home).table]);
  for (const entry of rule.home.fields.values()) for (const column of entry.columns) columns.add(column.name);
  return columns;
}

function notesOf(rule: MappedRule, settings: Settings): string[] {
  const critical = [settings.severity, ...rule.severity.cases.map((c) => c.severity)].includes('Critical');
  return [
    ...(critical ? ['Sentinel has no severity above High: Critical becomes High.'] : []),
    ...(readOptions(settings.options).defender
      ? [
          'A custom detection of Defender silences no repeats: each run alerts on what arrived since the last one, and rows with equal entities are one alert.',
        ]
      : []),
    ...(settings.enabled
      ? []
      : [
          "the YAML format of Sentinel's rules has no key for a rule that is switched off: switch it off after import.",
        ]),
  ];
}

/** `eachAlone`: no key groups the matches, so that each alerts. */
function alertFidelityOf(rule: MappedRule, eachAlone: boolean): Fidelity {
  const codes = (list: readonly ReasonCode[]): Reason[] => list.map((code) => ({ code, within: [] }));
  const groups = rule.rule.lifecycle.createAlert;
  const silenced: ReasonCode[] = groups && !eachAlone ? ['dedup-alert-time'] : [];
  if (rule.rule.alert.threshold <= 1) {
    const again: ReasonCode[] = tableOf(rule.home).ingestion ? [] : ['rerun'];
    return {
      wider: codes([...silenced, ...(groups && eachAlone ? (['dedup-key'] as const) : []), ...again]),
      narrower: codes([...silenced, 'late-event', 'run-gap', 'alert-cap']),
    };
  }
  const split = rule.apart !== undefined ? (['count-split'] as const) : [];
  const isDistinct = rule.rule.alert.distinct !== undefined;
  const exactly = isDistinct ? (['distinct-exact'] as const) : [];
  return {
    wider: codes([isDistinct ? 'window-hop' : 'window-anchored', 'arrival-time', 'refire', ...silenced, ...exactly]),
    narrower: codes(['arrival-time', 'late-event', 'run-gap', ...silenced, 'alert-cap', ...exactly, ...split]),
  };
}

function constantRefusal(rule: MappedRule, value: boolean): Refusal {
  const why = value
    ? 'the whole condition is true of every event here, so that the rule would alert on all of them'
    : 'the whole condition is true of no event, so that the rule would never alert';
  return refusal(rule, 'Condition', why);
}

function refusal(rule: MappedRule, key: string, why: string): Refusal {
  return { row: key, why, span: rule.rule.spans.get(key) ?? rule.rule.spans.get('RuleID') };
}
