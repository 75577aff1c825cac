import { relative, sep } from 'node:path';
import { compileRule } from '../../compile.ts';
import type { Publishing } from '../../config.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { withEveryException } from '../../exceptions.ts';
import { normalize } from '../../ir/normalize.ts';
import type { Rule } from '../../ir/rule.ts';
import type { Unit } from '../../unit.ts';
import { publishedName } from '../../unit-settings.ts';
import type { Choices } from '../choices.ts';
import { chosenEnvironments } from '../choices.ts';
import type { RuleFile } from '../discover.ts';
import { internalError } from '../internal-error.ts';
import { knownLogTypes, type Project } from '../open-project.ts';
import { readRuleFile } from '../read-rules.ts';
import { unknownNames } from '../unknown-names.ts';

/** One state of a rule: what it means, and what it gives in each target and environment. */
export interface SideRule {
  readonly id: string;
  /** Its file, below the project's root; as the manifest names it where only artifacts are known. */
  readonly path: string;
  readonly version: string | undefined;
  /** Undefined where only artifacts are known. */
  readonly rule: Rule | undefined;
  /** What environments leave out of it: equal texts for equal exceptions. */
  readonly exceptions: string;
  readonly units: readonly SideUnit[];
}

export interface SideUnit {
  readonly unit: Unit;
  /** Undefined where its environment is known by artifacts only. */
  readonly publishing: Publishing | undefined;
}

/** The rules of one state, by the name under which they are published. */
export interface Side {
  readonly rules: ReadonlyMap<string, SideRule>;
  /** Paths of files that cannot be read, as rules have theirs. */
  readonly unread: ReadonlySet<string>;
  /** Errors of those files. */
  readonly found: readonly Diagnostic[];
}

/** Reads and compiles rule files in memory, with their tests. */
export function compileSide(files: readonly RuleFile[], choices: Choices, project: Project): Side {
  const { workspace } = project;
  const environments = chosenEnvironments(choices, project);
  const logTypes = knownLogTypes(project.root);
  const rules = new Map<string, SideRule>();
  const found: Diagnostic[] = [];
  const unread = new Set<string>();
  const exceptionsOf = (rule: Rule): string =>
    JSON.stringify(
      environments.map(([name, publishing]) => [
        name,
        withEveryException(rule, publishing, workspace.today).exceptions?.map((one) => normalize(one.condition)),
      ]),
      (key, value: unknown) => (key === 'span' ? undefined : typeof value === 'bigint' ? `${value}n` : value),
    );
  for (const file of files) {
    const read = readRuleFile(file, true);
    const errors = [...read.diagnostics, ...unknownNames(read.rule, logTypes, workspace)].filter(
      ({ severity }) => severity === 'error',
    );
    found.push(...errors);
    const { rule, folder = '' } = read;
    const path = relative(project.root, file.path).split(sep).join('/');
    if (rule === undefined || errors.length > 0) unread.add(path);
    if (rule === undefined || errors.length > 0) continue;
    try {
      const units = environments.flatMap(([name, publishing]) =>
        compileRule({ rule, folder }, publishing, name, workspace).map((unit) => ({ unit, publishing })),
      );
      rules.set(publishedName(rule), {
        id: rule.id,
        path,
        version: rule.lifecycle.version,
        rule,
        exceptions: exceptionsOf(rule),
        units,
      });
    } catch (error) {
      found.push({ ...internalError(error, rule.file.path), rule: rule.id });
    }
  }
  return { rules, unread, found };
}
