import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { LintRule } from '../lint-rule.ts';
import { placeIn } from '../lint-rule.ts';

/** Rules without tests. */
export const missingTests: LintRule = {
  name: 'missing-tests',
  doc: {
    what: 'A rule without tests.',
    why: 'Nobody has shown that it matches what it should and leaves alone what it should.',
    bad: 'Tests: []',
    good: 'Tests:\n  - Name: Reset by support\n    ExpectedResult: true\n    Log: { eventType: user.account.reset_password }\n  - Name: Sign-in\n    ExpectedResult: false\n    Log: { eventType: user.session.start }',
  },
  check: (rule, context) =>
    context.withTests && rule.tests.length === 0
      ? [diagnostic('missing-tests', {}, placeIn(rule, undefined, 'Tests'))]
      : [],
};
