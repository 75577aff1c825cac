import type { BundleFinding } from '../bundle.ts';
import type { AppSearch } from './app-searches.ts';
import { longestStanza } from './stanza.ts';

const source = 'https://dev.splunk.com/enterprise/docs/developapps/testvalidate/appinspect/appinspectcheckcriteria';

/** What Splunk's own check of apps (AppInspect) would find in the saved searches of one. Templates of a team may say anything. */
export function checkSearches(searches: readonly AppSearch[]): readonly BundleFinding[] {
  const findings: BundleFinding[] = searches.flatMap((search) =>
    problemsOf(search).map(([severity, says]) => ({
      severity,
      says: `the saved search "${search.name}" ${says}`,
      source,
      rule: search.unit.rule,
    })),
  );
  const often = searches.filter(({ settings }) => runsAnHour(settings.get('cron_schedule')?.value ?? '') > 12);
  if (often.length > 0)
    findings.push({
      severity: 'info',
      says: `${often.length} saved searches run more often than every five minutes, of which AppInspect warns.`,
      source,
    });
  return findings;
}

type Problem = readonly ['error' | 'warning', string];

function problemsOf({ name, settings }: AppSearch): readonly Problem[] {
  const value = (key: string): string | undefined => settings.get(key)?.value;
  const found: Problem[] = [];
  const scheduled = value('enableSched') === '1' && value('disabled') !== 'true';
  if (/[[\]]/.test(name)) found.push(['error', 'has brackets in its name.']);
  if ([...name].length > longestStanza)
    found.push([
      'warning',
      `has a name of more than ${longestStanza} characters, which Enterprise Security cannot edit.`,
    ]);
  if ((value('search') ?? '') === '') found.push(['error', 'searches nothing.']);
  if (value('description') === '') found.push(['error', 'has a blank description.']);
  if (value('action.email.to') !== undefined) found.push(['error', 'names who gets mail (action.email.to).']);
  for (const key of ['action.script.filename', 'action.populate_lookup'])
    if (value(key) !== undefined) found.push(['error', `has the key ${key}, which apps may not have.`]);
  const cron = value('cron_schedule');
  if (scheduled && !isCron(cron ?? ''))
    found.push(['error', `is scheduled by "${cron ?? ''}", which is no cron expression.`]);
  for (const key of ['dispatch.earliest_time', 'dispatch.latest_time']) {
    const time = value(key);
    if (scheduled && time === undefined) found.push([key.includes('earliest') ? 'error' : 'warning', `has no ${key}.`]);
    if (time?.startsWith('rt')) found.push(['error', `searches in real time (${key}).`]);
  }
  return found;
}

const ranges = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;

/** Five fields of numbers in their ranges, without names of months and days. https://docs.splunk.com/Documentation/Splunk/latest/Admin/Savedsearchesconf */
export function isCron(text: string): boolean {
  const fields = text.trim().split(/\s+/);
  return fields.length === 5 && fields.every((field, i) => valuesOf(field, ranges[i] ?? [0, 0]) !== undefined);
}

function runsAnHour(cron: string): number {
  const [minutes = ''] = cron.trim().split(/\s+/);
  return valuesOf(minutes, [0, 59])?.size ?? 0;
}

/** The values that a field stands for; undefined where it is none. */
function valuesOf(field: string, [least, most]: readonly [number, number]): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const read = /^(?:(\*)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (!read) return undefined;
    const [, star, from, to, step] = read;
    const first = star === undefined ? Number(from) : least;
    const last = star === undefined ? Number(to ?? (step === undefined ? from : most)) : most;
    if (first < least || last > most || last < first || step === '0') return undefined;
    for (let value = first; value <= last; value += Number(step ?? 1)) values.add(value);
  }
  return values;
}
