import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { LintRule } from '../lint-rule.ts';
import { placeIn } from '../lint-rule.ts';

/** Rules whose tests all expect the same. */
export const oneSidedTests: LintRule = {
  name: 'one-sided-tests',
  doc: {
    what: 'Tests that all expect a match, or all expect none.',
    why: 'A condition that always holds, or never does, passes them as well.',
    bad: 'Tests:\n  - Name: Reset by support\n    ExpectedResult: true\n    Log: { eventType: user.account.reset_password }',
    good: 'Tests:\n  - Name: Reset by support\n    ExpectedResult: true\n    Log: { eventType: user.account.reset_password }\n  - Name: Sign-in\n    ExpectedResult: false\n    Log: { eventType: user.session.start }',
  },
  check: (rule) => {
    const [first] = rule.tests;
    if (first === undefined || rule.tests.some((test) => test.expected !== first.expected)) return [];
    const parameters = { expected: first.expected, count: rule.tests.length };
    return [diagnostic('one-sided-tests', parameters, placeIn(rule, undefined, 'Tests'))];
  },
};
