import { readSource } from './files.ts';

/** Panther's other kinds of analysis, and what is none. Correlation and scheduled rules are rules: they are read, and refused where they must be. */
const kinds: Readonly<Record<string, string>> = {
  policy: 'policies',
  scheduled_query: 'queries',
  saved_query: 'queries',
  global: 'Python helpers',
  datamodel: 'data models',
  lookup_table: 'lookup tables',
  pack: 'packs',
};

/** The AnalysisType and the RuleID that a text names at its top, without reading the YAML. */
export function sniff(text: string): { readonly type: string | undefined; readonly id: string | undefined } {
  const written = (key: string): string | undefined =>
    new RegExp(`^["']?${key}["']?[ \\t]*:[ \\t]*["']?([^"'#\\r\\n]*[^"'#\\s])`, 'm').exec(text)?.[1];
  return { type: written('AnalysisType'), id: written('RuleID') };
}

/** The RuleID that a file names, without reading the rule. */
export function idIn({ path }: { readonly path: string }): string | undefined {
  const source = readSource(path, () => {});
  return source && sniff(source.text).id;
}

/** What a YAML file is, in the plural, where it is no rule; undefined for rules and for what cannot be told. */
export function otherKind(text: string): string | undefined {
  const { type } = sniff(text);
  if (type !== undefined) return Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (!/^["']?[A-Za-z_][^\n]*:/m.test(text) || text.startsWith('{')) return undefined;
  return /^["']?(RuleID|LogTypes|Condition|Detection|Filename)["']?[ \t]*:/m.test(text)
    ? undefined
    : 'other YAML files';
}

/** The kind of a file on disk; undefined where it cannot be read, too: the reader of rules will say so. */
export function otherKindOf(path: string): string | undefined {
  const file = readSource(path, () => {});
  return file && otherKind(file.text);
}

/** `119 policies, 77 queries`. */
export function countKinds(skipped: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const kind of skipped) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');
}
