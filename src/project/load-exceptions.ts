import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nearNames } from '../diagnostics/near.ts';
import { wholeFile } from '../diagnostics/source.ts';
import type { Exception } from '../ir/rule.ts';
import { readExceptions } from '../source/exception-file.ts';
import { filesBelow, readSource } from './files.ts';

/** The folder of exceptions, below the project's root. */
export const exceptionsFolder = 'exceptions';

/** The exceptions of a project: those for every environment, and those of each by its name. */
export interface Exceptions {
  readonly everywhere: readonly Exception[];
  readonly byEnvironment: ReadonlyMap<string, readonly Exception[]>;
}

/** Reads `exceptions/*.yml` and `exceptions/<environment>/**.yml`, in the order of their paths. */
export function loadExceptions(
  root: string,
  { environments }: Pick<Config, 'environments'>,
  targets: readonly string[],
  report: Report,
): Exceptions {
  const everywhere: Exception[] = [];
  const byEnvironment = new Map<string, Exception[]>();
  const folder = join(root, exceptionsFolder);
  if (!existsSync(folder)) return { everywhere, byEnvironment };
  const known = environments.map(({ name }) => name);
  const strange = new Set<string>();
  for (const full of filesBelow(folder, ['.yml', '.yaml'])) {
    const path = full.slice(root.length + 1).replaceAll('\\', '/');
    const [, environment, ...below] = path.split('/');
    const file = readSource(full, report);
    if (file === undefined || environment === undefined) continue;
    if (below.length === 0) everywhere.push(...readExceptions(file, path, targets, report));
    else if (known.includes(environment))
      byEnvironment.set(environment, [
        ...(byEnvironment.get(environment) ?? []),
        ...readExceptions(file, path, targets, report),
      ]);
    else if (!strange.has(environment)) {
      strange.add(environment);
      const said = { name: environment, known, near: nearNames(environment, known) };
      report(diagnostic('exception-environment', said, { span: wholeFile(file) }));
    }
  }
  return { everywhere, byEnvironment };
}

/** A configuration whose publishing knows the exceptions that it is for. */
export function withLoaded(config: Config, { everywhere, byEnvironment }: Exceptions): Config {
  if (everywhere.length === 0 && byEnvironment.size === 0) return config;
  return {
    ...config,
    base: { ...config.base, exceptions: everywhere },
    environments: config.environments.map((one) => ({
      ...one,
      exceptions: [...everywhere, ...(byEnvironment.get(one.name) ?? [])],
    })),
  };
}
