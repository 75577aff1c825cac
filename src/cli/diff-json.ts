import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { plainFinding } from '../diagnostics/print-machine.ts';
import type { RuleChange } from '../project/diff/changes.ts';
import type { ProjectDiff } from '../project/diff/diff-project.ts';
import type { Answers } from '../project/diff/verdicts.ts';

/** What `diff --format json` prints: schemas/diff.schema.json. */
export function plainDiff({ base, compared, changes }: ProjectDiff, found: readonly Diagnostic[]): unknown {
  return { base, compared, changes: changes.map(plainChange), diagnostics: found.map(plainFinding) };
}

function plainChange({ rule, formerly, what, logic, version, units, verdicts, events }: RuleChange): unknown {
  return {
    rule,
    formerly: formerly ?? null,
    what,
    logic,
    version: { before: version[0] ?? null, after: version[1] ?? null },
    units: units.map((unit) => ({ ...unit, environment: unit.environment ?? null })),
    events,
    verdicts: verdicts.map(({ environment, test, of, meaning, texts }) => ({
      environment: environment ?? null,
      test,
      of,
      meaning: meaning === undefined ? null : plainAnswers(meaning),
      texts: texts.map(({ target, home, answers }) => ({ target, home, ...plainAnswers(answers) })),
    })),
  };
}

/** Null where nobody can tell. */
function plainAnswers([before, after]: Answers): { readonly before: boolean | null; readonly after: boolean | null } {
  return { before: before ?? null, after: after ?? null };
}
