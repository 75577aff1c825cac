import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { parseRegex } from '../../regex/index.ts';
import type { LintRule } from '../lint-rule.ts';
import { placeIn } from '../lint-rule.ts';
import { regexesIn } from '../regexes.ts';

/** Texts that are no Python regex. */
export const badRegex: LintRule = {
  name: 'bad-regex',
  doc: {
    what: "A regex that Python's `re` cannot read.",
    why: 'Panther raises on every event, and the rule never matches.',
    bad: 'Condition: actor.alternateId regex "(admin"',
    good: 'Condition: actor.alternateId regex "\\\\(admin"',
  },
  check: (rule) =>
    regexesIn(rule).flatMap((regex) => {
      const parsed = parseRegex(regex.pattern, regex.flags, regex.ignoreCase);
      if (!('error' in parsed)) return [];
      const parameters = { pattern: JSON.stringify(regex.pattern), problem: `${parsed.error} at offset ${parsed.at}.` };
      return [diagnostic('bad-regex', parameters, placeIn(rule, regex.span, 'Condition', 'Detection'))];
    }),
};
