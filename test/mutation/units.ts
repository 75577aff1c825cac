import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PlacedRule } from '../../src/compile.ts';
import type { Project } from '../../src/project/open-project.ts';
import { targets } from '../../src/targets/index.ts';
import type { TextRunner } from '../../src/targets/runner.ts';
import type { Target } from '../../src/targets/target.ts';
import { compileFile, open, root } from '../support/project.ts';
import type { Judge } from './killed.ts';
import { judgeOf } from './killed.ts';

/** The project's own rules and the golden cases, to be compiled to one target. */
export function ruleFiles(target: string): readonly { readonly path: string; readonly project: Project }[] {
  const own = onlyTo(target, open('rulegen.yml'));
  const golden = onlyTo(target, open());
  const rules = readdirSync(join(root, 'rules'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yml') && !path.endsWith('.rulegen.yml'))
    .map((path) => ({ path: `rules/${path}`, project: own }));
  const cases = readdirSync(join(root, 'test/golden'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => ({ path: `test/golden/${entry.name}/rule.yml`, project: golden }));
  return [...rules, ...cases].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function onlyTo(target: string, project: Project): Project {
  const { base, environments } = project.config;
  const only = <P extends { readonly targets: readonly string[] }>(publishing: P): P => ({
    ...publishing,
    targets: publishing.targets.filter((name) => name === target),
  });
  return { ...project, config: { ...project.config, base: only(base), environments: environments.map(only) } };
}

/** A unit with its judge, and what it was compiled from. */
export interface Subject extends Judge {
  readonly placed: PlacedRule;
  readonly project: Project;
}

/** A judge for every unit of a target that is built and whose own text holds. */
export async function judgesOf(name: string): Promise<{
  readonly target: Target;
  readonly runner: TextRunner;
  readonly judges: readonly Subject[];
  /** Units whose own text verification rejects: nothing can be learnt from their mutants. */
  readonly rejected: readonly string[];
}> {
  const target = targets.find((one) => one.name === name);
  if (target === undefined) throw new Error(name);
  const runner = await target.runner();
  const rejected: string[] = [];
  const judges: Subject[] = [];
  for (const { path, project } of ruleFiles(name)) {
    const { placed, units } = compileFile(path, project);
    if (placed === undefined) continue;
    for (const unit of units) {
      if (unit.target !== name) continue;
      const judge = judgeOf(unit, placed.rule, target, runner, project);
      if (judge === undefined) continue;
      const fate = judge.fate(unit.artifacts);
      if (fate === 'survived') judges.push({ ...judge, placed, project });
      else rejected.push(`${path} ${unit.logType} ${unit.home}: ${fate}`);
    }
  }
  return { target, runner, judges, rejected };
}
