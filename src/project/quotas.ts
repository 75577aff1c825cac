import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Pending } from './build-file.ts';
import type { Choices } from './choices.ts';
import { chosenEnvironments } from './choices.ts';
import type { Project } from './open-project.ts';

/** Reports quotas of the SIEMs that the built rules of an environment exceed together. */
export function checkQuotas(pending: readonly Pending[], choices: Choices, project: Project, report: Report): void {
  for (const [environment, publishing] of chosenEnvironments(choices, project)) {
    for (const target of project.workspace.targets) {
      const uses = pending
        .filter(({ entry }) => entry.target === target.name && entry.environment === (environment ?? null))
        .filter(({ entry }) => entry.status === 'built')
        .flatMap((one) => one.uses);
      for (const { of, most, where, source } of target.quotas(publishing.options[target.name] ?? {})) {
        const used = uses.filter((one) => one === of).length;
        const named = environment === undefined ? where : `${where} (environment ${environment})`;
        if (used > most)
          report(
            diagnostic(
              'quota-exceeded',
              { target: target.name, of, used, most, where: named, source },
              { target: target.name },
            ),
          );
      }
    }
  }
}
