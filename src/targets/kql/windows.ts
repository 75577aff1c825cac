import type { KqlExpression, KqlStage, Named } from './ast.ts';
import { binary, call, column, long, seconds } from './build.ts';
import type { Names } from './names.ts';

/** What a counted rule needs to know: N events (or distinct values) of one key within W. */
export interface Window {
  readonly threshold: number;
  readonly minutes: number;
  /** The column that tells keys apart; undefined: all matches count together. */
  readonly key: string | undefined;
  /** The column whose value at a window's first match becomes the alert's title. */
  readonly title: string | undefined;
  readonly time: string;
  /** The column that says whether an event arrived since the last run; undefined where that is not known. */
  readonly fresh: string | undefined;
}

/** The stages that count, and the columns that say when the first and the last of the counted events happened. */
export interface Counted {
  readonly stages: readonly KqlStage[];
  readonly span: { readonly first: string; readonly last: string };
}

/**
 * Every event that is the N-th of its key within W, one row per key and W. Sliding: it misses no window of Panther's.
 * `prev` and `row_cumsum` need sorted rows: https://learn.microsoft.com/kusto/query/window-functions
 */
export function slidingStages(window: Window, names: Names): Counted & { readonly title: string | undefined } {
  const { threshold, minutes, key, time, fresh } = window;
  const span = { first: names.fresh('FirstEvent'), last: names.fresh('LastEvent') };
  const before = (name: string, rows: number): KqlExpression => call('prev', column(name), long(rows));
  const extended: Named[] = [];
  const conditions: KqlExpression[] = [];
  if (key !== undefined) conditions.push(binary(before(key, threshold - 1), '==', column(key)));
  conditions.push(binary(binary(column(time), '-', before(time, threshold - 1)), '<=', seconds(minutes * 60)));
  if (fresh !== undefined) {
    const soFar = names.fresh('FreshSoFar');
    const restart = key === undefined ? [] : [binary(column(key), '!=', call('prev', column(key)))];
    extended.push({ name: soFar, value: call('row_cumsum', call('tolong', column(fresh)), ...restart) });
    const earlier =
      key === undefined
        ? call('coalesce', before(soFar, threshold), long(0))
        : call('iff', binary(before(key, threshold), '==', column(key)), before(soFar, threshold), long(0));
    conditions.push(binary(binary(column(soFar), '-', earlier), '>', long(0)));
  }
  const title = window.title === undefined || window.title === key ? window.title : names.fresh('FirstTitle');
  if (title !== undefined && window.title !== undefined && title !== window.title)
    extended.push({ name: title, value: before(window.title, threshold - 1) });
  extended.push({ name: span.first, value: before(time, threshold - 1) });
  return {
    stages: [
      { kind: 'sort', by: key === undefined ? [time] : [key, time] },
      { kind: 'extend', columns: extended },
      { kind: 'where', conditions },
      ...oncePerWindow(window, { name: span.last, value: call('max', column(time)) }, names),
    ],
    span,
    title,
  };
}

/**
 * Windows of W and one step more, one step apart, so that every W lies whole in one of them; those in which the key has N
 * distinct values.
 */
export function hoppingStages(window: Window, distinct: string, names: Names): Counted {
  const { threshold, minutes, key, time, fresh } = window;
  const span = { first: names.fresh('FirstEvent'), last: names.fresh('LastEvent') };
  const step = seconds(minutes * 6);
  const start = names.fresh('WindowStart');
  const last = call('bin', column(time), step);
  const count = names.fresh('DistinctCount');
  const isFresh = fresh === undefined ? undefined : names.fresh('FreshEvents');
  const stages: readonly KqlStage[] = [
    {
      kind: 'extend',
      columns: [{ name: start, value: call('range', binary(last, '-', seconds(minutes * 60)), last, step) }],
    },
    { kind: 'mv-expand', item: { name: start, value: column(start) }, type: 'datetime' },
    {
      kind: 'summarize',
      columns: [
        { name: '', value: firstRow(time) },
        { name: span.last, value: call('max', column(time)) },
        { name: count, value: call('count_distinct', column(distinct)) },
        ...(isFresh !== undefined && fresh !== undefined
          ? [{ name: isFresh, value: call('countif', column(fresh)) }]
          : []),
      ],
      by: [...keyed(key), { name: start, value: column(start) }],
    },
    {
      kind: 'where',
      conditions: [
        binary(column(count), '>=', long(threshold)),
        ...(isFresh === undefined ? [] : [binary(column(isFresh), '>', long(0))]),
      ],
    },
    { kind: 'extend', columns: [{ name: span.first, value: column(time) }] },
    ...oncePerWindow(window, { name: span.last, value: call('max', column(span.last)) }, names),
  ];
  return { stages, span };
}

/** The incident groups a key's alerts for W, so one row per key and W says as much as one per event. */
function oncePerWindow(window: Window, last: Named, names: Names): KqlStage[] {
  const bin = names.fresh('WindowBin');
  const value = call('bin', column(window.time), seconds(window.minutes * 60));
  return [
    {
      kind: 'summarize',
      columns: [{ name: '', value: firstRow(window.time) }, last],
      by: [...keyed(window.key), { name: bin, value }],
    },
    { kind: 'project-away', columns: [bin] },
  ];
}

function firstRow(time: string): KqlExpression {
  return call('arg_min', column(time), { kind: 'star' });
}

function keyed(key: string | undefined): Named[] {
  return key === undefined ? [] : [{ name: key, value: column(key) }];
}
