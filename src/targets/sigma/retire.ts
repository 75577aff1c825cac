import type { Artifact } from '../target.ts';

/** A rule file whose rule is gone: each of its documents says that it is deprecated. Filters, which have no status, stay. */
export function retire(artifacts: readonly Artifact[]): readonly Artifact[] {
  return artifacts.map((artifact) =>
    artifact.kind === 'sigma-filter'
      ? artifact
      : {
          ...artifact,
          content: artifact.content
            .split(/^(?=---$)/m)
            .map(deprecated)
            .join(''),
        },
  );
}

/** Keys of a document stand at the margin, everything below them is indented. */
function deprecated(document: string): string {
  const lines = document.split('\n').filter((line) => !/^status\s*:/.test(line));
  const at = lines.findIndex((line) => /^\w/.test(line));
  return at < 0 ? document : [...lines.slice(0, at), 'status: deprecated', ...lines.slice(at)].join('\n');
}
