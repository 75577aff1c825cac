import type { Json } from '../../ir/json.ts';
import { printJson } from '../../ir/json.ts';
import type { FiredAlert, ResultRow, TimedRow } from '../runner.ts';
import { firstNot } from '../sorted.ts';
import type { AnalyticsRule, Incidents } from './analytics-rule.ts';
import { firstEvent, lastEvent } from './custom-details.ts';
import { nrtRuns } from './nrt.ts';

/**
 * Above 150 results a run gives 149 alerts of one result each and one alert about all; an incident takes 150 alerts.
 * https://learn.microsoft.com/azure/sentinel/sentinel-service-limits
 */
const mostAlerts = 150;
/** Of one run of a rule of the kind NRT, the last one about all: https://learn.microsoft.com/azure/sentinel/create-nrt-rules */
const mostAlertsNrt = 30;

/** One run of the query over stored rows. */
export type RunQuery<R extends Instants> = (rows: readonly R[], now: number) => readonly ResultRow[];

/** When a row happened and arrived, ms since 1970. */
type Instants = Pick<TimedRow, 'time' | 'ingest'>;

/** A row with its place among all. */
interface Seen<R> {
  readonly row: R;
  readonly position: number;
}

/** An alert before incidents are made of alerts. */
interface Alert {
  readonly at: number;
  readonly until: number;
  readonly sources: readonly number[];
  /** When its first and last events happened, where custom details say so. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly columns: Readonly<Record<string, Json>>;
  readonly title: string;
}

/**
 * The alerts of a rule over a stream (a gap is a row that no run's result can have). A scheduled one runs at `from` and then every queryFrequency;
 * each run sees the rows that have arrived and whose time lies within queryPeriod. One of the kind NRT runs each minute. Where the rule
 * creates incidents, each incident counts once, with its first alert.
 */
export function alertsOver<R extends Instants>(
  rule: AnalyticsRule,
  run: RunQuery<R>,
  rows: readonly (R | undefined)[],
  from: number,
  until: number,
): readonly FiredAlert[] {
  const alerts: Alert[] = [];
  const byTime = rows
    .flatMap((row, position) => (row === undefined ? [] : [{ row, position }]))
    .sort((a, b) => a.row.time - b.row.time);
  let silentUntil = Number.NEGATIVE_INFINITY;
  for (const { now, until: seenUntil, seen } of rule.nrt
    ? nrtRuns(byTime, from, until)
    : scheduledRuns(rule, byTime, from, until)) {
    if (now < silentUntil) continue;
    const results = run(
      seen.map(({ row }) => row),
      now,
    ).map((result) => ({ ...result, sources: result.sources.flatMap((i) => seen[i]?.position ?? []) }));
    if (!triggers(rule, results.length)) continue;
    alerts.push(...alertsOfRun(rule, results, now, seenUntil));
    if (rule.suppression !== undefined) silentUntil = now + rule.suppression;
  }
  const fired = rule.incidents === undefined ? alerts : incidentsOf(rule, rule.incidents, alerts);
  return fired.map(({ columns: _columns, until: end, ...alert }) => (rule.nrt ? { ...alert, until: end } : alert));
}

/** What each run of a schedule sees, the rows in their order. `byTime`: rows in the order of their times. */
function* scheduledRuns<R extends Instants>(
  { frequency, period }: AnalyticsRule,
  byTime: readonly Seen<R>[],
  from: number,
  until: number,
): Generator<{ readonly now: number; readonly until: number; readonly seen: readonly Seen<R>[] }> {
  for (let now = from; now <= until && frequency > 0; now += frequency) {
    const seen = byTime
      .slice(
        firstNot(byTime, ({ row }) => row.time < now - period),
        firstNot(byTime, ({ row }) => row.time <= now),
      )
      .filter(({ row }) => row.ingest <= now)
      .sort((a, b) => a.position - b.position);
    yield { now, until: now, seen };
  }
}

/** An instant that a column holds, ms since 1970. */
function instantIn(columns: Alert['columns'], name: string | undefined): number | undefined {
  const value = name === undefined ? undefined : columns[name];
  const instant = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(instant) ? undefined : instant;
}

function triggers({ trigger: { operator, threshold } }: AnalyticsRule, count: number): boolean {
  switch (operator) {
    case 'gt':
      return count > threshold;
    case 'lt':
      return count < threshold;
    case 'eq':
      return count === threshold;
    case 'ne':
      return count !== threshold;
  }
}

function alertsOfRun(rule: AnalyticsRule, results: readonly ResultRow[], at: number, until: number): readonly Alert[] {
  const alertOf = ({ sources, columns }: ResultRow): Alert => ({
    at,
    until,
    sources,
    first: instantIn(columns, rule.details.get(firstEvent)),
    last: instantIn(columns, rule.details.get(lastEvent)),
    columns,
    title: titleOf(rule, columns),
  });
  const whole = (): Alert => {
    const sources = [...new Set(results.flatMap((result) => result.sources))].sort((a, b) => a - b);
    return alertOf({ sources, columns: results[0]?.columns ?? {} });
  };
  if (!rule.perResult) return [whole()];
  const most = rule.nrt ? mostAlertsNrt : mostAlerts;
  const single = results.length > most ? results.slice(0, most - 1) : results;
  const alerts = single.map(alertOf);
  return results.length > most ? [...alerts, whole()] : alerts;
}

/** The rule's name, or its override with the columns' values in it. */
function titleOf({ name, titleFormat }: AnalyticsRule, columns: Alert['columns']): string {
  if (titleFormat === undefined) return name;
  return titleFormat.replace(/\{\{([^{}]*)\}\}/g, (_, column: string) => textOf(columns[column]));
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : printJson(value);
}

/**
 * The first alert of each incident: later ones of its key join it up to the look-back after the first. Those of the same run are there from the
 * beginning, so it is about their rows as well.
 */
function incidentsOf(rule: AnalyticsRule, { grouping }: Incidents, alerts: readonly Alert[]): readonly Alert[] {
  if (grouping === undefined) return alerts;
  const open = new Map<string, { alert: Alert; alerts: number; readonly place: number }>();
  const incidents: Alert[] = [];
  for (const alert of alerts) {
    const key = keyOf(rule, grouping, alert);
    const incident = open.get(key);
    if (incident && alert.at - incident.alert.at <= grouping.lookback && incident.alerts < mostAlerts) {
      incident.alerts += 1;
      if (alert.at !== incident.alert.at) continue;
      incident.alert = joined(incident.alert, alert);
      incidents[incident.place] = incident.alert;
    } else {
      open.set(key, { alert, alerts: 1, place: incidents.length });
      incidents.push(alert);
    }
  }
  return incidents;
}

/** An alert of an incident with what another of the same run adds. */
function joined(one: Alert, other: Alert): Alert {
  const sources = [...new Set([...one.sources, ...other.sources])].sort((a, b) => a - b);
  const of = (pick: (...values: number[]) => number, values: readonly (number | undefined)[]): number | undefined =>
    values.some((value) => value === undefined) ? undefined : pick(...values.filter((value) => value !== undefined));
  return {
    ...one,
    sources,
    first: of(Math.min, [one.first, other.first]),
    last: of(Math.max, [one.last, other.last]),
  };
}

function keyOf(rule: AnalyticsRule, grouping: NonNullable<Incidents['grouping']>, alert: Alert): string {
  const entities = (types: readonly string[] | undefined): string[] =>
    rule.entities
      .filter(({ type }) => types === undefined || types.includes(type))
      .map(({ type, columns }) => `${type} ${columns.map((column) => textOf(alert.columns[column])).join('\u0000')}`);
  switch (grouping.method) {
    case 'AnyAlert':
      return '';
    case 'AllEntities':
      return entities(undefined).join('\u0001');
    case 'Selected':
      return [
        ...grouping.customDetails.map((key) => textOf(alert.columns[rule.details.get(key) ?? ''])),
        ...grouping.alertDetails.map((detail) => (detail === 'DisplayName' ? alert.title : severityOf(rule, alert))),
        ...entities(grouping.entities),
      ].join('\u0001');
  }
}

function severityOf({ severity, severityColumn }: AnalyticsRule, alert: Alert): string {
  return severityColumn === undefined ? severity : textOf(alert.columns[severityColumn]) || severity;
}
