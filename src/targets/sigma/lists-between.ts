import type { Fidelity, Reason } from '../../fidelity/reason.ts';
import type { Condition } from '../../ir/condition.ts';
import type { Reference } from '../../ir/path.ts';
import { printRow } from '../../ir/print.ts';
import type { Value } from '../../ir/value.ts';
import { referencesIn } from '../../ir/walk.ts';
import { listsRead } from '../../mapping/keys-read.ts';

/**
 * Sigma reads a path through a list as any of its objects, where the rule finds nothing. That a list stands there at all is declared of every
 * text (`other-type`), but not of lists that the rule goes through elsewhere: a path through one of those is declared here.
 */
export function listsBetween(condition: Condition): Fidelity {
  const lists = listsRead(condition);
  const found = new Map<string, Reason>();
  if (lists.length > 0)
    for (const { reference, lists: around } of referencesIn(condition)) {
      if (reference.scope === 'model') continue;
      for (const [i, step] of reference.path.entries()) {
        const next = reference.path[i + 1];
        if (typeof step !== 'string' || !lists.includes(step) || typeof next !== 'string') continue;
        const list: Reference = { ...reference, path: reference.path.slice(0, i + 1) };
        const when = hasBelow(list, next, around);
        found.set(printRow(when), { code: 'one-as-list', within: [], detail: { when } });
      }
    }
  const reasons = [...found.values()];
  return { wider: reasons, narrower: reasons };
}

/** There is a list whose objects have the key. `around`: the lists around the path, innermost first. */
function hasBelow(list: Reference, key: string, around: readonly Value[]): Condition {
  const isGone: Condition = {
    kind: 'test',
    subject: { kind: 'reference', to: { scope: 'element', depth: 0, path: [key] } },
    operator: 'missing',
    operands: [],
    ignoreCase: false,
    flags: [],
  };
  const where: Condition = {
    kind: 'quantifier',
    quantifier: 'any',
    list: { kind: 'reference', to: list.scope === 'element' ? { ...list, depth: 0 } : list },
    where: { kind: 'not', operand: isGone },
  };
  const outside = list.scope === 'element' ? around.slice(list.depth) : [];
  return outside.reduce<Condition>(
    (inner, one) => ({ kind: 'quantifier', quantifier: 'any', list: one, where: inner }),
    where,
  );
}
