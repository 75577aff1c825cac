import { printReference } from '../ir/print.ts';
import type { Rule } from '../ir/rule.ts';
import { referencesIn } from '../ir/walk.ts';
import { assumeSchema } from '../mapping/assume-schema.ts';
import { leaveOut } from '../mapping/leave-out.ts';
import type { LintContext } from './lint-rule.ts';
import { readNodes } from './read-nodes.ts';

/**
 * The references that some event of the rule's log types can reach, as printed. Code that is general asks for types first
 * (`isinstance`), and the schema answers that; what it reads of events of another shape is no mistake. Undefined where the
 * rule can match nothing, so that nothing is left to ask.
 */
export function stillRead(rule: Rule, context: LintContext): ReadonlySet<string> | undefined {
  const left = rule.logTypes.map((name) => leaveOut(rule, assumeSchema(context.logType(name), name)).rule);
  const live = left.filter((one) => one.condition.kind !== 'false');
  if (live.length === 0) return undefined;
  return new Set(
    live.flatMap((one) =>
      readNodes(one).flatMap((read) => referencesIn(read.node).map((use) => printReference(use.reference))),
    ),
  );
}
