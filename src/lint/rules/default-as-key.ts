import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { printPath } from '../../ir/print.ts';
import { keyThatIsDefault } from '../default-key.ts';
import { hasSchemas, pathsRead, usesOf } from '../field-uses.ts';
import type { LintRule } from '../lint-rule.ts';
import { placeIn } from '../lint-rule.ts';

/** Defaults that were passed as one more key of a path. */
export const defaultAsKey: LintRule = {
  name: 'default-as-key',
  doc: {
    what: 'A path whose last key reads like a default: `deep_get("a", "b", "<UNKNOWN>")` looks for the key `<UNKNOWN>` below `a.b`.',
    why: 'The value is always missing: the title shows None, though the field is there.',
    bad: 'AlertTitle: "Reset by {actor.alternateId.`<UNKNOWN>`}"',
    good: 'AlertTitle: "Reset by {default(actor.alternateId, \\"<UNKNOWN>\\")}"',
  },
  check: (rule, context) =>
    (hasSchemas(rule, context) ? usesOf(rule, context) : pathsRead(rule)).flatMap((use): Diagnostic[] => {
      const key = keyThatIsDefault(use);
      if (key === undefined) return [];
      const parameters = { field: printPath(use.path.slice(0, -1)), key, effect: use.effect };
      return [diagnostic('default-as-key', parameters, placeIn(rule, use.span, ...use.keys))];
    }),
};
