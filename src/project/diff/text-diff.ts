import { structuredPatch } from 'diff';
import type { Artifact } from '../../targets/target.ts';

/** How one file differs: hunks of lines, each with `+`, `-` or a space before it. */
export interface FileChange {
  readonly path: string;
  readonly kind: string;
  readonly what: 'added' | 'removed' | 'changed' | 'moved';
  readonly added: number;
  readonly removed: number;
  readonly hunks: readonly (readonly string[])[];
}

/** How the files of a unit differ. Lines that an earlier file of it has shown are not shown again: envelopes repeat the query. */
export function fileChanges(before: readonly Artifact[], after: readonly Artifact[]): readonly FileChange[] {
  const shown = new Set<string>();
  const pairs = after.map((now) => ({ now, old: before.find(({ kind }) => kind === now.kind) }));
  const gone = before.filter((old) => !after.some(({ kind }) => kind === old.kind));
  return [
    ...pairs.flatMap(({ old, now }) => {
      if (old === undefined) return [whole(now, 'added')];
      if (old.content === now.content) return old.path === now.path ? [] : [moved(now)];
      const change = changed(old, now, shown);
      for (const line of change.hunks.flat()) if (!line.startsWith(' ')) shown.add(core(line));
      return [change];
    }),
    ...gone.map((old) => whole(old, 'removed')),
  ];
}

function whole({ path, kind, content }: Artifact, what: 'added' | 'removed'): FileChange {
  const lines = content.replace(/\n$/, '').split('\n').length;
  return { path, kind, what, added: what === 'added' ? lines : 0, removed: what === 'removed' ? lines : 0, hunks: [] };
}

function moved({ path, kind }: Artifact): FileChange {
  return { path, kind, what: 'moved', added: 0, removed: 0, hunks: [] };
}

function changed(old: Artifact, now: Artifact, shown: ReadonlySet<string>): FileChange {
  const first = shown.size === 0;
  const patch = structuredPatch(old.path, now.path, old.content, now.content, '', '', { context: first ? 2 : 0 });
  const lines = patch.hunks.flatMap((hunk) => hunk.lines);
  const hunks = patch.hunks
    .map((hunk) =>
      hunk.lines.filter((line) => !line.startsWith('\\') && (line.startsWith(' ') || !shown.has(core(line)))),
    )
    .filter((hunk) => hunk.some((line) => !line.startsWith(' ')));
  return {
    path: now.path,
    kind: now.kind,
    what: 'changed',
    added: lines.filter((line) => line.startsWith('+')).length,
    removed: lines.filter((line) => line.startsWith('-')).length,
    hunks,
  };
}

/** A line of a query as each envelope has it: indented, or continued by a backslash. */
function core(line: string): string {
  const text = line
    .slice(1)
    .replace(/\\$/, '')
    .replace(/^\s*search = /, '')
    .trim();
  return `${line.slice(0, 1)}${text}`;
}
