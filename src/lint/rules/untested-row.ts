import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Condition, Test } from '../../ir/condition.ts';
import type { Context } from '../../ir/evaluate.ts';
import { evaluate } from '../../ir/evaluate.ts';
import { printRow } from '../../ir/print.ts';
import type { Rule } from '../../ir/rule.ts';
import { wholeCondition } from '../../ir/rule.ts';
import { contextFor } from '../context-for.ts';
import type { LintRule } from '../lint-rule.ts';
import { placeIn } from '../lint-rule.ts';
import { decidingRows, withConstant } from '../mutants.ts';

/** Rows that could be wrong without any test failing. */
export const untestedRow: LintRule = {
  name: 'untested-row',
  doc: {
    what: "Rows that could always hold, or never, without any of the rule's tests coming out otherwise. Each row is put to both in turn. A row that may be either is a warning; rows that may be one of the two are named in one remark.",
    why: 'A mistake in such a row would not be noticed.',
    bad: 'Condition: |\n  eventType eq "user.session.start"\n  outcome.result eq "FAILURE"\nTests:\n  - Name: Failed sign-in\n    ExpectedResult: true\n    Log: { eventType: user.session.start, outcome: { result: FAILURE } }\n  - Name: Another event that succeeds\n    ExpectedResult: false\n    Log: { eventType: user.session.end, outcome: { result: SUCCESS } }',
    good: 'Condition: |\n  eventType eq "user.session.start"\n  outcome.result eq "FAILURE"\nTests:\n  - Name: Failed sign-in\n    ExpectedResult: true\n    Log: { eventType: user.session.start, outcome: { result: FAILURE } }\n  - Name: Sign-in that succeeds\n    ExpectedResult: false\n    Log: { eventType: user.session.start, outcome: { result: SUCCESS } }\n  - Name: Another event that fails\n    ExpectedResult: false\n    Log: { eventType: user.session.end, outcome: { result: FAILURE } }',
  },
  check: (rule, context) => {
    const whole = wholeCondition(rule);
    const contexts = rule.tests
      .filter((test) => test.under === undefined)
      .map((test) => ({ expected: test.expected, context: contextFor(rule, test.log, context) }))
      .filter(({ expected, context: one }) => evaluate(whole, one) === expected);
    if (!context.withTests || contexts.length === 0) return [];
    const rows = [...decidingRows(rule.condition), ...decidingRows(rule.filter)];
    const survivors = rows.map((row) => ({ row, forced: survives(whole, row, contexts) }));
    const named = (forced: 'true' | 'false' | 'both'): Test[] =>
      survivors.flatMap((one) => (one.forced === forced ? [one.row] : []));
    return [
      ...named('both').map((row) =>
        diagnostic(
          'untested-row',
          { rows: [printRow(row)], forced: 'both' },
          {
            ...placeIn(rule, row.span, 'Condition', 'Detection'),
            // A row of a lifted rule may be one that its author never saw as such.
            ...(rule.python === undefined ? {} : { severity: 'info' as const }),
          },
        ),
      ),
      ...remark(rule, named('true'), 'true'),
      ...remark(rule, named('false'), 'false'),
    ];
  },
};

interface Run {
  readonly expected: boolean;
  readonly context: Context;
}

/** The constants that a row may be without any test noticing. */
function survives(whole: Condition, row: Test, runs: readonly Run[]): 'true' | 'false' | 'both' | 'none' {
  const unnoticed = (constant: boolean): boolean => {
    const mutant = withConstant(whole, row, constant);
    return runs.every((run) => evaluate(mutant, run.context) === run.expected);
  };
  const [always, never] = [unnoticed(true), unnoticed(false)];
  return always ? (never ? 'both' : 'true') : never ? 'false' : 'none';
}

function remark(rule: Rule, rows: readonly Test[], forced: 'true' | 'false'): Diagnostic[] {
  if (rows.length === 0) return [];
  const parameters = { rows: [...new Set(rows.map((row) => printRow(row)))], forced };
  return [diagnostic('untested-row', parameters, { ...placeIn(rule, undefined, 'Tests'), severity: 'info' })];
}
