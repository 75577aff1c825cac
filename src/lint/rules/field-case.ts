import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { printPath } from '../../ir/print.ts';
import { usesOf } from '../field-uses.ts';
import type { LintRule } from '../lint-rule.ts';
import { placeIn } from '../lint-rule.ts';

/** Paths whose keys the log writes in another case. */
export const fieldCase: LintRule = {
  name: 'field-case',
  doc: {
    what: 'A path whose keys the log type writes in another case.',
    why: 'Panther looks such a key up ignoring case; readers, searches and other tools do not.',
    bad: 'Condition: eventtype eq "user.session.start"',
    good: 'Condition: eventType eq "user.session.start"',
  },
  check: (rule, context) =>
    usesOf(rule, context).flatMap((use): Diagnostic[] => {
      if (use.found === undefined || use.found.throughText) return [];
      const [field, canonical] = [printPath(use.path), printPath(use.found.canonical)];
      if (field === canonical) return [];
      return [diagnostic('field-case', { field, canonical }, placeIn(rule, use.span, ...use.keys))];
    }),
};
