import type { Rule } from '../../src/ir/rule.ts';
import type { Artifact } from '../../src/targets/target.ts';

/** A way to break when and for whom a unit alerts: the artifacts with the fault, or undefined where it has no such part. */
export interface TimeMutator {
  readonly kind: string;
  readonly target: string;
  /** The rules on which the fault can show; all where absent. */
  readonly shows?: (rule: Rule, isKeyOptional: boolean) => boolean;
  readonly mutate: (artifacts: readonly Artifact[]) => readonly Artifact[] | undefined;
}

/** Edits every artifact; undefined where none of them changes. */
function edit(change: (content: string) => string): TimeMutator['mutate'] {
  return (artifacts) => {
    const edited = artifacts.map((artifact) => ({ ...artifact, content: change(artifact.content) }));
    return edited.some(({ content }, i) => content !== artifacts[i]?.content) ? edited : undefined;
  };
}

/** Of a line that assigns, what stands right of its name. */
function assigned(name: string, change: (value: string) => string): (content: string) => string {
  return (content) =>
    content.replace(new RegExp(`(?<=\\b${name} ?= ?)(?! )(.*?)(?=,?(?: \\\\)?$)`, 'gm'), (value) => change(value));
}

/** A value whose missing parts stay null. */
function withoutDefaults(value: string): string {
  const plain = value
    .replace(/coalesce\(((?:[^()]|\([^()]*\))+), "None"\)/g, '$1')
    .replace(/^coalesce\((.*), "\(empty\)"\)$/, '$1');
  return plain === value ? plain : withoutDefaults(plain);
}

/** What goes wrong in rules that are translated by hand. */
export const timeMutators: readonly TimeMutator[] = [
  {
    kind: 'look back no further than the last run',
    target: 'kql',
    mutate: edit((content) => {
      const frequency = /^queryFrequency: (\S+)$/m.exec(content)?.[1];
      return frequency === undefined ? content : content.replace(/^(queryPeriod: )\S+$/m, `$1${frequency}`);
    }),
  },
  {
    kind: 'look back no further than the last run',
    target: 'spl',
    mutate: edit((content) => content.replace(/^(dispatch\.earliest_time = )\S+$/m, '$1-15m@m')),
  },
  {
    kind: 'tumbling for sliding',
    target: 'spl',
    mutate: edit((content) =>
      content.replace(
        /\| streamstats time_window=(\d+)m ([\s\S]*?) by (\w+)/,
        (_, minutes: string, aggregates: string, key: string) =>
          `| eval bin=floor(_time/${Number(minutes) * 60}) | streamstats ${aggregates} by ${key}, bin`,
      ),
    ),
  },
  {
    kind: 'tumbling for sliding',
    target: 'kql',
    mutate: edit((content) =>
      content.replace(
        /prev\((\w+), (\d+)\) == \1\n(\s*)and \(TimeGenerated - prev\(TimeGenerated, \2\)\) <=? (\w+)/,
        'prev($1, $2) == $1\n$3and bin(TimeGenerated, $4) == bin(prev(TimeGenerated, $2), $4)',
      ),
    ),
  },
  {
    kind: 'tumbling for sliding',
    target: 'yaral',
    mutate: edit((content) => content.replace(/^(\s+\$\w+(?:, \$\w+)*) over (\w+)$/m, '$1 by $2')),
  },
  {
    kind: 'a key that may be null',
    target: 'spl',
    shows: (_, isKeyOptional) => isKeyOptional,
    mutate: edit(assigned('dedup_key', withoutDefaults)),
  },
  {
    kind: 'a key that may be null',
    target: 'yaral',
    shows: (_, isKeyOptional) => isKeyOptional,
    // What a function makes is kept though it is empty, and what is asked for is never empty.
    mutate: edit((content) => {
      const key = /^\s+(\$\w+) (?:over|by) \w+$/m.exec(content)?.[1];
      const lines = content.split('\n').map((line) => line.trim());
      const field = lines.find((line) => line.startsWith(`${key} = $e.`))?.slice(`${key} = `.length);
      if (field === undefined || lines.includes(`${field} != ""`)) return content;
      return content.replace(/\n\s+allow_zero_values = true$/m, '');
    }),
  },
  { kind: 'one bucket for all keys', target: 'spl', mutate: edit(assigned('dedup_key', () => '"all"')) },
  { kind: 'one bucket for all keys', target: 'kql', mutate: edit(assigned('DedupKey', () => '"all"')) },
  {
    kind: 'one bucket for all keys',
    target: 'kql',
    mutate: edit((content) => content.replace('matchingMethod: Selected', 'matchingMethod: AnyAlert')),
  },
  { kind: 'one bucket for all keys', target: 'yaral', mutate: edit(assigned('\\$suppression_key', () => '"all"')) },
  {
    kind: 'one bucket for all keys',
    target: 'yaral',
    mutate: edit((content) => content.replace(/\n\s+\$suppression_key = .*$/m, '')),
  },
  {
    kind: 'one bucket for all keys',
    target: 'sigma',
    mutate: edit((content) => content.replace(/\n {4}group-by:(?:\n {8}- .*)+/, '')),
  },
  {
    kind: 'no suppression',
    target: 'spl',
    // Runs are 15 minutes apart: a shorter silence hides nothing.
    shows: ({ alert }) => alert.windowMinutes > 15,
    mutate: edit((content) => content.replace('alert.suppress = true', 'alert.suppress = false')),
  },
  {
    kind: 'no suppression',
    target: 'kql',
    mutate: edit((content) => content.replace('createIncident: true', 'createIncident: false')),
  },
  {
    kind: 'no suppression',
    target: 'yaral',
    // Windows of one burst are one detection anyway.
    shows: ({ alert }) => alert.threshold === 1,
    mutate: edit((content) => content.replace(/\n\s+suppression_window = .*$/m, '')),
  },
  {
    kind: 'the whole rule silenced',
    target: 'kql',
    mutate: edit((content) => content.replace('suppressionEnabled: false', 'suppressionEnabled: true')),
  },
  {
    kind: 'half the window',
    target: 'spl',
    mutate: edit((content) =>
      content.replace(/time_window=(\d+)m/, (_, n: string) => `time_window=${Number(n) * 30}s`),
    ),
  },
  {
    kind: 'half the window',
    target: 'sigma',
    mutate: edit((content) => content.replace(/timespan: (\d+)m/, (_, n: string) => `timespan: ${Number(n) * 30}s`)),
  },
  {
    kind: 'half the window',
    target: 'yaral',
    mutate: edit((content) =>
      content.replace(/ over (\d+)m$/m, (_, n: string) => ` over ${Math.ceil(Number(n) / 2)}m`),
    ),
  },
  {
    kind: 'one event too many',
    target: 'yaral',
    mutate: edit((content) =>
      content.replace(/(\$\w+_count >= )(\d+)/, (_, head: string, n: string) => head + (Number(n) + 1)),
    ),
  },
];
