import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { parseRegex, translateRegex } from '../../regex/index.ts';
import type { LintRule } from '../lint-rule.ts';
import { placeIn } from '../lint-rule.ts';
import { regexesIn } from '../regexes.ts';

/** Regexes that the engine of a target lacks the means for. Formats without an engine of their own are left to the build. */
export const regexEngine: LintRule = {
  name: 'regex-engine',
  doc: {
    what: 'A regex that the engine of a published target cannot take: look-around or a back-reference for RE2 and Rust, too many repeats for RE2.',
    why: 'The build refuses the rule for that target.',
    bad: 'Condition: actor.alternateId regex "^(?!svc-).*@example[.]com$"',
    good: 'Condition: |\n  actor.alternateId regex "@example[.]com$"\n  actor.alternateId not_starts_with "svc-"',
  },
  check: (rule, context) =>
    regexesIn(rule).flatMap(({ pattern, flags, ignoreCase, span }) => {
      if ('error' in parseRegex(pattern, flags, ignoreCase)) return [];
      return context.targets.flatMap(({ name, title, capabilities }): Diagnostic[] => {
        if (capabilities.regex === 'sigma') return [];
        const translated = translateRegex(pattern, { flags, ignoreCase, to: capabilities.regex });
        if (!('unsupported' in translated)) return [];
        const parameters = { pattern: JSON.stringify(pattern), target: title, problem: translated.unsupported };
        const place = { ...placeIn(rule, span, 'Condition', 'Detection'), target: name };
        return [diagnostic('regex-engine', parameters, place)];
      });
    }),
};
