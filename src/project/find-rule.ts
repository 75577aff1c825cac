import { existsSync } from 'node:fs';
import type { PlacedRule } from '../compile.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nearNames } from '../diagnostics/near.ts';
import { rulesOf } from './build.ts';
import { liftFindings } from './check-lift.ts';
import type { RuleFile } from './discover.ts';
import type { Project } from './open-project.ts';
import { idIn } from './other-files.ts';
import type { ReadRule } from './read-rules.ts';
import { duplicateIds, readRuleFile } from './read-rules.ts';

/** The rule of a file, or the rule with an id below the rules folders; what is wrong with it is reported. */
export function findRule(name: string, project: Project, report: Report): PlacedRule | undefined {
  const named = existsSync(name);
  const files = rulesOf(named ? [name] : [], project, report);
  const read = (named ? files : filesOf(name, files)).map((file) => readRuleFile(file, false));
  const found = read.filter((one) => named || one.rule?.id === name);
  for (const one of found) one.diagnostics.forEach(report);
  const wrong = found.flatMap((one) => liftFindings(one, false, project.workspace));
  wrong.forEach(report);
  if (wrong.some((one) => one.severity === 'error')) return undefined;
  const [only, ...more] = found.flatMap((one) => placedOf(one) ?? []);
  if (only !== undefined && more.length === 0) return only;
  if (more.length > 0) {
    const ids = [only, ...more].map((one) => one?.rule.id).join(', ');
    report(diagnostic('wrong-usage', { detail: `${name} names several rules (${ids}); one is asked at a time.` }));
  } else if (found.length === 0) {
    const ids = read.flatMap((one) => one.rule?.id ?? []);
    report(diagnostic('unknown-rule', { id: name, near: nearNames(name, ids) }));
  }
  return undefined;
}

/** The files that name a RuleID; all of them where none does, as reading them shows what was meant. */
export function filesOf(id: string, files: readonly RuleFile[]): readonly RuleFile[] {
  const called = files.filter((file) => idIn(file) === id);
  return called.length > 0 ? called : files;
}

/** Every rule under some paths by its id. Rules that share an id, or that cannot be read, are reported and left out. */
export function rulesById(paths: readonly string[], project: Project, report: Report): Map<string, PlacedRule> {
  const read = rulesOf(paths, project, report).map((file) => readRuleFile(file, false));
  const doubled = duplicateIds(read);
  const rules = new Map<string, PlacedRule>();
  for (const one of read) {
    one.diagnostics.forEach(report);
    const twice = doubled.get(one);
    if (twice !== undefined) report(twice);
    const placed = placedOf(one);
    if (placed !== undefined && twice === undefined) rules.set(placed.rule.id, placed);
  }
  return rules;
}

function placedOf({ rule, folder }: ReadRule): PlacedRule | undefined {
  return rule === undefined ? undefined : { rule, folder: folder ?? '' };
}
