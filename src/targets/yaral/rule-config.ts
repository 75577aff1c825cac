import { type Document, isMap, isScalar, type Pair, parseDocument, YAMLMap } from 'yaml';

/** How a rule runs: switched on or off, with alerts or detections alone; or archived, which is neither. */
export type RuleState = 'archived' | { readonly enabled: boolean; readonly alerting: boolean };

/** What became of a configuration; `taken`: names of ours beside one that differs in case only. */
export type Merged =
  | { readonly text: string; readonly taken: readonly (readonly [string, string])[] }
  | { readonly problem: string };

/**
 * Puts the states of rules into a configuration and takes the entries of rules that are gone out of it. All other entries, and all other
 * keys of ours, are kept; where nothing changes, the text is the very one that was there. `""`: no entry is left.
 */
export function mergeRuleConfig(
  before: string | undefined,
  states: ReadonlyMap<string, RuleState>,
  gone: readonly string[],
): Merged {
  const document: Document = parseDocument(before ?? '', { uniqueKeys: true, prettyErrors: false });
  const problem = problemOf(document);
  if (problem !== undefined) return { problem };
  const root = isMap(document.contents) ? document.contents : new YAMLMap();
  root.flow = false;
  document.contents = root;
  let changed = false;
  for (const name of gone) changed = root.delete(name) || changed;
  for (const [name, state] of states) changed = setState(document, root, name, state) || changed;
  const names = namesOf(root);
  const taken = names.flatMap((theirs) =>
    [...states.keys()]
      .filter((ours) => ours !== theirs && ours.toLowerCase() === theirs.toLowerCase())
      .map((ours) => [ours, theirs] as const),
  );
  if (names.length === 0) return { text: '', taken };
  return { text: changed || before === undefined ? document.toString({ lineWidth: 0 }) : before, taken };
}

/** Why a document is no configuration of rules, a sentence; undefined where it is one. An empty one is. */
function problemOf(document: Document): string | undefined {
  const [error] = document.errors;
  if (error) return `it is no YAML (${error.message.replace(/\.?\s*$/, '')}).`;
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) return undefined;
  if (!isMap(contents)) return 'it is no mapping of rule names.';
  const wrong = contents.items.find(({ key, value }) => !isScalar(key) || !isMap(value));
  return wrong && `its entry "${nameOf(wrong)}" is no mapping.`;
}

/** Whether anything of the entry changed. */
function setState(document: Document, root: YAMLMap, name: string, state: RuleState): boolean {
  const entry = root.get(name);
  if (!isMap(entry)) {
    insert(document, root, name, valuesOf(state, true));
    return true;
  }
  let changed = false;
  for (const [key, value] of Object.entries(valuesOf(state, entry.get('archived') === true))) {
    if (entry.get(key) === value) continue;
    entry.set(key, value);
    changed = true;
  }
  return changed;
}

function valuesOf(state: RuleState, saysArchived: boolean): Readonly<Record<string, boolean>> {
  if (state === 'archived') return { alerting: false, archived: true, enabled: false };
  // Google's content manager takes a rule out of the archive only where it is told so.
  return { alerting: state.alerting, ...(saysArchived ? { archived: false } : {}), enabled: state.enabled };
}

/** Where the names are sorted, as the content manager writes them, the new one gets its place among them; else the last. */
function insert(document: Document, root: YAMLMap, name: string, values: Readonly<Record<string, boolean>>): void {
  const names = namesOf(root);
  const isSorted = names.every((one, i) => i === 0 || (names[i - 1] ?? '') < one);
  const after = isSorted ? names.findIndex((one) => one > name) : -1;
  root.items.splice(after < 0 ? names.length : after, 0, document.createPair(name, values));
}

function namesOf(root: YAMLMap): readonly string[] {
  return root.items.map(nameOf);
}

function nameOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : String(key);
}
