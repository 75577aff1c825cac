import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { LintRule } from '../lint-rule.ts';
import { placeIn } from '../lint-rule.ts';
import { waiversOf } from '../waivers.ts';

/** Waivers whose last day has passed. */
export const expiredWaiver: LintRule = {
  name: 'expired-waiver',
  doc: {
    what: 'A waiver, in the rule file or the configuration, whose `Expires` day has passed.',
    why: 'The build refuses what it accepted.',
    bad: 'Waivers:\n  - Target: yaral\n    Code: row-dropped\n    Reason: Until the parser is mended.\n    Expires: 2020-01-31',
    good: 'Waivers:\n  - Target: yaral\n    Code: row-dropped\n    Reason: The parser does not keep this field.',
  },
  check: (rule, context) =>
    waiversOf(rule, context).flatMap(({ target, code, expires, span }) =>
      expires !== undefined && expires < context.today
        ? [diagnostic('expired-waiver', { code, target, expires }, placeIn(rule, span, 'Waivers'))]
        : [],
    ),
};
