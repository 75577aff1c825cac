import type { Artifact } from '../target.ts';
import { disabledDetection } from './custom-detection.ts';

/** The analytics rule of a rule that is gone, switched off: deployers hand `enabled` on to the property of that name. */
export function retire(artifacts: readonly Artifact[]): readonly Artifact[] {
  return artifacts.flatMap((artifact): Artifact[] => {
    if (artifact.kind === 'sentinel-analytics-rule') return [{ ...artifact, content: switchedOff(artifact.content) }];
    if (artifact.kind === 'defender-custom-detection')
      return [{ ...artifact, content: disabledDetection(artifact.content) }];
    return artifact.kind === 'sentinel-arm' ? [{ ...artifact, content: disabled(artifact.content) }] : [];
  });
}

/** `armTemplate` gives each property a line; a line break inside a text is escaped. */
function disabled(template: string): string {
  return template.replace(/^( {8}"enabled": )true(,?)$/m, '$1false$2');
}

/** Keys of the document stand at the margin, everything below them is indented. */
function switchedOff(yaml: string): string {
  const kept = yaml.split('\n').filter((line) => !/^enabled\s*:/.test(line));
  return ['enabled: false', ...kept].join('\n');
}
