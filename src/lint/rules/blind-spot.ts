import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Condition } from '../../ir/condition.ts';
import { printRow } from '../../ir/print.ts';
import type { Rule } from '../../ir/rule.ts';
import { nodesIn } from '../../ir/walk.ts';
import { assumeSchema } from '../../mapping/assume-schema.ts';
import { raisesLeft } from '../../mapping/leave-out.ts';
import type { LintContext, LintRule } from '../lint-rule.ts';
import { placeIn } from '../lint-rule.ts';

/** Longer conditions are told by their beginning. */
const longest = 160;

/** Events that a rule in Python would match, were it not that it raises on them. */
export const blindSpot: LintRule = {
  name: 'blind-spot',
  doc: {
    what: 'Events of the log type on which the Python of a rule raises, so that Panther does not match them whatever else the rule says.',
    why: 'Whoever leaves a field out passes unseen: an exception is no alert.',
    bad: 'not event.get("userAgent").startswith("okta")',
    good: 'not event.get("userAgent", "").startswith("okta")',
  },
  check: (rule, context) => {
    if (rule.raises.kind === 'false') return [];
    const told = new Map<string, Diagnostic>();
    for (const name of rule.logTypes)
      for (const found of blindSpots(rule, name, context)) told.set(found.message, found);
    return [...told.values()];
  },
};

function blindSpots(rule: Rule, name: string, context: LintContext): readonly Diagnostic[] {
  const logType = context.logType(name);
  if (logType === undefined) return [];
  const raises = raisesLeft(rule, assumeSchema(logType, name));
  const parts = raises.kind === 'or' ? raises.operands : raises.kind === 'false' ? [] : [raises];
  return parts.map((part) => {
    const text = printRow(part);
    const when = text.length > longest ? `${text.slice(0, longest)}…` : text;
    return diagnostic('blind-spot', { when }, placeIn(rule, placeOf(part), 'Raises', 'Filename'));
  });
}

/** Where the first row of a condition stands. */
function placeOf(condition: Condition): Condition['span'] {
  for (const node of nodesIn(condition)) if (node.span !== undefined) return node.span;
  return undefined;
}
