import { compileRule } from '../compile.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Unit } from '../unit.ts';
import { rulesOf } from './build.ts';
import type { Project } from './open-project.ts';
import { readRuleFile } from './read-rules.ts';

/** Every unit of the project's own rules, as a build without environments gives them; nothing is written. */
export function compileAll(project: Project, report: Report): Unit[] {
  return rulesOf([], project, report).flatMap((file) => {
    const { rule, folder } = readRuleFile(file, false);
    if (rule === undefined) return [];
    return [...compileRule({ rule, folder: folder ?? '' }, project.config.base, undefined, project.workspace)];
  });
}
