import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { PlacedRule, Workspace } from '../../src/compile.ts';
import { compileRule } from '../../src/compile.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { Findings } from '../../src/diagnostics/report.ts';
import type { Project } from '../../src/project/open-project.ts';
import { knownLogTypes, openProject } from '../../src/project/open-project.ts';
import { readRuleFile } from '../../src/project/read-rules.ts';
import { unknownNames } from '../../src/project/unknown-names.ts';
import { readRule } from '../../src/source/rule-file.ts';
import type { Unit } from '../../src/unit.ts';

/** The folder of the repository. */
export const root = resolve(import.meta.dirname, '../..');

/** A project opened as the command line opens it, on a fixed day. Its configuration must have no findings. */
export function open(configPath = 'test/golden/rulegen.yml'): Project {
  const found = new Findings();
  const project = openProject({ configPath: join(root, configPath), today: '2026-01-01' }, found.report);
  if (found.sorted.length > 0) throw new Error(found.sorted.map((one) => one.message).join('\n'));
  return project;
}

/** What one rule file gives: its rule, its units in every target, and every finding on the way. */
export interface Outcome {
  readonly placed: PlacedRule | undefined;
  readonly units: readonly Unit[];
  readonly found: readonly Diagnostic[];
}

/** Reads and compiles a rule file with its sidecar, in every environment of the project. */
export function compileFile(path: string, project: Project): Outcome {
  const sidecar = path.replace(/\.yml$/, '.rulegen.yml');
  const read = readRuleFile(
    {
      path: relative(process.cwd(), join(root, path)),
      sidecar: existsSync(join(root, sidecar)) ? relative(process.cwd(), join(root, sidecar)) : undefined,
      folder: '',
      named: true,
    },
    true,
  );
  const found = new Findings();
  read.diagnostics.forEach(found.report);
  unknownNames(read.rule, knownLogTypes(project.root), project.workspace).forEach(found.report);
  const placed = read.rule && { rule: read.rule, folder: read.folder ?? '' };
  const units = placed ? compileEverywhere(placed, project) : [];
  units.flatMap((unit) => unit.diagnostics).forEach(found.report);
  return { placed, units, found: found.sorted };
}

function compileEverywhere(placed: PlacedRule, { config, workspace }: Project): Unit[] {
  if (config.environments.length === 0) return [...compileRule(placed, config.base, undefined, workspace)];
  return config.environments.flatMap((e) => compileRule(placed, e, e.name, workspace));
}

/** Compiles a rule given as text; a rule that cannot be read fails the test with its findings. */
export function compileText(text: string, project: Project, workspace: Workspace = project.workspace): Unit[] {
  const found: Diagnostic[] = [];
  const rule = readRule({ file: { path: 'rule.yml', text }, sidecar: undefined, withTests: false }, (d) =>
    found.push(d),
  );
  if (rule === undefined || found.some((d) => d.severity === 'error'))
    throw new Error(`${found.map((d) => d.message).join('\n')}\n${text}`);
  return [...compileRule({ rule, folder: '' }, project.config.base, undefined, workspace)];
}
