import type { NotCovered, Program, Store, TextFinding, TextRunner } from '../runner.ts';
import type { Artifact } from '../target.ts';
import { checkFile } from './check.ts';
import { parseRuleFile } from './parse.ts';
import { parseYaml } from './parse-yaml.ts';
import { rowOf } from './row.ts';
import { compileFile } from './run.ts';
import { Uncovered } from './syntax.ts';

/** Makes rows and runs rule files. */
export const runner: TextRunner = { row: rowOf, read };

function read(artifacts: readonly Artifact[], store: Store): Program | NotCovered {
  const [artifact, ...more] = artifacts;
  if (artifact === undefined) return { construct: 'no rule file', artifact: '', line: 1, column: 1 };
  const [second] = more;
  if (second) return { construct: 'a second rule file', artifact: second.path, line: 1, column: 1 };
  try {
    const yaml = parseYaml(artifact.content);
    const file = parseRuleFile(yaml);
    const findings = checkFile(yaml, file, store.options['profile'] !== 'spec');
    return {
      ...compileFile(file),
      findings: findings.map((finding): TextFinding => ({ ...finding, artifact: artifact.path })),
    };
  } catch (thrown) {
    if (!(thrown instanceof Uncovered)) throw thrown;
    return { construct: thrown.construct, artifact: artifact.path, ...thrown.place };
  }
}
