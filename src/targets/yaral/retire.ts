import type { Artifact } from '../target.ts';

/** The rule file of a rule that is gone: its text says that it is switched off; what runs is said by `rule_config.yaml`. */
export function retire(artifacts: readonly Artifact[]): readonly Artifact[] {
  return artifacts
    .filter(({ kind }) => kind === 'yaral')
    .map((artifact) => ({ ...artifact, content: switchedOff(artifact.content) }));
}

/** The lines of `meta` each hold one value; those of the sections that follow are left as they are. */
function switchedOff(rule: string): string {
  const lines = rule.split('\n');
  const meta = lines.findIndex((line) => /^\s*meta:\s*$/.test(line));
  if (meta < 0) return rule;
  const end = lines.findIndex((line, i) => i > meta && /^\s*\w+:\s*$/.test(line));
  const said = (line: string, i: number): boolean => i > meta && (end < 0 || i < end) && /^\s*enabled\s*=/.test(line);
  const kept = lines.filter((line, i) => !said(line, i));
  return [...kept.slice(0, meta + 1), '    enabled = "false"', ...kept.slice(meta + 1)].join('\n');
}
