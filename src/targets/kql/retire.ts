import type { Artifact } from '../target.ts';

/** The analytics rule of a rule that is gone, switched off: deployers hand `enabled` on to the property of that name. */
export function retire(artifacts: readonly Artifact[]): readonly Artifact[] {
  return artifacts.flatMap((artifact): Artifact[] =>
    artifact.kind === 'sentinel-analytics-rule' ? [{ ...artifact, content: switchedOff(artifact.content) }] : [],
  );
}

/** Keys of the document stand at the margin, everything below them is indented. */
function switchedOff(yaml: string): string {
  const kept = yaml.split('\n').filter((line) => !/^enabled\s*:/.test(line));
  return ['enabled: false', ...kept].join('\n');
}
