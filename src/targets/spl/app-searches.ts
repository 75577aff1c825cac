import type { BundleUnit } from '../bundle.ts';
import { digest } from './hoist.ts';
import { readConf, type Stanza } from './read-conf.ts';
import { longestStanza } from './stanza.ts';

/** The saved search of a unit in the app: its text with the comments above it, and what it says. */
export interface AppSearch {
  readonly unit: BundleUnit;
  readonly name: string;
  readonly text: string;
  readonly settings: Stanza['settings'];
  /** It had the name of another search, and got one of its own. */
  readonly renamed: boolean;
}

/**
 * The saved searches of all units. One that is only there to be switched off makes room for one of its name: Splunk takes the new one in
 * its place. Those that share a name, which would be one search to Splunk,
 * are told apart by their RuleIDs.
 */
export function appSearches(units: readonly BundleUnit[]): readonly AppSearch[] {
  const all = units.flatMap((unit) => searchesOf(unit));
  const alive = new Set(all.flatMap(({ name, unit }) => (unit.retired ? [] : [name])));
  const found = all.filter(({ name, unit }) => !unit.retired || !alive.has(name));
  const count = new Map<string, number>();
  for (const { name } of found) count.set(name, (count.get(name) ?? 0) + 1);
  return found.map((search) => ((count.get(search.name) ?? 0) > 1 ? toldApart(search) : search));
}

function searchesOf(unit: BundleUnit): readonly AppSearch[] {
  const text = unit.artifacts.find(({ kind }) => kind === 'savedsearches.conf')?.read();
  if (text === undefined) return [];
  return readConf(text).map(({ name, settings }) => ({ unit, name, text, settings, renamed: false }));
}

const ending = ' - Rule';

function toldApart(search: AppSearch): AppSearch {
  const { unit, name: old, text } = search;
  const mark = ` ${digest([unit.rule, unit.logType, unit.home].join('\n'))}${ending}`;
  const stem = old.endsWith(ending) ? old.slice(0, -ending.length) : old;
  const name = `${[...stem]
    .slice(0, longestStanza - mark.length)
    .join('')
    .trimEnd()}${mark}`;
  const lines = text.split('\n').map((line) => {
    if (line === `[${old}]`) return `[${name}]`;
    return line === `action.correlationsearch.label = ${old}` ? `action.correlationsearch.label = ${name}` : line;
  });
  const renamed = lines.join('\n');
  const settings = readConf(renamed).find((stanza) => stanza.name === name)?.settings ?? search.settings;
  return { unit, name, text: renamed, settings, renamed: true };
}
