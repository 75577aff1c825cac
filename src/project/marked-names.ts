import { readFileSync } from 'node:fs';
import { stemOf } from '../unit-settings.ts';
import { discoverRules, type RuleFile } from './discover.ts';
import type { Project } from './open-project.ts';

/**
 * The names (RuleIDs, or those under which rules were published first) that would give one file name, sorted. All rules of the project
 * count, whichever are built: a name does not depend on what else a build was asked for. Only the keys are looked for, since
 * reading every rule whole would cost a small build most of its time.
 */
export function markedNames(files: readonly RuleFile[], { rulesFolders }: Project): readonly string[] {
  const all = [...files, ...discoverRules(rulesFolders, rulesFolders, () => undefined)];
  const byStem = new Map<string, Set<string>>();
  for (const { path, sidecar } of new Map(all.map((file) => [file.path, file])).values()) {
    const name =
      (sidecar === undefined ? undefined : nameIn(sidecar, former)) ?? nameIn(path, former) ?? nameIn(path, id);
    if (name !== undefined) byStem.set(stemOf(name), (byStem.get(stemOf(name)) ?? new Set()).add(name));
  }
  return [...byStem.values()].flatMap((names) => (names.size > 1 ? [...names] : [])).sort();
}

const id = /^RuleID:[ \t]*(?:"([^"\n]+)"|'([^'\n]+)'|([^\s#][^\n#]*))/m;
/** The first of a list in brackets or in lines. */
const former = /^Formerly:\s*[[-]\s*(?:"([^"\n]+)"|'([^'\n]+)'|([^\s,\]#]+))/m;

function nameIn(path: string, key: RegExp): string | undefined {
  try {
    return key
      .exec(readFileSync(path, 'utf8'))
      ?.slice(1)
      .find((text) => text !== undefined)
      ?.trim();
  } catch {
    return undefined; // Reading it as a rule says what is wrong.
  }
}
