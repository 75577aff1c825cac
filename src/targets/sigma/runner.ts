import type { NotCovered, Program, Store, TextFinding, TextRunner } from '../runner.ts';
import type { Artifact } from '../target.ts';
import { idleFilters } from './apply-filters.ts';
import { checkFile } from './check.ts';
import { parseRuleFile } from './parse.ts';
import { parseYaml } from './parse-yaml.ts';
import { rowOf } from './row.ts';
import { compileFile } from './run.ts';
import { Uncovered } from './syntax.ts';

/** Makes rows and runs rule files, each with the filter beside it. */
export const runner: TextRunner = { row: rowOf, read };

function read(artifacts: readonly Artifact[], store: Store): Program | NotCovered {
  const [main, second] = artifacts.filter(({ kind }) => kind !== 'sigma-filter');
  if (main === undefined) return { construct: 'no rule file', artifact: '', line: 1, column: 1 };
  if (second) return { construct: 'a second rule file', artifact: second.path, line: 1, column: 1 };
  let reading = main;
  try {
    const files = artifacts.map((artifact) => {
      reading = artifact;
      const yaml = parseYaml(artifact.content);
      const file = parseRuleFile(yaml);
      return { artifact, file, faults: checkFile(yaml, file, store.options['profile'] !== 'spec') };
    });
    const documents = files.flatMap(({ file }) => file.documents);
    const findings = files.flatMap(({ artifact, file, faults }) =>
      [...faults, ...idleFilters(file, documents)].map((fault): TextFinding => ({ ...fault, artifact: artifact.path })),
    );
    return { ...compileFile({ documents }), findings };
  } catch (thrown) {
    if (!(thrown instanceof Uncovered)) throw thrown;
    return { construct: thrown.construct, artifact: reading.path, ...thrown.place };
  }
}
