import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { backtracks } from '../../regex/index.ts';
import type { LintRule } from '../lint-rule.ts';
import { placeIn } from '../lint-rule.ts';
import { regexesIn } from '../regexes.ts';

/** Regexes that take exponential time on a text that almost matches. */
export const regexBacktracking: LintRule = {
  name: 'regex-backtracking',
  doc: {
    what: 'A regex with a repeat that can split one text in several ways, so that an engine that backtracks may never end.',
    why: "Python's and Splunk's engines backtrack: whoever writes the text can stall the detection.",
    bad: 'Condition: client.userAgent.rawUserAgent regex "^(a+)+$"',
    good: 'Condition: client.userAgent.rawUserAgent regex "^a+$"',
  },
  check: (rule) =>
    regexesIn(rule).flatMap((regex) => {
      const { catastrophic, why } = backtracks(regex.pattern, regex.flags, regex.ignoreCase);
      if (!catastrophic) return [];
      const parameters = { pattern: JSON.stringify(regex.pattern), problem: why };
      return [diagnostic('regex-backtracking', parameters, placeIn(rule, regex.span, 'Condition', 'Detection'))];
    }),
};
