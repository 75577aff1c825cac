import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Condition } from '../../ir/condition.ts';
import { printJson } from '../../ir/json.ts';
import { meaningOf, normalize } from '../../ir/normalize.ts';
import { printRow } from '../../ir/print.ts';
import type { Rule } from '../../ir/rule.ts';
import type { Value } from '../../ir/value.ts';
import { allNodes, joinsIn } from '../joins.ts';
import type { LintRule } from '../lint-rule.ts';
import { placeIn } from '../lint-rule.ts';

/** Rows that stand twice in one and/or, and values that stand twice in one list. */
export const duplicateRow: LintRule = {
  name: 'duplicate-row',
  doc: {
    what: 'A row that stands twice in the same `and` or `or`, or a value that stands twice in the same list.',
    why: 'The second adds nothing; most often another field or value was meant.',
    bad: 'Condition: eventType in ["user.session.start", "user.session.start"]',
    good: 'Condition: eventType in ["user.session.start", "user.session.end"]',
  },
  // Rows of a lifted rule are how the code was followed, not what somebody wrote.
  check: (rule) => (rule.python === undefined ? [...repeatedRows(rule), ...repeatedValues(rule)] : []),
};

function repeatedRows(rule: Rule): Diagnostic[] {
  return joinsIn(rule).flatMap((join) =>
    repeatsIn(join.parts, (part: Condition) => meaningOf(normalize(part))).map((part) =>
      diagnostic('duplicate-row', { row: `\`${printRow(part)}\`` }, placeIn(rule, part.span, 'Condition', 'Detection')),
    ),
  );
}

function repeatedValues(rule: Rule): Diagnostic[] {
  return allNodes(rule).flatMap((node) => {
    if (node.kind !== 'test') return [];
    const repeats = repeatsIn(node.operands, (operand: Value) => meaningOf(operand));
    return repeats.flatMap((operand): Diagnostic[] => {
      if (operand.kind !== 'literal') return [];
      const place = placeIn(rule, operand.span ?? node.span, 'Condition', 'Detection');
      return [diagnostic('duplicate-row', { row: printJson(operand.value) }, place)];
    });
  });
}

function repeatsIn<T>(items: readonly T[], mark: (item: T) => string): T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const text = mark(item);
    const again = seen.has(text);
    seen.add(text);
    return again;
  });
}
