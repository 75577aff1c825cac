import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { meaningOf, normalize } from '../../ir/normalize.ts';
import { printRow } from '../../ir/print.ts';
import { contradiction, implies } from '../implies.ts';
import type { Row } from '../joins.ts';
import { joinsIn, rowsBySubject } from '../joins.ts';
import type { LintContext, LintRule } from '../lint-rule.ts';
import { placeIn } from '../lint-rule.ts';

/** Rows that another row on the same field makes needless. */
export const redundantRow: LintRule = {
  name: 'redundant-row',
  doc: {
    what: 'A row that holds wherever another row on the same field does, so that it changes nothing in their `and` (or that adds nothing in their `or`).',
    why: 'A row without effect suggests a check that is not made.',
    bad: 'Condition: |\n  eventType eq "user.session.start"\n  eventType ne "user.session.end"',
    good: 'Condition: eventType eq "user.session.start"',
  },
  check: (rule, context) => {
    // Rows of a lifted rule are how the code was followed, not what somebody wrote.
    if (rule.python !== undefined) return [];
    return joinsIn(rule).flatMap((join) =>
      rowsBySubject(join).flatMap((rows) =>
        redundantIn(rows, context).map(({ row, other }): Diagnostic => {
          const parameters = { row: printRow(row.part), other: printRow(other.part), joined: join.kind };
          const place = placeIn(rule, row.part.span ?? row.test.span, 'Condition', 'Detection');
          return diagnostic('redundant-row', parameters, place);
        }),
      ),
    );
  },
};

function redundantIn(rows: readonly Row[], context: LintContext): { row: Row; other: Row }[] {
  if (contradiction(rows, context.lists) !== undefined) return [];
  const dropped = new Set<Row>();
  // From the end, so that of two rows that imply each other the first is kept.
  return [...rows]
    .reverse()
    .flatMap((row) => {
      const other = rows.find(
        (o) => o !== row && !dropped.has(o) && !same(o, row) && implies(o, row, rows, context.lists),
      );
      if (other === undefined) return [];
      dropped.add(row);
      return [{ row, other }];
    })
    .reverse();
}

function same(a: Row, b: Row): boolean {
  return meaningOf(normalize(a.part)) === meaningOf(normalize(b.part));
}
