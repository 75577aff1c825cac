import type { Artifact } from '../target.ts';

const off: Readonly<Record<string, string>> = { disabled: 'true', enableSched: '0' };

/** The saved search of a rule that is gone, switched off and unscheduled, with the macros that it names. */
export function retire(artifacts: readonly Artifact[]): readonly Artifact[] {
  return artifacts.flatMap((artifact): Artifact[] => {
    if (artifact.kind === 'macros.conf') return [artifact];
    if (artifact.kind !== 'savedsearches.conf') return [];
    return [{ ...artifact, content: switchedOff(artifact.content) }];
  });
}

/** Every stanza with `disabled` and `enableSched` set, whatever it said of them. */
function switchedOff(conf: string): string {
  const lines: string[] = [];
  let continues = false;
  let leavesOut = false;
  for (const line of conf.split('\n')) {
    const key = /^\s*(\w+)\s*=/.exec(line)?.[1] ?? '';
    // A value that goes on over several lines is left out whole, or stays whole.
    if (!continues) leavesOut = Object.hasOwn(off, key);
    if (!leavesOut) lines.push(line);
    if (!continues && /^\[.*\]\s*$/.test(line))
      for (const [name, value] of Object.entries(off)) lines.push(`${name} = ${value}`);
    continues = line.endsWith('\\') && (continues || !line.startsWith('#'));
  }
  return lines.join('\n');
}
