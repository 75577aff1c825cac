import { printPath, printReference } from '../ir/print.ts';
import type { Rule } from '../ir/rule.ts';
import { nodesIn, referencesIn } from '../ir/walk.ts';
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
      readNodes(one).flatMap((read) => [
        ...referencesIn(read.node).map((use) => printReference(use.reference)),
        ...[...nodesIn(read.node)].flatMap((node) => (node.kind === 'at' ? [printPath(node.steps)] : [])),
      ]),
    ),
  );
}

/** The paths that `deep_walk` and `walk_all` go along: they cross lists, so that the plain path beside them is only their other case. */
export function walkedPaths(rule: Rule): ReadonlySet<string> {
  return new Set(
    readNodes(rule).flatMap((read) =>
      [...nodesIn(read.node)].flatMap((node): string[] => {
        if (node.kind !== 'call' || (node.name !== 'deep_walk' && node.name !== 'walk_all')) return [];
        const [from, keys] = node.args;
        if (from?.kind !== 'reference' || from.to.scope !== 'event' || keys?.kind !== 'literal') return [];
        const steps = Array.isArray(keys.value) ? keys.value.filter((key) => typeof key === 'string') : [];
        return [printPath([...from.to.path, ...steps])];
      }),
    ),
  );
}
