import { printJson } from '../ir/json.ts';
import { printCondition } from '../ir/print.ts';
import type { Rule } from '../ir/rule.ts';
import { wholeCondition } from '../ir/rule.ts';
import type { TestResult } from '../project/judge-tests.ts';
import type { Answer, ShownTest } from './answer.ts';

/** A rule as the page names it: its alert in a sentence, its condition as a table. */
export function showRule(rule: Rule): NonNullable<Answer['rule']> {
  return { id: rule.id, name: rule.displayName, alert: alertOf(rule), table: printCondition(wholeCondition(rule)) };
}

function alertOf({ alert, lifecycle }: Rule): string {
  if (!lifecycle.createAlert) return 'It raises no alert: what matches is a signal.';
  const { threshold, windowMinutes, distinct, severity } = alert;
  const when =
    threshold === 1
      ? `at once, then not again for ${minutes(windowMinutes)}`
      : `at ${threshold} ${distinct ? 'different values' : 'events'} within ${minutes(windowMinutes)}`;
  return `Severity ${severity.otherwise}. It alerts ${when}, for each key.`;
}

function minutes(count: number): string {
  return count === 1 ? '1 minute' : `${count} minutes`;
}

/** A test with its verdict. */
export function showTest({ name, expected, status, detail, test }: TestResult): ShownTest {
  return {
    name,
    status,
    expects: expected === undefined ? 'alerts over time' : expected ? 'a match' : 'no match',
    detail,
    event: 'log' in test ? printJson(test.log, 2) : undefined,
  };
}
