import type { Publishing } from './config.ts';
import { matchesGlob } from './glob.ts';
import type { Rule } from './ir/rule.ts';
import type { Home } from './mapping/mapping.ts';
import type { Settings, Target } from './targets/target.ts';
import { uuidOf } from './uuid.ts';
import type { PlacedRule } from './workspace.ts';

/** What a target may know of the configuration for one unit. `apart`: what tells it from the rule's others on the target. */
export function settingsFor(
  placed: PlacedRule,
  target: Target,
  logType: string,
  home: Home,
  publishing: Publishing,
  apart?: string | undefined,
): Settings {
  const { rule, folder, marked } = placed;
  const name = publishedName(rule);
  const several = apart !== undefined || rule.logTypes.length > 1;
  // Homes of different log types may share a name, so a rule with several units needs both.
  const stem = markedStem(name, marked) + (several ? `.${stemOf(logType)}_${stemOf(home.name)}` : '');
  return {
    options: publishing.options[target.name] ?? {},
    author: rule.metadata.author ?? publishing.author,
    attackVersion:
      publishing.attackVersion[target.name] ??
      publishing.attackVersion['default'] ??
      target.capabilities.attackVersion ??
      18,
    everyMinutes:
      Object.entries(publishing.schedule).find(([glob]) => matchesGlob(glob, rule.id))?.[1] ?? publishing.everyMinutes,
    lagMinutes: publishing.lag[logType] ?? home.lag.minutes,
    enabled: rule.lifecycle.enabled && !publishing.disabled.some((glob) => matchesGlob(glob, rule.id)),
    severity: rule.alert.severity.otherwise,
    stem,
    folder,
    uuid: uuidOf(`${publishing.idNamespace}${name}${several ? `#${logType}/${home.name}` : ''}`),
  };
}

/** The RuleID under which a rule was first published: its artifacts keep their ids and file names when it is renamed. */
export function publishedName({ id, lifecycle }: Pick<Rule, 'id' | 'lifecycle'>): string {
  return lifecycle.formerly?.[0] ?? id;
}

/** The longest file name, without what tells homes apart. SigmaHQ's checks take 90 characters. */
const longestStem = 80;

/** A RuleID as a file name, with a mark of it at the end where that would be another's too or too long. */
export function markedStem(name: string, marked = false): string {
  const stem = stemOf(name);
  if (!marked && stem.length <= longestStem) return stem;
  const mark = `_${uuidOf(name).slice(0, 8)}`;
  return `${stem.slice(0, longestStem - mark.length).replace(/_+$/, '')}${mark}`;
}

/** A RuleID as a file name: `Okta.Support.Reset` → `okta_support_reset`. */
export function stemOf(id: string): string {
  return (
    id
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '') || 'rule'
  );
}
