import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { usesOf } from '../field-uses.ts';
import type { LintRule } from '../lint-rule.ts';
import { placeIn } from '../lint-rule.ts';

/** The keys that decide whether the rule matches. */
const deciding: readonly string[] = ['Condition', 'Detection', 'InlineFilters'];

/** Paths that no event of the rule's log types has. */
export const unknownField: LintRule = {
  name: 'unknown-field',
  doc: {
    what: 'A path in a row, the title, an output, a summary attribute or the grouping that no event of the log type has, or that leads into a text which only `parse_json` can read.',
    why: 'Such a field is always missing: its null test always holds, every other row on it never does, and a title shows None.',
    bad: 'Condition: userAgent.rawUserAgent is_null',
    good: 'Condition: client.userAgent.rawUserAgent is_null',
  },
  check: (rule, context) =>
    usesOf(rule, context).flatMap((use): Diagnostic[] => {
      const throughText = use.found?.throughText === true;
      if (use.found !== undefined && !throughText) return [];
      const parameters = {
        field: use.field,
        logTypes: rule.logTypes,
        effect: use.effect,
        near: use.near(),
        throughText,
      };
      const decides = use.keys.some((key) => deciding.includes(key));
      const place = placeIn(rule, use.span, ...use.keys);
      return [diagnostic('unknown-field', parameters, { ...place, severity: decides ? 'error' : 'warning' })];
    }),
};
