import type { FiredAlert, Program, ResultRow, TimedRow } from '../runner.ts';
import { applyFilters } from './apply-filters.ts';
import type { RunCorrelation } from './run-correlation.ts';
import { compileCorrelation } from './run-correlation.ts';
import type { RunRule } from './run-rule.ts';
import { compileRule } from './run-rule.ts';
import type { Item, RuleFile } from './syntax.ts';
import { withoutPlaces } from './syntax.ts';

/** Compiles rules with their filters. Throws `Uncovered` for what has no meaning here. */
export function compileFile(given: RuleFile): Omit<Program, 'findings'> {
  const file = applyFilters(given);
  const rules = file.documents.flatMap((document) => (document.kind === 'rule' ? [compileRule(document)] : []));
  const correlations = file.documents.flatMap((document) =>
    document.kind === 'correlation' ? [compileCorrelation(document, rules)] : [],
  );
  const counted = new Set(correlations.flatMap(({ bases, correlation }) => (correlation.generate ? [] : bases)));
  const alone = rules.filter((rule) => !counted.has(rule));
  return {
    syntax: withoutPlaces(given.documents),
    assumptions: assumptionsOf(file, correlations.length > 0),
    matches: (row) => rules.some((rule) => rule.matches(row)),
    trace: (row) => rules.flatMap((rule) => rule.trace(row)),
    results: (rows, now) => resultsOf(alone, correlations, visible(rows, now)),
    alerts: (rows, from, until) => alertsOf(alone, correlations, rows, from, until),
  };
}

/** Rows that have arrived, with the others as gaps so that positions stay. */
function visible(rows: readonly TimedRow[], now: number): readonly (TimedRow | undefined)[] {
  return rows.map((row) => (row.ingest <= now ? row : undefined));
}

function resultsOf(
  alone: readonly RunRule[],
  correlations: readonly RunCorrelation[],
  rows: readonly (TimedRow | undefined)[],
): readonly ResultRow[] {
  const single = rows.flatMap((timed, i) =>
    timed !== undefined && alone.some((rule) => rule.matches(timed.row)) ? [{ columns: timed.row, sources: [i] }] : [],
  );
  const positions = rows.flatMap((timed, i) => (timed === undefined ? [] : [i]));
  const arrived = rows.filter((timed) => timed !== undefined);
  const groups = correlations.flatMap((correlation) =>
    correlation.groups(arrived).map(({ columns, sources }) => ({
      columns,
      sources: sources.map((at) => positions[at] ?? at),
    })),
  );
  return [...single, ...groups];
}

/** Every match alerts when it arrives; a correlation once for each window of a key, when the row that completes it arrives. */
function alertsOf(
  alone: readonly RunRule[],
  correlations: readonly RunCorrelation[],
  rows: readonly TimedRow[],
  from: number,
  until: number,
): readonly FiredAlert[] {
  const alerts: FiredAlert[] = [];
  for (const { matches, rule } of alone)
    rows.forEach(({ row, ingest }, i) => {
      if (matches(row)) alerts.push({ at: ingest, sources: [i], title: rule.title });
    });
  for (const { groups, correlation } of correlations)
    for (const { sources } of groups(rows))
      alerts.push({ at: latest(sources.map((i) => rows[i]?.ingest ?? 0)), sources, title: correlation.title });
  return alerts.filter(({ at }) => at >= from && at <= until).sort((a, b) => a.at - b.at);
}

function latest(instants: readonly number[]): number {
  return instants.reduce((most, instant) => Math.max(most, instant), Number.NEGATIVE_INFINITY);
}

/** What the answers rest on beyond the specification. */
function assumptionsOf({ documents }: RuleFile, counts: boolean): readonly string[] {
  const items: readonly Item[] = documents.flatMap((document) =>
    document.kind === 'rule'
      ? [...document.searches.values()].flatMap((search) => (search.kind === 'maps' ? search.maps.flat() : []))
      : [],
  );
  const uses = (modifier: Item['modifiers'][number]): boolean => items.some((i) => i.modifiers.includes(modifier));
  const found = [
    'A field that is a list means any of its elements, and a list on the way to a field any of the objects in it.',
  ];
  if (items.some(({ modifiers }) => !modifiers.includes('cased') && !modifiers.includes('re')))
    found.push('Case is ignored by comparing lower case.');
  if (items.some(({ values }) => values.some((value) => value.kind === 'plain' && value.value === null)))
    found.push('A list without elements is null.');
  if (uses('re')) found.push("A regex means what it means to Python's re module.");
  if (uses('lt') || uses('lte') || uses('gt') || uses('gte'))
    found.push('Text that writes a number is ordered as that number.');
  if (counts)
    found.push(
      'The converter counts in windows with fixed edges, at multiples of the timespan, and counts rows without a key together.',
    );
  return found;
}
