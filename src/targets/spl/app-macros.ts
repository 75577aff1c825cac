import type { BundleUnit } from '../bundle.ts';
import type { AppSearch } from './app-searches.ts';
import { readConf, type Stanza } from './read-conf.ts';

/** The macros of an app. */
export interface AppMacros {
  /** Sorted by name. */
  readonly stanzas: readonly Stanza[];
  /** Names that units define differently: the first definition stands. */
  readonly disputed: readonly string[];
  /** Names that searches use and the app does not define, sorted. */
  readonly elsewhere: readonly string[];
}

/** The macros of all units, each once. */
export function appMacros(units: readonly BundleUnit[], searches: readonly AppSearch[]): AppMacros {
  const known = new Map<string, Stanza>();
  const disputed = new Set<string>();
  for (const unit of units) {
    const text = unit.artifacts.find(({ kind }) => kind === 'macros.conf')?.read() ?? '';
    for (const stanza of readConf(text)) {
      const first = known.get(stanza.name);
      if (first === undefined) known.set(stanza.name, stanza);
      else if (definitionOf(first) !== definitionOf(stanza)) disputed.add(stanza.name);
    }
  }
  const used = searches.flatMap(({ settings }) => macrosIn(settings.get('search')?.value ?? ''));
  return {
    stanzas: [...known.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    disputed: [...disputed].sort(),
    elsewhere: [...new Set(used)].filter((name) => !known.has(name)).sort(),
  };
}

/** Whether a macro holds what a site leaves out, not where events are. */
export function isFilter({ settings }: Stanza): boolean {
  return settings.get('definition')?.value === 'search *';
}

function definitionOf({ settings }: Stanza): string | undefined {
  return settings.get('definition')?.value;
}

/** Macros that a search names. None is expanded inside quotes. https://docs.splunk.com/Documentation/Splunk/latest/Knowledge/Usesearchmacros */
function macrosIn(search: string): readonly string[] {
  const bare = search.replace(/"(?:[^"\\]|\\.)*"/gs, '""');
  return [...bare.matchAll(/`([A-Za-z0-9_]+)(?:\([^`]*\))?`/g)].map((found) => found[1] ?? '');
}
