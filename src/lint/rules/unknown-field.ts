import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/source.ts';
import { printPath } from '../../ir/print.ts';
import type { Rule } from '../../ir/rule.ts';
import { keyThatIsDefault } from '../default-key.ts';
import { usesOf } from '../field-uses.ts';
import type { LintRule } from '../lint-rule.ts';
import { placeIn } from '../lint-rule.ts';
import { stillRead, walkedPaths } from '../still-read.ts';

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
  check: (rule, context) => {
    const unknown = usesOf(rule, context).filter(
      (use) => (use.found === undefined || use.found.throughText) && keyThatIsDefault(use) === undefined,
    );
    if (unknown.length === 0) return [];
    const read = stillRead(rule, context);
    const walked = walkedPaths(rule);
    return unknown.flatMap((use): Diagnostic[] => {
      if (read !== undefined && !read.has(use.field)) return [];
      if (use.asksForKey && isHelper(use.span, rule)) return [];
      if (walked.has(printPath(use.path))) return [];
      const throughText = use.found?.throughText === true;
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
    });
  },
};

/** Code that several rules share asks which kind of event it has. */
function isHelper(span: Span | undefined, rule: Rule): boolean {
  return rule.python !== undefined && span !== undefined && span.file !== rule.python && span.file !== rule.file;
}
