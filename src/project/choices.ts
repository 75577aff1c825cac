import type { Environment, Publishing } from '../config.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nearNames } from '../diagnostics/near.ts';
import type { Project } from './open-project.ts';

/** What a command was asked for; empty: all. */
export interface Choices {
  readonly targets: readonly string[];
  readonly environments: readonly string[];
}

/** A finding for each target and environment that was asked for and does not exist. */
export function unknownChoices(
  options: Choices,
  { workspace, config }: Pick<Project, 'workspace' | 'config'>,
): Diagnostic[] {
  const known = workspace.targets.map((t) => t.name);
  const names = config.environments.map((e) => e.name);
  return [
    ...options.targets
      .filter((name) => !known.includes(name))
      .map((name) => diagnostic('unknown-target', { name, known, near: nearNames(name, known) })),
    ...options.environments
      .filter((name) => !names.includes(name))
      .map((name) => diagnostic('unknown-environment', { name, known: names, near: nearNames(name, names) })),
  ];
}

/** The environments to publish, each with its targets cut down to those asked for. */
export function chosenEnvironments(options: Choices, project: Project): (readonly [string | undefined, Publishing])[] {
  const { config } = project;
  const all: (readonly [string | undefined, Publishing])[] =
    config.environments.length === 0
      ? [[undefined, config.base]]
      : config.environments
          .filter((e: Environment) => options.environments.length === 0 || options.environments.includes(e.name))
          .map((e) => [e.name, e]);
  if (options.targets.length === 0) return all;
  return all.map(([name, publishing]) => [name, { ...publishing, targets: options.targets }]);
}
